import { describe, expect, it } from 'vitest';
import { readAnnotations } from '../../../src/app/annotate/project/readAnnotations.ts';
import { parseJsonTree } from '../../../src/formats/annotation/jsonTree.ts';
import { foreignCsv } from '../../../src/formats/annotation/otherTools/csv.ts';
import { cvatXml } from '../../../src/formats/annotation/otherTools/cvatXml.ts';
import { foreignJson } from '../../../src/formats/annotation/otherTools/json.ts';
import { parseXml } from '../../../src/formats/annotation/xmlTree.ts';
import { countedIds } from './annotationSets.ts';

const json = (value: unknown) => foreignJson(parseJsonTree(JSON.stringify(value)));

describe('VoTT', () => {
  const region = {
    type: 'RECTANGLE',
    tags: ['jar'],
    boundingBox: { left: 10, top: 20, width: 30, height: 40 },
    points: [],
  };
  const asset = { name: 'a%20b.jpg', size: { width: 640, height: 480 } };
  const wanted = [
    {
      stated: ['a b.jpg'],
      size: { width: 640, height: 480 },
      shapes: [
        {
          label: 'jar',
          points: [
            { x: 10, y: 20 },
            { x: 40, y: 60 },
          ],
        },
      ],
    },
  ];

  it('opens the file of one picture, and the export of all', () => {
    expect(json({ asset, regions: [region] })).toEqual(wanted);
    expect(json({ assets: { x: { asset, regions: [region] } } })).toEqual(wanted);
  });

  it('opens its table', () => {
    const text =
      '"image","xmin","ymin","xmax","ymax","label"\r\n"a.jpg",10,20,40,60,"a ""jar"""\r\n';
    expect(foreignCsv(text)).toMatchObject({
      pictures: [{ stated: ['a.jpg'], shapes: [{ label: 'a "jar"' }] }],
    });
  });
});

it('Label Studio turns about the upper left corner and keeps what was written', () => {
  const value = { x: 50, y: 50, width: 20, height: 10, rotation: 90, rectanglelabels: ['line'] };
  const size = { original_width: 100, original_height: 100 };
  const result = [
    { id: 'r', ...size, value },
    { id: 'r', ...size, value: { text: ['hello'] } },
  ];
  const [picture] = json([{ annotations: [{ result }], data: { image: '/a.jpg' } }]) ?? [];
  expect(picture?.shapes).toHaveLength(1);
  const [shape] = picture?.shapes ?? [];
  expect(shape?.transcription).toBe('hello');
  const rounded = shape?.points.map(({ x, y }) => [Math.round(x), Math.round(y)]);
  expect(rounded).toEqual([
    [50, 50],
    [50, 70],
    [40, 70],
    [40, 50],
  ]);
});

it('CVAT’s attributes and polygons come in, points are told as no box', () => {
  const parsed = parseXml(
    '<annotations><image name="a.jpg" width="9" height="9">' +
      '<polygon label="jar" occluded="1" points="1,1;5,1;5,6"><attribute name="colour">red</attribute></polygon>' +
      '<points label="dot" points="1,1"/></image></annotations>',
  );
  if ('problem' in parsed) throw new Error(parsed.detail);
  const [picture] = cvatXml(parsed.root) ?? [];
  expect(picture?.shapes).toEqual([
    {
      label: 'jar',
      attributes: { occluded: '1', colour: 'red' },
      points: [
        { x: 1, y: 1 },
        { x: 5, y: 1 },
        { x: 5, y: 6 },
      ],
    },
  ]);
  expect(picture?.boxless).toEqual(['points']);
});

describe('shapes that have no box are named', () => {
  const pictures = new Map([['a.jpg', { width: 640, height: 480 }]]);
  const told = (file: string, text: string) => {
    const options = { pictures, newId: countedIds() };
    const { set, report } = readAnnotations(new Map([[file, text]]), options);
    return {
      boxes: set.images[0]?.boxes ?? [],
      issues: report.issues.map(({ code, detail }) => [code, detail]),
      skipped: report.skipped.boxes,
    };
  };

  it('skeletons, masks and lines of CVAT', () => {
    const { boxes, issues, skipped } = told(
      'a.xml',
      '<annotations><image name="a.jpg" width="640" height="480">' +
        '<skeleton label="person"><points label="1" points="1,1"/></skeleton><mask label="jar"/>' +
        '<box label="jar" xtl="100" ytl="100" xbr="260" ybr="220"/></image></annotations>',
    );
    expect(boxes).toHaveLength(1);
    expect(issues).toEqual([
      ['shape-foreign', 'a.jpg: skeleton'],
      ['shape-foreign', 'a.jpg: mask'],
    ]);
    expect(skipped).toBe(2);
  });

  it('lines and points of VoTT, which have a box around them', () => {
    const around = { left: 5, top: 5, width: 50, height: 60 };
    const regions = ['POLYLINE', 'POINT', 'RECTANGLE'].map((type) => ({
      ...{ type, tags: ['jar'], boundingBox: around, points: [] },
    }));
    const asset = { name: 'a.jpg', size: { width: 640, height: 480 } };
    const { boxes, issues } = told('a.json', JSON.stringify({ asset, regions }));
    expect(boxes).toHaveLength(1);
    expect(issues).toEqual([
      ['shape-foreign', 'a.jpg: POLYLINE'],
      ['shape-foreign', 'a.jpg: POINT'],
    ]);
  });

  it('a turned ellipse of CVAT gets the box around it', () => {
    const { boxes, issues } = told(
      'a.xml',
      '<annotations><image name="a.jpg" width="640" height="480">' +
        '<ellipse label="jar" cx="200" cy="200" rx="80" ry="60" rotation="90"/>' +
        '<ellipse label="jar" cx="400" cy="200" rx="80" ry="20" rotation="45"/></image></annotations>',
    );
    expect(boxes[0]).toMatchObject({ x: 140, y: 120, width: 120, height: 160 });
    // The half sides are the root of (80² + 20²) / 2.
    expect(boxes[1]?.x).toBeCloseTo(400 - Math.sqrt(3400), 6);
    expect(boxes[1]?.height).toBeCloseTo(2 * Math.sqrt(3400), 6);
    expect(issues).toEqual([
      ['box-curve', 'jar'],
      ['box-curve', 'jar'],
    ]);
  });
});

describe('what is said besides the class', () => {
  it('of a region and of a picture in VIA', () => {
    const region = {
      shape_attributes: { name: 'rect', x: 1, y: 2, width: 3, height: 4 },
      region_attributes: { colour: 'red', type: 'jar', kinds: { a: true, b: true }, empty: '' },
    };
    const file = { filename: 'a.jpg', regions: [region], file_attributes: { light: 'dim' } };
    expect(json({ 'a.jpg1': file })).toMatchObject([
      {
        attributes: { light: 'dim' },
        shapes: [{ label: 'jar', attributes: { colour: 'red', kinds: 'a, b' } }],
      },
    ]);
  });

  it('of a picture in CVAT and Label Studio', () => {
    const parsed = parseXml(
      '<annotations><image name="a.jpg" width="9" height="9"><tag label="blurred">' +
        '<attribute name="why">hand</attribute></tag></image></annotations>',
    );
    if ('problem' in parsed) throw new Error(parsed.detail);
    expect(cvatXml(parsed.root)?.[0]?.attributes).toEqual({ blurred: '1', why: 'hand' });
    const result = [{ from_name: 'quality', value: { choices: ['good'] } }];
    const task = { annotations: [{ result }], data: { image: '/a.jpg' } };
    expect(json([task])?.[0]?.attributes).toEqual({ quality: 'good' });
  });

  it('of several annotators in Label Studio the first counts, and that is said', () => {
    const value = { x: 0, y: 0, width: 50, height: 50, rectanglelabels: ['jar'] };
    const result = [{ original_width: 9, original_height: 9, value }];
    const task = { annotations: [{ result }, { result }], data: { image: '/a.jpg' } };
    const pictures = new Map([['a.jpg', { width: 9, height: 9 }]]);
    const { report, set } = readAnnotations(new Map([['a.json', JSON.stringify([task])]]), {
      pictures,
      newId: countedIds(),
    });
    expect(set.images[0]?.boxes).toHaveLength(1);
    expect(report.issues).toMatchObject([{ code: 'annotators-several', detail: 'a.jpg' }]);
  });

  it('a brush of Label Studio is told as no box', () => {
    const value = { rle: [1, 2], brushlabels: ['jar'] };
    const result = [{ original_width: 9, original_height: 9, value }];
    expect(json([{ annotations: [{ result }], data: { image: '/a.jpg' } }])?.[0]?.shapes).toEqual([
      null,
    ]);
  });
});

/** What comes of one file beside `a.jpg` of 640 × 480 px. */
function readFile(file: string, text: string) {
  const { set, report } = readAnnotations(new Map([[file, text]]), {
    pictures: new Map([['a.jpg', { width: 640, height: 480 }]]),
    newId: countedIds(),
  });
  const [image] = set.images;
  const named = (image?.boxes ?? []).map(({ id: _, classId, ...box }) => ({
    ...box,
    className: set.classes.find(({ id }) => id === classId)?.name,
  }));
  const issues = report.issues.map(({ code, line, detail }) => [code, line, detail]);
  return { boxes: named, issues, attributes: image?.attributes, skipped: report.skipped };
}

describe('tables', () => {
  const HEAD = 'filename,width,height,class,xmin,ymin,xmax,ymax';
  const rows = ['jar', 'lid', 'cap'].map((name, i) => `a.jpg,640,480,${name},${i},10,60,20`);

  it.each([
    ['line feeds', '\n'],
    ['carriage returns and line feeds', '\r\n'],
    ['two carriage returns and a line feed', '\r\r\n'],
    ['carriage returns alone', '\r'],
  ])('are read to their end with %s', (_, end) => {
    const { boxes, issues } = readFile('t.csv', `\ufeff${[HEAD, ...rows].join(end)}${end}`);
    expect(boxes.map(({ className }) => className)).toEqual(['jar', 'lid', 'cap']);
    expect(issues).toEqual([]);
  });

  it('are read to their end where one line ends otherwise', () => {
    const [jar, lid, cap] = rows;
    const { boxes } = readFile('t.csv', `${HEAD}\n${jar}\r\r\n${lid}\r${cap}\n`);
    expect(boxes.map(({ className }) => className)).toEqual(['jar', 'lid', 'cap']);
  });

  it.each(['a.jpg,640,480,"lid,1,10,60,20', 'a.jpg,640,480,"lid"s,1,10,60,20'])(
    'with a broken quote are refused, and the line is named: %s',
    (row) => {
      const text = [HEAD, rows[0], row, rows[2], ''].join('\n');
      const { boxes, issues, skipped } = readFile('t.csv', text);
      expect(boxes).toEqual([]);
      expect(issues).toEqual([['csv-broken', 3, '']]);
      expect(skipped.files).toBe(1);
    },
  );

  it('of shares of the sides are turned into px, and that is said', () => {
    const { boxes, issues } = readFile('t.csv', `${HEAD}\na.jpg,640,480,jar,0.25,0.5,0.5,1\n`);
    expect(boxes).toMatchObject([{ x: 160, y: 240, width: 160, height: 240 }]);
    expect(issues).toEqual([['box-scaled', null, '']]);
  });

  it('of px stay so where one box is small', () => {
    const text = `${HEAD}\na.jpg,640,480,jar,0,0,1,1\n${rows[1]}\n`;
    const { boxes, issues } = readFile('t.csv', text);
    expect(boxes).toMatchObject([{ width: 1, height: 1 }, { width: 59 }]);
    expect(issues).toEqual([]);
  });

  it('of VIA say what is said of the whole picture', () => {
    const text = [
      '#filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes',
      'a.jpg,1,"{""light"":""dim""}",1,0,"{""name"":""rect"",""x"":1,""y"":2,""width"":3,""height"":4}","{""label"":""jar""}"',
      '',
    ].join('\n');
    expect(readFile('via.csv', text)).toMatchObject({
      attributes: { light: 'dim' },
      boxes: [{ className: 'jar' }],
    });
  });
});

describe('VIA', () => {
  const rect = { name: 'rect', x: 10, y: 20, width: 30, height: 40 };
  const readRegion = (said: object, shape: object = rect) => {
    const regions = [{ shape_attributes: shape, region_attributes: said }];
    return readFile('via.json', JSON.stringify({ 'a.jpg1': { filename: 'a.jpg', regions } }));
  };

  it.each([
    ['a text', { text: 'hello world' }, 'region', 'hello world'],
    ['a text and a class', { text: 'hello', kind: 'jar' }, 'jar', 'hello'],
    ['a choice of several', { type: { jar: true, lid: false } }, 'jar', null],
  ])('%s', (_, said, className, transcription) => {
    const { boxes, issues } = readRegion(said);
    expect(boxes).toMatchObject([{ className, transcription }]);
    const nameless = className === 'region' ? [['shape-nameless', null, 'a.jpg']] : [];
    expect(issues).toEqual(nameless);
  });

  it('a turned ellipse becomes the box around it, and is named', () => {
    const shape = { name: 'ellipse', cx: 200, cy: 200, rx: 80, ry: 20, theta: Math.PI / 2 };
    const { boxes, issues } = readRegion({ label: 'jar' }, shape);
    expect(boxes[0]?.x).toBeCloseTo(180);
    expect(boxes[0]?.height).toBeCloseTo(160);
    expect(issues).toEqual([['box-curve', null, 'jar']]);
  });
});

it.each([
  ['a.json', '{"type": "FeatureCollection", "features": []}', 'GeoJSON'],
  ['a.json', '[{"data_row": {}, "projects": {}}]', 'Labelbox'],
  ['a.json', '{"cells": [], "nbformat": 4}', 'a Jupyter notebook'],
  ['a.xml', '<annotations><track/></annotations>', 'CVAT for video'],
  ['a.xml', '<svg/>', 'an SVG drawing'],
  ['a.csv', 'milk,eggs\n1,2\n', 'a table of other columns'],
  ['a.csv', 'filename,width,height,class,xmin,ymin,xmax,ymax\n', 'a table without rows'],
  ['a.json', '[{"image_id": 1, "category_id": 1, "score": 0.9}]', 'COCO results without pictures'],
  ['a.json', '{"name": "p", "assets": {"q": {"name": "a.jpg"}}}', 'a VoTT project'],
  ['a.json', '{"milk": 1, "eggs": 2, "a": 0, "b": 0}', 'JSON with “milk”, “eggs”, “a”, …'],
  ['a.json', '[7]', 'a list of other things'],
  ['a.json', '"text"', 'a single value'],
])('%s with %s is named', (file, text, kind) => {
  const pictures = new Map([['a.jpg', { width: 9, height: 9 }]]);
  const { report } = readAnnotations(new Map([[file, text]]), { pictures, newId: countedIds() });
  expect(report.issues).toMatchObject([{ code: 'not-annotations', file, detail: kind }]);
  expect(report.skipped.files).toBe(1);
  expect(report.read.files).toBe(0);
});

it.each([[{}], [[]], [{ shapes: 7 }], ['text'], [[{ annotations: [] }]], [{ a: { b: 1 } }]])(
  '%j is of none of them',
  (value) => {
    expect(json(value)).toBeNull();
  },
);

it.each([
  [
    'DOTA',
    'imagesource:GoogleEarth\ngsd:0.146\n10.0 10.0 60.0 12.0 58.0 40.0 8.0 38.0 small-vehicle 0\n',
  ],
  [
    'ICDAR',
    '\ufeff377,117,463,117,465,130,378,130,Genaxis Theatre\n374,155,409,155,409,170,374,170,###\n',
  ],
])('%s beside a picture is named', (kind, text) => {
  const pictures = new Map([['a.jpg', { width: 640, height: 480 }]]);
  const { set, report } = readAnnotations(new Map([['a.txt', text]]), {
    pictures,
    newId: countedIds(),
  });
  expect(set.images).toEqual([]);
  expect(report.issues).toMatchObject([{ code: 'not-annotations', file: 'a.txt' }]);
  expect(report.issues[0]?.detail).toContain(kind);
});

it('YAML that names no classes is named', () => {
  const files = new Map([['run/args.yml', 'task: detect\nepochs: 3\n']]);
  const { report } = readAnnotations(files, { newId: countedIds() });
  expect(report.issues).toMatchObject([
    { code: 'not-annotations', file: 'run/args.yml', detail: 'YAML that names no classes' },
  ]);
});

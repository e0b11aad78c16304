import { describe, expect, it } from 'vitest';
import type { AnnotationFormat } from '../../../src/formats/annotation/annotationFormat.ts';
import { boxesTsv } from '../../../src/formats/annotation/boxesTsv.ts';
import { coco } from '../../../src/formats/annotation/coco.ts';
import { createMl } from '../../../src/formats/annotation/createMl.ts';
import { MAX_LISTED_ISSUES } from '../../../src/formats/annotation/importReport.ts';
import { labelsTsv } from '../../../src/formats/annotation/labelsTsv.ts';
import { pascalVoc } from '../../../src/formats/annotation/pascalVoc.ts';
import { truthJsonl } from '../../../src/formats/annotation/truthJsonl.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import { countedIds } from './annotationSets.ts';

const PICTURES = new Map([
  ['a.jpg', { width: 100, height: 80 }],
  ['b.jpg', { width: 100, height: 80 }],
]);

function read(format: AnnotationFormat, files: Readonly<Record<string, string>>) {
  const { set, report } = format.read(new Map(Object.entries(files)), {
    pictures: PICTURES,
    newId: countedIds(),
  });
  return {
    set,
    report,
    codes: report.issues.map(({ code }) => code),
    boxes: set.images.flatMap((image) => image.boxes),
  };
}

function vocFile(objects: string, file = 'a.jpg', size = '100,80'): string {
  const [width, height] = size.split(',');
  return `<annotation><filename>${file}</filename><size><width>${width}</width><height>${height}</height></size>${objects}</annotation>`;
}

function vocObject(name: string, corners: readonly (string | number)[]): string {
  const [x0, y0, x1, y1] = corners;
  return `<object><name>${name}</name><bndbox><xmin>${x0}</xmin><ymin>${y0}</ymin><xmax>${x1}</xmax><ymax>${y1}</ymax></bndbox></object>`;
}

const GOOD = vocObject('dog', [10, 10, 50, 50]);

describe('pictures that the camera stored turned', () => {
  const told = (orientation: number, format: AnnotationFormat, file: string, text: string) =>
    format
      .read(new Map([[file, text]]), {
        pictures: new Map([['a.jpg', { width: 100, height: 80, orientation }]]),
        newId: countedIds(),
      })
      .report.issues.map(({ code }) => code);

  it.each([
    ['upside down, its size stated', 3, vocFile(GOOD), ['picture-turn-unsaid']],
    ['mirrored', 2, vocFile(GOOD), ['picture-turn-unsaid']],
    [
      'quarter-turned, of the size as stored',
      6,
      vocFile(GOOD, 'a.jpg', '80,100'),
      ['picture-turned'],
    ],
    ['quarter-turned, of the size upright', 6, vocFile(GOOD), []],
    ['upright', 1, vocFile(GOOD), []],
  ])('%s', (_, orientation, text, codes) => {
    expect(told(orientation, pascalVoc, 'a.xml', text)).toEqual(codes);
  });

  it('quarter-turned, without a size', () => {
    expect(told(8, yolo, 'a.txt', '0 0.5 0.5 0.25 0.25')).toContain('picture-turn-unsaid');
  });
});

describe('Pascal VOC', () => {
  it.each([
    ['cut short', '<annotation><object>', 'xml-broken'],
    ['no XML at all', 'hello', 'xml-broken'],
    ['empty', '', 'xml-broken'],
    ['other XML', '<svg><object/></svg>', 'not-annotations'],
    ['a DTD', `<!DOCTYPE annotation [<!ELEMENT a ANY>]>${vocFile(GOOD)}`, 'xml-doctype'],
    [
      'entities that grow',
      `<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${vocFile(vocObject('&b;', [1, 1, 5, 5]))}`,
      'xml-doctype',
    ],
    [
      'an external entity',
      `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${vocFile(vocObject('&f;', [1, 1, 5, 5]))}`,
      'xml-doctype',
    ],
    ['an entity of no one', vocFile(vocObject('&nope;', [1, 1, 5, 5])), 'xml-doctype'],
    ['nested without end', '<annotation>'.repeat(1000), 'xml-broken'],
  ])('refuses a file that is %s and reads the rest', (_, text, code) => {
    const { codes, set, report } = read(pascalVoc, {
      'a.xml': text,
      'b.xml': vocFile(GOOD, 'b.jpg'),
    });
    expect(codes).toEqual([code]);
    expect(report.skipped.files).toBe(1);
    expect(set.images.map(({ name }) => name)).toEqual(['b.jpg']);
  });

  it.each([
    ['NaN', ['NaN', 1, 20, 20], 'number-broken'],
    ['words', ['left', 1, 20, 20], 'number-broken'],
    ['nothing', ['', 1, 20, 20], 'number-broken'],
    ['infinity', [1, 1, '1e999', 20], 'number-broken'],
    ['no width', [20, 1, 20, 20], 'box-empty'],
    ['no height', [1, 20, 20, 20], 'box-empty'],
    ['a place beside the picture', [120, 1, 140, 20], 'box-outside'],
    ['a place above the picture', [10, -30, 20, -2], 'box-outside'],
  ])('skips a box with %s and keeps the others', (_, corners, code) => {
    const { codes, boxes, report } = read(pascalVoc, {
      'a.xml': vocFile(vocObject('cat', corners) + GOOD),
    });
    expect(codes).toEqual([code]);
    expect(report.skipped.boxes).toBe(1);
    expect(boxes.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [10, 10, 40, 40],
    ]);
  });

  it('cuts boxes off at the edges and says so', () => {
    const { codes, boxes } = read(pascalVoc, {
      'a.xml': vocFile(vocObject('dog', [-5, 70, 120, 90])),
    });
    expect(codes).toEqual(['box-clipped']);
    expect(boxes).toMatchObject([{ x: 0, y: 70, width: 100, height: 10 }]);
  });

  it('skips objects without a name or a box', () => {
    const { codes, boxes } = read(pascalVoc, {
      'a.xml': vocFile(`<object><name>x</name></object>${vocObject('', [1, 1, 9, 9])}${GOOD}`),
    });
    expect(codes).toEqual(['field-missing', 'field-missing']);
    expect(boxes).toHaveLength(1);
  });

  it('tells missing pictures, doubled pictures, wrong sizes and doubled boxes', () => {
    const { codes, set, report } = read(pascalVoc, {
      'a.xml': vocFile(GOOD + GOOD, 'a.jpg', '50,40'),
      'copy.xml': vocFile(GOOD, 'a.jpg'),
      'gone.xml': vocFile(GOOD, '../../gone.jpg'),
    });
    expect(codes).toEqual(['size-differs', 'box-doubled', 'image-doubled', 'image-missing']);
    expect(report.skipped.images).toBe(2);
    expect(set.images).toMatchObject([{ name: 'a.jpg', width: 100, height: 80 }]);
  });

  it('keeps what it could not read when it writes the file again', () => {
    const broken = vocObject('cat', ['NaN', 1, 2, 3]);
    const files = new Map([['a.xml', vocFile(broken + GOOD)]]);
    const { set } = pascalVoc.read(files, { pictures: PICTURES, newId: countedIds() });
    const images = set.images.map((image) => ({ ...image, verified: true, boxes: [] }));
    const text = pascalVoc.write({ ...set, images }, files).files.get('a.xml');
    expect(text).toContain(broken);
    expect(text).not.toContain('<name>dog</name>');
  });

  it('leaves a broken file that stands alone', () => {
    const { set } = pascalVoc.read(new Map([['a.xml', vocFile(GOOD)]]), {
      pictures: PICTURES,
      newId: countedIds(),
    });
    const written = pascalVoc.write(set, new Map([['a.xml', '<annotation><object>']]));
    expect(written.files.size).toBe(0);
    expect(written.losses.map(({ code }) => code)).toEqual(['standing-broken']);
  });
});

describe('YOLO', () => {
  it('tells rows with too few numbers, unknown classes and broken numbers', () => {
    const { codes, boxes, report } = read(yolo, {
      'classes.txt': 'dog\ncat\n',
      'a.txt': [
        '0 0.5 0.5 0.2',
        '7 0.5 0.5 0.2 0.2',
        '-1 0.5 0.5 0.2 0.2',
        '0.5 0.5 0.5 0.2 0.2',
        '0 nan 0.5 0.2 0.2',
        '1 0.5 0.5 0 0.2',
        '1 0.5 0.5 0.2 0.2',
        '0 0.95 0.5 0.2 0.2',
      ].join('\n'),
    });
    expect(codes).toEqual([
      'row-broken',
      'class-unknown',
      'class-unknown',
      'class-unknown',
      'number-broken',
      'box-empty',
      'box-clipped',
    ]);
    expect(report.issues.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 8]);
    expect(boxes).toHaveLength(2);
  });

  it('gives numbers as names where there is no list, and keeps them when it writes one', () => {
    const files = { 'a.txt': '2 0.5 0.5 0.2 0.2\n0 0.2 0.2 0.2 0.2\n' };
    const { codes, set } = read(yolo, files);
    expect(codes).toEqual(['classes-missing']);
    expect(set.classes.map(({ name }) => name)).toEqual(['2', '0']);
    const written = yolo.write(set, new Map(Object.entries(files))).files;
    expect([...written.keys()]).toEqual(['classes.txt']);
    const names = written.get('classes.txt')?.split('\n') ?? [];
    expect([names[0], names[2]]).toEqual(['0', '2']);
  });

  it('keeps the place of empty and doubled lines in the list', () => {
    const files = {
      'classes.txt': 'dog\n\ndog\ncat\n',
      'a.txt': '3 .5 .5 .2 .2\n2 .5 .5 .1 .1\n1 .5 .5 .3 .3\n',
    };
    const { codes, set, boxes } = read(yolo, files);
    expect(codes).toEqual(['class-nameless', 'class-doubled']);
    const names = boxes.map(({ classId }) => set.classes.find(({ id }) => id === classId)?.name);
    expect(names).toEqual(['cat', 'dog', 'class 1']);
    expect(yolo.write(set, new Map(Object.entries(files))).files).toEqual(new Map());
  });

  it('leaves notes alone, and tells labels without a picture', () => {
    const { codes, set } = read(yolo, {
      'classes.txt': 'dog\n',
      'README.txt': 'Read me first, then\ngo on',
      'gone.txt': '0 0.5 0.5 0.2 0.2',
    });
    expect(codes).toEqual(['image-missing']);
    expect(set.images).toEqual([]);
  });
});

describe('Create ML and COCO', () => {
  it.each([createMl, coco])('$title refuses broken and foreign JSON', (format) => {
    const { codes } = read(format, {
      'a.json': '{"images": [',
      'b.json': '"text"',
      'c.json': `${'['.repeat(5000)}`,
    });
    expect(codes).toEqual(['json-broken', 'not-annotations', 'json-broken']);
  });

  it('Create ML skips entries and boxes that lack what they need', () => {
    const { codes, boxes } = read(createMl, {
      'a.json': JSON.stringify([
        { annotations: [] },
        7,
        { image: 'gone.jpg', annotations: [] },
        {
          image: 'a.jpg',
          annotations: [
            { label: 'dog' },
            { coordinates: { x: 1, y: 1, width: 2, height: 2 } },
            { label: 'dog', coordinates: { x: 20, y: 20, width: 0, height: 2 } },
            { label: 'dog', coordinates: { x: '20', y: 20, width: 2, height: 2 } },
            { label: 'dog', coordinates: { x: 20, y: 20, width: 10, height: 10 } },
          ],
        },
      ]).replace('"height":10', '"height":10,"note":1'),
    });
    expect(codes).toEqual([
      'field-missing',
      'field-missing',
      'image-missing',
      'field-missing',
      'field-missing',
      'box-empty',
      'field-missing',
    ]);
    expect(boxes).toMatchObject([{ x: 15, y: 15, width: 10, height: 10 }]);
  });

  it('reads Python’s NaN as one bad number', () => {
    const { codes, boxes } = read(createMl, {
      'a.json':
        '[{"image": "a.jpg", "annotations": [{"label": "dog", "coordinates": {"x": NaN, "y": 1.0, "width": 2.0, "height": 2.0}}, {"label": "dog", "coordinates": {"x": 20, "y": 20, "width": 4, "height": 4}}]}]',
    });
    expect(codes).toEqual(['number-broken']);
    expect(boxes).toHaveLength(1);
  });

  it('COCO tells missing categories, pictures and fields', () => {
    const box = (image_id: unknown, category_id: unknown, bbox?: unknown) => ({
      image_id,
      category_id,
      bbox,
    });
    const { codes, boxes, set } = read(coco, {
      'a.json': JSON.stringify({
        images: [{ id: 1, file_name: 'a.jpg' }, { id: 2 }, { id: 3, file_name: 'gone.jpg' }],
        categories: [{ id: 1, name: 'dog' }, { id: 1, name: 'cat' }, { id: 5 }],
        annotations: [
          box(1, 9, [1, 1, 5, 5]),
          box(8, 1, [1, 1, 5, 5]),
          box(1, 1),
          box(1, 1, [1, 1]),
          box(1, 1, [1, 1, -5, 5]),
          box(1, 1, [90, 70, 20, 20]),
        ],
      }),
    });
    expect(codes).toEqual([
      'class-doubled',
      'field-missing',
      'image-missing',
      'class-unknown',
      'field-missing',
      'field-missing',
      'box-turned',
      'box-clipped',
      'box-clipped',
      'field-missing',
      'image-missing',
    ]);
    expect(set.classes.map(({ name }) => name)).toEqual(['dog']);
    expect(boxes).toHaveLength(2);
  });

  it('COCO does without annotations and categories', () => {
    const { set, codes } = read(coco, {
      'a.json': '{"images": [{"id": 1, "file_name": "a.jpg"}]}',
    });
    expect(codes).toEqual([]);
    expect(set.images).toMatchObject([{ name: 'a.jpg', boxes: [] }]);
    expect(
      coco.write(set, new Map([['a.json', '{"images": [{"id": 1, "file_name": "a.jpg"}]}']])).files
        .size,
    ).toBe(1);
  });
});

describe('our own files', () => {
  it('boxes.tsv tells a header and rows that lack columns', () => {
    expect(read(boxesTsv, { 'boxes.tsv': 'file\tx\ty\n' }).codes).toEqual(['field-missing']);
    const { codes, boxes } = read(boxesTsv, {
      'boxes.tsv':
        'file\tx\ty\tw\th\ttext\na.jpg\t1\t2\n\t1\t1\t5\t5\tx\na.jpg\t1\t2\t30\t-4\tx\na.jpg\t1\tx\t30\t4\tx\na.jpg\t1\t2\t30\t10\thello\n',
    });
    expect(codes).toEqual([
      'row-broken',
      'row-broken',
      'box-turned',
      'box-clipped',
      'number-broken',
    ]);
    expect(boxes.at(-1)).toMatchObject({ transcription: 'hello', width: 30 });
  });

  it('truth.jsonl and labels.tsv tell broken rows', () => {
    const pages = read(truthJsonl, {
      'truth.jsonl':
        '{"image": "a.jpg"\n{"kind": "body"}\n{"image":"gone.jpg"}\n{"image":"a.jpg","kind":"opener","chapter":{"text":"Chapter 3","number":"3","box":[1,2,30,10]},"title":null}\n',
    });
    expect(pages.codes).toEqual(['json-broken', 'field-missing', 'image-missing']);
    expect(pages.boxes).toMatchObject([{ transcription: 'Chapter 3', width: 30 }]);
    const labels = read(labelsTsv, {
      'labels.tsv': 'a.jpg\nb.jpg\t\na.jpg\thello\tthere\nb.jpg\thello\n',
    });
    expect(labels.codes).toEqual(['row-broken', 'row-broken', 'row-broken']);
    expect(labels.boxes).toMatchObject([{ transcription: 'hello', width: 100, height: 80 }]);
  });
});

it('does not list a million issues', () => {
  const { report } = read(yolo, {
    'classes.txt': 'dog\n',
    'a.txt': `0 .5 .5 .2 .2\n${'0 1\n'.repeat(5000)}`,
  });
  expect(report.issues).toHaveLength(MAX_LISTED_ISSUES);
  expect(report.unlisted).toBe(5000 - MAX_LISTED_ISSUES);
  expect(report.skipped.boxes).toBe(5000);
});

import { describe, expect, it } from 'vitest';
import type { AnnotationSet } from '../../../src/formats/annotation/annotation.ts';
import type { AnnotationFormat } from '../../../src/formats/annotation/annotationFormat.ts';
import { createMl } from '../../../src/formats/annotation/createMl.ts';
import { pascalVoc } from '../../../src/formats/annotation/pascalVoc.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import { countedIds } from './annotationSets.ts';

// Files as LabelImg writes them: lxml's pretty print with tabs, six digits, Python's json.dumps.
const VOC = `<annotation verified="yes">
\t<folder>photos</folder>
\t<filename>dog &amp; cat.jpg</filename>
\t<path>C:\\Users\\me\\photos\\dog &amp; cat.jpg</path>
\t<source>
\t\t<database>Unknown</database>
\t</source>
\t<size>
\t\t<width>640</width>
\t\t<height>480</height>
\t\t<depth>3</depth>
\t</size>
\t<segmented>0</segmented>
\t<object>
\t\t<name>dog</name>
\t\t<pose>Unspecified</pose>
\t\t<truncated>1</truncated>
\t\t<difficult>0</difficult>
\t\t<bndbox>
\t\t\t<xmin>1</xmin>
\t\t\t<ymin>57</ymin>
\t\t\t<xmax>201</xmax>
\t\t\t<ymax>330</ymax>
\t\t</bndbox>
\t</object>
\t<object>
\t\t<name>cät</name>
\t\t<pose>Left</pose>
\t\t<truncated>0</truncated>
\t\t<difficult>1</difficult>
\t\t<bndbox>
\t\t\t<xmin>300</xmin>
\t\t\t<ymin>40</ymin>
\t\t\t<xmax>412</xmax>
\t\t\t<ymax>90</ymax>
\t\t</bndbox>
\t</object>
</annotation>
`;

/** As other tools write it: a declaration, spaces, elements that LabelImg does not know. */
const VOC_OF_OTHERS = `<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<annotation>
  <filename>dog &amp; cat.jpg</filename>
  <size><width>640</width><height>480</height><depth>3</depth></size>
  <object id='7'>
    <name>dog</name>
    <occluded>1</occluded>
    <bndbox><xmin>10.5</xmin><ymin>57</ymin><xmax>201.25</xmax><ymax>330</ymax></bndbox>
    <attributes><attribute><name>colour</name><value>brown</value></attribute></attributes>
  </object>
  <owner><name>somebody</name></owner>
</annotation>`;

const YOLO = new Map([
  ['classes.txt', 'person\ndog\ncät\n'],
  [
    'dog & cat.txt',
    '1 0.157813 0.403125 0.312500 0.568750\n2 0.556250 0.135417 0.175000 0.104167\n',
  ],
  ['empty.txt', ''],
]);

/** Six digits are not everybody's; a reader that re-wrote them would show. */
const YOLO_OF_OTHERS = new Map([
  ['classes.txt', 'person\r\ndog\r\n\r\ncät'],
  ['dog & cat.txt', '1 0.1578125 0.403125 0.3125 0.56875 0.97\r\n\r\n3 .5 .5 .25 .25'],
]);

const CREATE_ML =
  '[{"image": "dog & cat.jpg", "verified": true, "annotations": [{"label": "dog", "coordinates": ' +
  '{"x": 101.0, "y": 193.5, "width": 200.0, "height": 273.0}}, {"label": "c\\u00e4t", ' +
  '"coordinates": {"x": 356.0, "y": 65.0, "width": 112.0, "height": 50.0}}]}]';

const CREATE_ML_OF_OTHERS = `[
    {
        "imagefilename": "dog & cat.jpg",
        "annotations": [
            {
                "coordinates": { "height": 273, "width": 200, "x": 101, "y": 193.5 },
                "label": "dog",
                "confidence": 0.75
            }
        ]
    }
]
`;

const PICTURES = new Map([
  ['dog & cat.jpg', { width: 640, height: 480 }],
  ['empty.jpg', { width: 100, height: 100 }],
]);

interface Case {
  readonly title: string;
  readonly format: AnnotationFormat;
  readonly files: ReadonlyMap<string, string>;
  readonly boxes: number;
}

const CASES: readonly Case[] = [
  {
    title: 'Pascal VOC of LabelImg',
    format: pascalVoc,
    files: one('dog & cat.xml', VOC),
    boxes: 2,
  },
  {
    title: 'Pascal VOC of others',
    format: pascalVoc,
    files: one('dog & cat.xml', VOC_OF_OTHERS),
    boxes: 1,
  },
  { title: 'YOLO of LabelImg', format: yolo, files: YOLO, boxes: 2 },
  { title: 'YOLO of others', format: yolo, files: YOLO_OF_OTHERS, boxes: 2 },
  {
    title: 'Create ML of LabelImg',
    format: createMl,
    files: one('dog & cat.json', CREATE_ML),
    boxes: 2,
  },
  {
    title: 'Create ML of others',
    format: createMl,
    files: one('all.json', CREATE_ML_OF_OTHERS),
    boxes: 1,
  },
];

function one(path: string, text: string): ReadonlyMap<string, string> {
  return new Map([[path, text]]);
}

function read({ format, files }: Case): AnnotationSet {
  return format.read(files, { pictures: PICTURES, newId: countedIds() }).set;
}

/** The set with the first box of its first picture changed. */
function withFirstBox(
  set: AnnotationSet,
  change: (box: AnnotationSet['images'][number]['boxes'][number]) => object,
): AnnotationSet {
  const [first, ...rest] = set.images;
  if (first === undefined) throw new Error('no picture');
  const boxes = first.boxes.map((box, index) => (index === 0 ? { ...box, ...change(box) } : box));
  return { ...set, images: [{ ...first, boxes }, ...rest] };
}

describe.each(CASES)('$title', (entry) => {
  const { format, files, boxes } = entry;

  it('is read whole', () => {
    const { set, report } = format.read(files, { pictures: PICTURES, newId: countedIds() });
    expect(report.skipped).toEqual({ files: 0, images: 0, boxes: 0 });
    expect(set.images[0]?.boxes).toHaveLength(boxes);
    expect(set.images[0]?.name).toBe('dog & cat.jpg');
  });

  it('keeps its bytes where nothing was changed, in the folder and in a zip', () => {
    const set = read(entry);
    expect(format.write(set, files).files).toEqual(new Map());
    // What others put between the entries is known from the file that stands there alone.
    if (entry.title.endsWith('LabelImg')) expect(format.write(set).files).toEqual(files);
  });

  it('comes back to where it was after a change that was taken back', () => {
    const set = read(entry);
    const moved = withFirstBox(set, ({ x }) => ({ x: x + 20 }));
    const written = format.write(moved, files);
    const standing = new Map([...files, ...written.files]);
    expect(written.files.size).toBe(1);
    const back = withFirstBox({ ...moved, images: written.images }, ({ x }) => ({ x: x - 20 }));
    const again = format.read(new Map([...standing, ...format.write(back, standing).files]), {
      pictures: PICTURES,
      newId: countedIds(),
    });
    const [before, after] = [set, again.set].map(
      ({ images }) => images[0]?.boxes[0]?.x ?? Number.NaN,
    );
    // Whole px are as fine as Pascal VOC gets.
    expect(Math.abs((before ?? Number.NaN) - (after ?? Number.NaN))).toBeLessThanOrEqual(0.5);
  });
});

describe('Pascal VOC, edited', () => {
  const files = one('dog & cat.xml', VOC_OF_OTHERS);
  const set = () => read({ title: '', format: pascalVoc, files, boxes: 1 });
  const written = (changed: AnnotationSet) =>
    pascalVoc.write(changed, files).files.get('dog & cat.xml');

  it('changes only what a box says anew', () => {
    const moved = withFirstBox(set(), () => ({ x: 30, width: 171.25 }));
    expect(written(moved)).toBe(
      VOC_OF_OTHERS.replace('<xmin>10.5</xmin>', '<xmin>30</xmin>').replace(
        '<xmax>201.25</xmax>',
        '<xmax>201</xmax>',
      ),
    );
  });

  it('adds what the object lacks and keeps what we do not know', () => {
    const text = written(withFirstBox(set(), () => ({ difficult: true, transcription: 'a<b' })));
    expect(text).toContain('<difficult>1</difficult>');
    expect(text).toContain('<transcription>a&lt;b</transcription>');
    expect(text).toContain('<attribute><name>colour</name><value>brown</value></attribute>');
    expect(text).toContain("<object id='7'>");
  });

  it('removes a deleted box and adds a new one in the layout of the file', () => {
    const { classes, images } = set();
    const [image] = images;
    const box = image?.boxes[0];
    if (image === undefined || box === undefined) throw new Error('no box');
    const { attributes: _, ...plain } = box;
    const fresh = { ...plain, id: 'fresh', x: 1, y: 2, width: 30, height: 40 };
    const text = written({ classes, images: [{ ...image, boxes: [fresh] }] });
    expect(text).not.toContain('<occluded>');
    expect(text).toContain(
      '\n  <object>\n    <name>dog</name>\n    <pose>Unspecified</pose>\n    <truncated>1</truncated>',
    );
    expect(text).toContain('<owner><name>somebody</name></owner>\n</annotation>');
    expect(text).not.toMatch(/\n\s*\n/);
  });

  it('marks and unmarks as verified on the root alone', () => {
    const changed = set();
    const images = changed.images.map((image) => ({ ...image, verified: true }));
    const text = written({ ...changed, images });
    expect(text).toBe(VOC_OF_OTHERS.replace('<annotation>', '<annotation verified="yes">'));
    const labelImg = read({ title: '', format: pascalVoc, files: one('a.xml', VOC), boxes: 2 });
    const unmarked = labelImg.images.map((image) => ({ ...image, verified: false }));
    expect(
      pascalVoc.write({ ...labelImg, images: unmarked }, one('a.xml', VOC)).files.get('a.xml'),
    ).toBe(VOC.replace(' verified="yes"', ''));
  });
});

describe('a new file in LabelImg’s layout', () => {
  const set: AnnotationSet = {
    classes: [
      { id: 'd', name: 'dog', colour: '#000000' },
      { id: 'c', name: 'cät', colour: '#000000' },
    ],
    images: [
      {
        name: 'photos/dog & cat.jpg',
        width: 640,
        height: 480,
        verified: true,
        boxes: [
          plain('1', 'd', [0, 57, 201, 273]),
          { ...plain('2', 'c', [300, 40, 112, 50]), difficult: true },
        ],
      },
    ],
  };

  function plain(
    id: string,
    classId: string,
    [x, y, width, height]: [number, number, number, number],
  ) {
    return { id, classId, x, y, width, height, difficult: false, transcription: null };
  }

  it('is Pascal VOC byte for byte, but for the path that a page cannot know', () => {
    const expected = VOC.replace('C:\\Users\\me\\photos\\', 'photos/').replace(
      '<pose>Left</pose>',
      '<pose>Unspecified</pose>',
    );
    expect(pascalVoc.write(set).files).toEqual(one('photos/dog & cat.xml', expected));
  });

  it('is YOLO byte for byte', () => {
    expect(yolo.write(set).files).toEqual(
      new Map([
        [
          'photos/dog & cat.txt',
          '0 0.157031 0.403125 0.314063 0.568750\n1 0.556250 0.135417 0.175000 0.104167\n',
        ],
        ['photos/classes.txt', 'dog\ncät\n'],
      ]),
    );
  });

  it('is Create ML as Python writes it', () => {
    const beside = { ...set, images: set.images.map((image) => ({ ...image, name: 'a.jpg' })) };
    expect([...createMl.write(beside).files.values()]).toEqual([
      '[{"image": "a.jpg", "verified": true, "annotations": [{"label": "dog", "coordinates": ' +
        '{"x": 100.5, "y": 193.5, "width": 201.0, "height": 273.0}}, {"label": "c\\u00e4t", ' +
        '"coordinates": {"x": 356.0, "y": 65.0, "width": 112.0, "height": 50.0}, ' +
        '"difficult": true}]}]',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/app/annotate/project/readAnnotations.ts';
import type { AnnotatedImage, AnnotationBox } from '../../../src/formats/annotation/annotation.ts';
import type { AnnotationFormat } from '../../../src/formats/annotation/annotationFormat.ts';
import { coco } from '../../../src/formats/annotation/coco.ts';
import { labelme } from '../../../src/formats/annotation/labelme.ts';
import { pascalVoc } from '../../../src/formats/annotation/pascalVoc.ts';
import { yamlNames } from '../../../src/formats/annotation/yamlNames.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import { countedIds } from './annotationSets.ts';

const pictures = new Map([['a.jpg', { width: 640, height: 480 }]]);

function opened(format: AnnotationFormat, content: Readonly<Record<string, string>>) {
  const files = new Map(Object.entries(content));
  const { set, report } = format.read(files, { pictures, newId: countedIds() });
  const [image] = set.images;
  if (image === undefined) throw new Error('no picture');
  const changed = (change: (box: AnnotationBox) => AnnotationBox): AnnotatedImage => ({
    ...image,
    boxes: image.boxes.map(change),
  });
  /** The files as they stand once every box went 10 to the right and 20 down. */
  const moved = (standing: ReadonlyMap<string, string> = files) =>
    new Map([...files, ...format.write({ ...set, images: [changed(nudged)] }, standing).files]);
  const losses = (other: AnnotationFormat) => other.write(set).losses.map(({ code }) => code);
  return { set, report, image, moved, losses };
}

function nudged(box: AnnotationBox): AnnotationBox {
  const polygon = box.polygon?.map(({ x, y }) => ({ x: x + 10, y: y + 20 }));
  return { ...box, x: box.x + 10, y: box.y + 20, ...(polygon === undefined ? {} : { polygon }) };
}

const cocoFile = (box: object) => ({
  'c.json': JSON.stringify({
    images: [{ id: 1, file_name: 'a.jpg', width: 640, height: 480 }],
    categories: [{ id: 1, name: 'jar' }],
    annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [100, 100, 160, 120], ...box }],
  }),
});

describe('COCO', () => {
  it('key points go with their box, but for those that are not there', () => {
    const keypoints = [110, 110, 2, 0, 0, 0, 260, 220, 1];
    const { moved, losses } = opened(coco, cocoFile({ keypoints, num_keypoints: 2 }));
    const written = JSON.parse(moved().get('c.json') ?? '');
    expect(written.annotations[0].keypoints).toEqual([120, 130, 2, 0, 0, 0, 270, 240, 1]);
    expect(losses(pascalVoc)).toContain('key-points');
    expect(losses(yolo)).toContain('key-points');
    expect(losses(coco)).toEqual([]);
  });

  it.each([
    [{ segmentation: { counts: [1, 2], size: [480, 640] }, iscrowd: 1 }],
    [
      {
        segmentation: [
          [100, 100, 260, 100, 180, 220],
          [300, 300, 320, 300, 310, 320],
        ],
      },
    ],
  ])('that %j stays behind is said', (box) => {
    const { losses } = opened(coco, cocoFile(box));
    expect(losses(pascalVoc)).toContain('masks');
    expect(losses(yolo)).toContain('masks');
    expect(losses(coco)).toEqual([]);
  });

  it.each(FORMATS)('$title says that key points stay behind, but for COCO', (format) => {
    const { losses } = opened(coco, cocoFile({ keypoints: [110, 110, 2], utf8_string: 'jar' }));
    expect(losses(format).includes('key-points')).toBe(format !== coco);
  });

  it('a single outline is no loss for YOLO', () => {
    const box = { segmentation: [[100, 100, 260, 100, 180, 220]] };
    expect(opened(coco, cocoFile(box)).losses(yolo)).toEqual([]);
  });
});

describe('Pascal VOC', () => {
  const file = (inner: string) => ({
    'a.xml': `<annotation><filename>a.jpg</filename><size><width>640</width><height>480</height></size><object><name>person</name><bndbox><xmin>100</xmin><ymin>100</ymin><xmax>260</xmax><ymax>220</ymax></bndbox>${inner}</object></annotation>`,
  });

  it('parts and outlines go with their object', () => {
    const { moved, losses } = opened(
      pascalVoc,
      file(
        '<part><name>head</name><bndbox><xmin>110</xmin><ymin>110.5</ymin><xmax>130</xmax><ymax>130</ymax></bndbox></part><polygon><x1>100</x1><y1>100</y1><x2>260</x2><y2>220</y2></polygon>',
      ),
    );
    expect(moved().get('a.xml')).toContain(
      '<part><name>head</name><bndbox><xmin>120</xmin><ymin>130.5</ymin><xmax>140</xmax><ymax>150</ymax></bndbox></part><polygon><x1>110</x1><y1>120</y1><x2>270</x2><y2>240</y2></polygon>',
    );
    expect(losses(yolo)).toEqual(expect.arrayContaining(['parts', 'masks']));
    expect(losses(pascalVoc)).toEqual([]);
  });
});

describe('YOLO', () => {
  const classes = { 'classes.txt': 'jar\n' };
  const pose = (points: string, shape: string) => ({
    'a.txt': `0 0.28125 0.333333 0.25 0.25 ${points}\n`,
    'data.yaml': `${shape}\nnames:\n  0: jar\n`,
  });

  it('how sure a detector was stays in the row', () => {
    const { moved, losses } = opened(yolo, {
      'a.txt': '0 0.28125 0.333333 0.25 0.25 0.87\n',
      ...classes,
    });
    expect(moved().get('a.txt')).toBe('0 0.296875 0.375000 0.250000 0.250000 0.87\n');
    expect(losses(pascalVoc)).toContain('confidence');
    expect(losses(yolo)).toEqual([]);
  });

  it('among outlines a row is one as well, and that it is less sure is said', () => {
    const files = new Map([
      ['a.txt', '0 0.5 0.5 0.25 0.25 0.87\n0 0.1 0.1 0.3 0.1 0.2 0.3\n'],
      ['classes.txt', 'jar\n'],
    ]);
    const { set } = yolo.read(files, { pictures, newId: countedIds() });
    const images = set.images.map((image) => ({
      ...image,
      boxes: image.boxes.map((box) => (box.polygon === undefined ? box : nudged(box))),
    }));
    const { files: written, losses } = yolo.write({ ...set, images }, files);
    expect(written.get('a.txt')?.split('\n')[0]).toBe(
      '0 0.375000 0.375000 0.625000 0.375000 0.625000 0.625000 0.375000 0.625000',
    );
    expect(losses.map(({ code }) => code)).toEqual(['confidence']);
  });

  it.each([
    [
      '0.2 0.25 0.3 0.25 0 0',
      'kpt_shape: [3, 2] # x, y',
      '0.215625 0.291667 0.315625 0.291667 0 0',
    ],
    ['0.2 0.25', 'kpt_shape:\n  - 1\n  - 2', '0.215625 0.291667'],
    ['0.9 0.9 1 0 0 0', 'kpt_shape: [2, 3]', '0.915625 0.941667 1 0 0 0'],
  ])('key points %s of %j stay such', (points, shape, after) => {
    const { moved, report, losses } = opened(yolo, pose(points, shape));
    expect(report.issues.map(({ code }) => code)).toEqual(['box-pose']);
    const row = `0 0.296875 0.375000 0.250000 0.250000 ${after}\n`;
    expect(moved().get('a.txt')).toBe(row);
    // Nothing stands where an archive is made.
    expect(moved(new Map()).get('a.txt')).toBe(row);
    expect(losses(pascalVoc)).toContain('key-points');
  });

  it('an outline is none, where its numbers cannot be one or the data set says so', () => {
    const row = '0 0.5 0.5 0.4 0.4 0.1 0.2 1 0.3 0.4 0\n';
    const near = '0 0.5 0.5 0.4 0.4 0.4 0.4 1 0.3 0.4 0\n';
    const outlined = (content: Readonly<Record<string, string>>) =>
      opened(yolo, content).image.boxes[0]?.polygon?.length;
    expect(outlined({ 'a.txt': row, ...classes })).toBe(5);
    expect(outlined({ 'a.txt': near, ...classes })).toBeUndefined();
    expect(outlined({ 'a.txt': near, 'data.yaml': 'kpt_shape: [17, 3]\nnames: [jar]\n' })).toBe(5);
  });

  it.each([
    ['names: [\n  "a, b",\n  lid\n]\n', ['a, b', 'lid']],
    ['names: ["lid", "a, b"]', ['lid', 'a, b']],
    ["names: [\n  lid,\n  'it''s' # c, d\n]", ['lid', "it's"]],
    ["names:\n  - 'it''s' # c\n  - \"x # y\" # z\n", ["it's", 'x # y']],
    ['names: {0: "a, b", "1": lid}', ['a, b', 'lid']],
    ["names: [it's, ok's, a#b]", ["it's", "ok's", 'a#b']],
    ['names: ["0: a", b]', ['0: a', 'b']],
  ])('reads the names of %j', (text, names) => {
    expect(yamlNames(text)).toEqual(names);
  });
});

describe('labelme', () => {
  const file = (points: readonly (readonly number[])[]) => ({
    'a.json': JSON.stringify({
      ...{ version: '2', flags: {}, imagePath: 'a.jpg', imageData: null },
      ...{ imageHeight: 480, imageWidth: 640 },
      shapes: [{ label: 'jar', points, shape_type: 'rotation', direction: 0.5 }],
    }),
  });

  it.each([
    [
      [
        [100, 100],
        [200, 120],
        [190, 180],
        [90, 160],
      ],
    ],
    [
      [
        [100, 100],
        [180, 160],
        [150, 200],
        [70, 140],
      ],
    ],
    [
      [
        [100, 100],
        [200, 100],
        [200, 180],
        [100, 180],
      ],
    ],
  ])('a rotation of X-AnyLabeling that was moved stays one: %j', (points) => {
    const [shape] = JSON.parse(opened(labelme, file(points)).moved().get('a.json') ?? '').shapes;
    expect(shape).toEqual({
      label: 'jar',
      points: points.map(([x = 0, y = 0]) => [x + 10, y + 20]),
      shape_type: 'rotation',
      direction: 0.5,
    });
  });

  it('says its direction where it was turned, and is a polygon where it is no box any more', () => {
    const [a, b, c, d] = [
      [100, 100],
      [180, 160],
      [150, 200],
      [70, 140],
    ];
    const files = new Map(Object.entries(file([a, b, c, d].map((point) => point ?? []))));
    const { set } = labelme.read(files, { pictures, newId: countedIds() });
    const drawn = (polygon: readonly (readonly [number, number])[]) => {
      const images = set.images.map((image) => ({
        ...image,
        boxes: image.boxes.map((box) => ({ ...box, polygon: polygon.map(([x, y]) => ({ x, y })) })),
      }));
      return JSON.parse(labelme.write({ ...set, images }, files).files.get('a.json') ?? '')
        .shapes[0];
    };
    // The first side turned from (80, 60) to (60, 80).
    const turned = drawn([
      [100, 100],
      [160, 180],
      [120, 210],
      [60, 130],
    ]);
    expect(turned.shape_type).toBe('rotation');
    expect(turned.direction).toBeCloseTo(0.5 + Math.atan2(80, 60) - Math.atan2(60, 80), 6);
    expect(
      drawn([
        [100, 100],
        [180, 160],
        [150, 200],
        [60, 130],
      ]).shape_type,
    ).toBe('polygon');
  });
});

describe('rows of YOLO that could be two things', () => {
  const FLAT = '0 0.5 0.5 0.4 0.6 0.40 0.30 0.60 0.30 0.50 0.50 0.42 0.72 0.58 0.72';
  const two = (row: string) => ({ 'a.txt': `${row}\n${row.replaceAll('0.5 ', '0.45 ')}\n` });

  it('a pose of two numbers a point is told without any data.yaml, and its points go along', () => {
    const { image, report, moved } = opened(yolo, { 'a.txt': `${FLAT}\n` });
    expect(report.issues.map(({ code }) => code)).toContain('box-pose');
    expect(image.boxes[0]).toMatchObject({ x: 192, y: 96, width: 256, height: 288 });
    expect(image.boxes[0]?.polygon).toBeUndefined();
    expect(moved().get('a.txt')).toBe(
      '0 0.515625 0.541667 0.400000 0.600000 0.415625 0.341667 0.615625 0.341667 0.515625 0.541667 0.435625 0.761667 0.595625 0.761667\n',
    );
    expect(opened(yolo, two(FLAT)).image.boxes).toHaveLength(2);
  });

  it.each([
    ['an outline at a border', '0 0.1 0.1 0.3 0.1 0.35 0.3 0.2 0.4 0.1 0.3'],
    ['a small outline in the middle', '0 0.48 0.5 0.5 0.49 0.52 0.5 0.51 0.53 0.49 0.53 0.47 0.52'],
    ['rows of several lengths', `${FLAT}\n0 0.1 0.1 0.3 0.1 0.2 0.3`],
  ])('%s stays an outline', (_, rows) => {
    const { image } = opened(yolo, { 'a.txt': `${rows}\n` });
    expect(image.boxes[0]?.polygon?.length).toBeGreaterThan(4);
  });

  const SURE = '0 0.2 0.2 0.4 0.25 0.35 0.45 0.15 0.4';
  it('a turned box and how sure a detector was: both come in, and stay', () => {
    const text = `${SURE} 0.87\n0 0.6 0.6 0.8 0.6 0.8 0.7 0.6 0.7 0.5\n`;
    const { image, report, moved, set } = opened(yolo, { 'a.txt': text });
    expect(report.skipped.boxes).toBe(0);
    expect(image.boxes.map(({ polygon }) => polygon?.length)).toEqual([4, undefined]);
    const rows = moved().get('a.txt')?.trim().split('\n') ?? [];
    expect(rows.map((row) => row.split(' ').at(-1))).toEqual(['0.87', '0.5']);
    expect(rows.map((row) => row.split(' ').length)).toEqual([10, 10]);
    expect(yolo.write(set, new Map([['a.txt', text]])).files.get('a.txt')).toBeUndefined();
  });

  it('a last column that is no share is no such thing', () => {
    const { report } = opened(yolo, { 'a.txt': `${SURE} 87\n0 0.5 0.5 0.1 0.1\n` });
    expect(report.issues.map(({ code }) => code)).toContain('row-broken');
  });
});

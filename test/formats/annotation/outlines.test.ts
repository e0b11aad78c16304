import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotatedImage } from '../../../src/formats/annotation/annotation.ts';
import { coco } from '../../../src/formats/annotation/coco.ts';
import {
  placedOutline,
  polygonArea,
  polygonNumbers,
} from '../../../src/formats/annotation/polygon.ts';
import { parseProject, projectText } from '../../../src/formats/annotation/projectFile.ts';
import { asStated, uprightPoint } from '../../../src/formats/annotation/turnedPicture.ts';
import { withYamlNames, yamlNames } from '../../../src/formats/annotation/yamlNames.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import { yoloRows } from '../../../src/formats/annotation/yoloRows.ts';
import { boundingBox } from '../../../src/reading/geometry.ts';
import { countedIds } from './annotationSets.ts';

const quarter = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((value) => value / 4);
const outline = fc
  .array(fc.record({ x: quarter(200), y: quarter(100) }), { minLength: 5, maxLength: 9 })
  .filter((points) => {
    const { width, height } = boundingBox(points);
    return width > 0 && height > 0;
  });

function imageOf(points: readonly { readonly x: number; readonly y: number }[]): AnnotatedImage {
  const box = { id: 'b', classId: 'c', difficult: false, transcription: null };
  const attributes = { occluded: '1' };
  const boxes = [{ ...box, ...boundingBox(points), polygon: points, attributes }];
  return { name: 'a.jpg', width: 200, height: 100, boxes, verified: false };
}

const classes = [{ id: 'c', name: 'jar', colour: '#112233' }];

describe('outlines and attributes', () => {
  it('come back from COCO', () => {
    fc.assert(
      fc.property(outline, (points) => {
        const { files } = coco.write({ classes, images: [imageOf(points)] });
        const read = coco.read(files, {
          pictures: new Map([['a.jpg', { width: 200, height: 100 }]]),
          newId: countedIds(),
        });
        const [box] = read.set.images[0]?.boxes ?? [];
        expect(polygonNumbers(box?.polygon)).toEqual(polygonNumbers(points));
        expect(box?.attributes).toEqual({ occluded: '1' });
      }),
    );
  });

  it('are taken out of COCO with their box left', () => {
    const image = imageOf([
      { x: 0, y: 0 },
      { x: 90, y: 0 },
      { x: 40, y: 70 },
    ]);
    const written = coco.write({ classes, images: [image] });
    const [kept] = written.images;
    if (!kept) throw new Error('no picture');
    const boxes = kept.boxes.map(({ polygon: _, ...box }) => box);
    const { files } = coco.write({ classes, images: [{ ...kept, boxes }] }, written.files);
    const [annotation] = JSON.parse([...files.values()][0] ?? '{}').annotations;
    expect(annotation).toMatchObject({ segmentation: [], area: 6300, bbox: [0, 0, 90, 70] });
  });

  it('come back from a project’s file', () => {
    fc.assert(
      fc.property(outline, (points) => {
        const image = { ...imageOf(points), id: 'i', orientation: 6, sources: [] };
        const text = projectText({
          name: 'p',
          createdMs: 0,
          classes,
          images: [image],
          settings: {},
        });
        expect(parseProject(text).project?.images).toEqual([image]);
      }),
    );
  });

  it('go with their box and keep their share of it', () => {
    fc.assert(
      fc.property(outline, quarter(50), quarter(50), (points, x, y) => {
        const [box] = imageOf(points).boxes;
        if (box === undefined) return;
        const moved = placedOutline(box, { x, y, width: box.width * 2, height: box.height / 2 });
        expect(polygonArea(moved.polygon ?? [])).toBeCloseTo(polygonArea(points), 6);
        const around = boundingBox(moved.polygon ?? []);
        expect(around.x).toBeCloseTo(x, 9);
        expect(around.height).toBeCloseTo(box.height / 2, 9);
      }),
    );
  });
});

it.each([5, 6, 7, 8])(
  'EXIF %i: to the stored picture and back is the same place',
  (orientation) => {
    fc.assert(
      fc.property(outline, (points) => {
        const upright = { width: 200, height: 100, orientation };
        const image = { ...imageOf(points), orientation };
        const stored = asStated(image, { width: 100, height: 200 });
        const back = stored.boxes[0]?.polygon?.map((point) => uprightPoint(point, upright));
        expect(polygonNumbers(back)).toEqual(polygonNumbers(points));
      }),
    );
  },
);

const yamlName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ').trim())
  .filter((text) => text !== '');

it('names in YAML come back, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(yamlName, { minLength: 1, maxLength: 30 }), (names) => {
      const text = withYamlNames('train: a\nnc: 0\nnames: []\nval: b\n', names);
      expect(yamlNames(text)).toEqual(names);
      expect(text).toContain(`nc: ${names.length}`);
      expect(text).toContain('val: b');
    }),
  );
});

it.each([
  ['names: [\'a\', "b"]', ['a', 'b']],
  ['names: [a, b c]\nnc: 2', ['a', 'b c']],
  ['names: [a, b c] # two\nnc: 2', ['a', 'b c']],
  ['names:\n  0: cat\n  1: dog # the good one\n', ['cat', 'dog']],
  ['names:\n- cat\n- dog\nnc: 2\n', ['cat', 'dog']],
  ["names: {0: cat, 1: 'dog'}", ['cat', 'dog']],
])('reads %j', (text, names) => {
  expect(yamlNames(text)).toEqual(names);
});

it.each([
  ["nc: 2\nnames: ['bottle', 'jar']\nval: b\n", "nc: 3\nnames: ['bottle', 'jar', 'lid']\nval: b\n"],
  ['names: [bottle, "jar"] # all\n', 'names: [bottle, "jar", "lid"] # all\n'],
  ['names: [bottle, jar]', 'names: [bottle, jar, lid]'],
  [
    'names:\r\n  - bottle\r\n  - jar\r\nnc: 2\r\n',
    'names:\r\n  - bottle\r\n  - jar\r\n  - lid\r\nnc: 3\r\n',
  ],
  [
    'names:\n  0: bottle\n  1: jar # glass\n\nval: b\n',
    'names:\n  0: bottle\n  1: jar # glass\n  2: lid\n\nval: b\n',
  ],
  ["names: {0: bottle, 1: 'jar'}\n", "names: {0: bottle, 1: 'jar', 2: 'lid'}\n"],
])('a new name goes to the end of %j as those before it are written', (text, longer) => {
  expect(withYamlNames(text, ['bottle', 'jar', 'lid'])).toBe(longer);
});

it('a list grows in any style, and no name is lost', () => {
  const names = fc.array(yamlName, { minLength: 1, maxLength: 5 });
  const list = fc.constantFrom<(all: readonly string[]) => string>(
    (all) => ` [${all.map((one) => `'${one.replaceAll("'", "''")}'`).join(', ')}]\n`,
    (all) => ` [${all.map((one) => JSON.stringify(one)).join(', ')}]\n`,
    (all) => `\n${all.map((one) => `  - ${JSON.stringify(one)}\n`).join('')}`,
    (all) => `\n${all.map((one, at) => `  ${at}: ${JSON.stringify(one)}\n`).join('')}`,
  );
  fc.assert(
    fc.property(names, names, list, (standing, added, written) => {
      const text = `names:${written(standing)}val: b\n`;
      const all = [...standing, ...added];
      expect(yamlNames(text)).toEqual(standing);
      const longer = withYamlNames(text, all);
      expect(yamlNames(longer)).toEqual(all);
      expect(longer.endsWith('val: b\n')).toBe(true);
    }),
  );
});

it('five to nine points are an outline and never taken for a pose of boxes', () => {
  fc.assert(
    fc.property(outline, (points) => {
      const numbers = points.flatMap(({ x, y }) => [(x + 1) / 300, (y + 1) / 200]);
      const [row] = yoloRows(`0 ${numbers.map((value) => value.toFixed(6)).join(' ')}`);
      expect(row?.values?.polygon).toHaveLength(points.length);
    }),
  );
});

it.each(['_darknet.labels', 'obj.names', 'coco.names', 'labels.txt', 'CLASSES.TXT'])(
  '%s lists the classes of the labels in and below its folder',
  (list) => {
    const files = new Map([
      [list, 'bottle\njar\n'],
      ['sub/a.txt', '1 0.5 0.5 0.2 0.2\n'],
    ]);
    const pictures = new Map([['sub/a.jpg', { width: 100, height: 100 }]]);
    const { set, report } = yolo.read(files, { pictures, newId: countedIds() });
    expect(report.issues).toEqual([]);
    expect(set.classes.find(({ id }) => id === set.images[0]?.boxes[0]?.classId)?.name).toBe('jar');
    expect(yolo.write(set, files).files).toEqual(new Map());
  },
);

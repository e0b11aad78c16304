import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { altoXml } from '../../../src/formats/annotation/altoXml.ts';
import type { AnnotatedImage, AnnotationBox } from '../../../src/formats/annotation/annotation.ts';
import type { AnnotationFormat } from '../../../src/formats/annotation/annotationFormat.ts';
import { coco } from '../../../src/formats/annotation/coco.ts';
import { labelme } from '../../../src/formats/annotation/labelme.ts';
import { pageXml } from '../../../src/formats/annotation/pageXml.ts';
import { pascalVoc } from '../../../src/formats/annotation/pascalVoc.ts';
import { outlineOf, turnedBoxOf } from '../../../src/formats/annotation/polygon.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import {
  boundingBox,
  clipBox,
  type Point,
  rotatedRectangle,
} from '../../../src/reading/geometry.ts';
import { countedIds } from './annotationSets.ts';

const size = { width: 400, height: 300 };
const pictures = new Map([['a.jpg', size]]);
const classes = [{ id: 'c', name: 'jar', colour: '#112233' }];

const turned = fc
  .record({
    x: fc.integer({ min: 90, max: 310 }),
    y: fc.integer({ min: 90, max: 210 }),
    width: fc.integer({ min: 20, max: 100 }),
    height: fc.integer({ min: 8, max: 60 }),
    degrees: fc.integer({ min: -170, max: 170 }).filter((degrees) => degrees % 90 !== 0),
  })
  .map(({ x, y, width, height, degrees }): readonly Point[] =>
    rotatedRectangle({ x, y }, width, height, (degrees * Math.PI) / 180),
  );
const polygon = fc
  .array(fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) }), {
    minLength: 5,
    maxLength: 9,
  })
  .filter((points) => {
    const { width, height } = boundingBox(points);
    return width > 2 && height > 2;
  });
const upright = fc.constant(null);

const pictureOf = (outlines: readonly (readonly Point[] | null)[]): AnnotatedImage => ({
  name: 'a.jpg',
  ...size,
  verified: false,
  boxes: outlines.map((points, index): AnnotationBox => {
    const place =
      points === null ? { x: 10 + index, y: 20, width: 50, height: 30 } : clipped(points);
    const outline = points === null ? {} : { polygon: points };
    const flags = { difficult: false, transcription: `text ${index}` };
    return { id: `b${index}`, classId: 'c', ...place, ...flags, ...outline };
  }),
});

function clipped(points: readonly Point[]) {
  return clipBox(boundingBox(points), size.width, size.height);
}

/** The farthest that a corner of one outline lies from that of the other, px. */
function offBy(a: readonly Point[], b: readonly Point[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...a.map(({ x, y }, i) => Math.hypot(x - (b[i]?.x ?? 1e9), y - (b[i]?.y ?? 1e9))),
  );
}

const HOLDING: readonly {
  readonly format: AnnotationFormat;
  readonly shapes: fc.Arbitrary<readonly Point[] | null>;
  readonly tolerance: number;
}[] = [
  { format: coco, shapes: fc.oneof(turned, polygon, upright), tolerance: 0.001 },
  { format: labelme, shapes: fc.oneof(turned, polygon, upright), tolerance: 0.001 },
  { format: yolo, shapes: fc.oneof(turned, polygon, upright), tolerance: 0.001 },
  { format: pageXml, shapes: fc.oneof(turned, polygon, upright), tolerance: 0.75 },
  { format: altoXml, shapes: fc.oneof(turned, polygon, upright), tolerance: 0.75 },
  { format: pascalVoc, shapes: fc.oneof(turned, upright), tolerance: 0.75 },
];

describe.each(HOLDING)('$format.title', ({ format, shapes, tolerance }) => {
  const outlines = fc.array(shapes, { minLength: 1, maxLength: 4 });
  const read = (files: ReadonlyMap<string, string>) =>
    format.read(files, { pictures, newId: countedIds(), classes }).set.images[0];
  const check = (found: AnnotatedImage | undefined, wanted: AnnotatedImage) => {
    expect(found?.boxes.length).toBe(wanted.boxes.length);
    for (const [index, box] of wanted.boxes.entries()) {
      const twin = found?.boxes[index];
      if (twin === undefined) throw new Error('a box is missing');
      expect(offBy(outlineOf(twin), outlineOf(box))).toBeLessThanOrEqual(tolerance);
    }
  };

  it('gives turned boxes and polygons back as they were drawn', () => {
    fc.assert(
      fc.property(outlines, (drawn) => {
        const image = pictureOf(drawn);
        const { files, losses } = format.write({ classes, images: [image] });
        expect(losses.filter(({ code }) => code === 'polygon')).toEqual([]);
        check(read(files), image);
      }),
      { numRuns: 60 },
    );
  });

  it('takes a changed shape into a file that stands, and writes nothing twice', () => {
    fc.assert(
      fc.property(outlines, shapes, (drawn, changed) => {
        const { files } = format.write({ classes, images: [pictureOf(drawn)] });
        const image = read(files);
        if (image === undefined) throw new Error('no picture');
        const [next] = pictureOf([changed]).boxes;
        const boxes = image.boxes.map((box, index) =>
          index === 0 && next ? { ...next, id: box.id, classId: box.classId } : box,
        );
        const edited = { ...image, boxes };
        const written = format.write({ classes, images: [edited] }, files);
        const standing = new Map([...files, ...written.files]);
        check(read(standing), edited);
        expect(format.write({ classes, images: written.images }, standing).files.size).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

it('a turned box at the edge keeps its corners outside the picture, but for YOLO', () => {
  const outline = rotatedRectangle({ x: 20, y: 20 }, 80, 30, 0.5);
  const image = pictureOf([outline]);
  for (const { format, tolerance } of HOLDING) {
    const { files } = format.write({ classes, images: [image] });
    const box = format.read(files, { pictures, newId: countedIds() }).set.images[0]?.boxes[0];
    if (format.name === 'yolo') {
      expect(box?.polygon?.every(({ x, y }) => x >= 0 && y >= 0)).toBe(true);
    } else if (format.name !== 'page' && format.name !== 'alto') {
      expect(turnedBoxOf(box?.polygon)?.slope).toBeCloseTo(0.5, 3);
      expect(offBy(box?.polygon ?? [], outline)).toBeLessThanOrEqual(tolerance);
    }
  }
});

it('YOLO says all rows of a picture in one way, those that stand as well', () => {
  const standing = new Map([
    ['classes.txt', 'jar\n'],
    ['a.txt', '0 0.5 0.5 0.25 0.2\n'],
  ]);
  const image = yolo.read(standing, { pictures, newId: countedIds() }).set.images[0];
  if (image === undefined) throw new Error('no picture');
  const added = pictureOf([rotatedRectangle({ x: 100, y: 100 }, 40, 20, 1)]).boxes.map((box) => ({
    ...box,
    classId: image.boxes[0]?.classId ?? '',
  }));
  const { files } = yolo.write(
    {
      classes: [{ id: image.boxes[0]?.classId ?? '', name: 'jar', colour: '#112233' }],
      images: [{ ...image, boxes: [...image.boxes, ...added] }],
    },
    standing,
  );
  const rows = (files.get('a.txt') ?? '').trim().split('\n');
  expect(rows.map((row) => row.split(' ').length)).toEqual([9, 9]);
  expect(rows[0]).toBe('0 0.375000 0.400000 0.625000 0.400000 0.625000 0.600000 0.375000 0.600000');
});

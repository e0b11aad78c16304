import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { altoXml } from '../../../src/formats/annotation/altoXml.ts';
import type { AnnotationSet } from '../../../src/formats/annotation/annotation.ts';
import type { AnnotationFormat } from '../../../src/formats/annotation/annotationFormat.ts';
import { boxesTsv } from '../../../src/formats/annotation/boxesTsv.ts';
import { coco } from '../../../src/formats/annotation/coco.ts';
import { createMl } from '../../../src/formats/annotation/createMl.ts';
import { labelme } from '../../../src/formats/annotation/labelme.ts';
import { pageXml } from '../../../src/formats/annotation/pageXml.ts';
import { pascalVoc } from '../../../src/formats/annotation/pascalVoc.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import { annotationSets, countedIds, plainImages, sizesOf } from './annotationSets.ts';

interface Expectation {
  readonly format: AnnotationFormat;
  /** Largest difference of a coordinate, px; YOLO rounds shares of the picture to six digits. */
  readonly tolerance: (side: number) => number;
  readonly keeps: { readonly flags: boolean; readonly texts: boolean; readonly verified: boolean };
}

const ALL = { flags: true, texts: true, verified: true };
const FORMATS: readonly Expectation[] = [
  { format: pascalVoc, tolerance: () => 1.01, keeps: ALL },
  {
    format: yolo,
    tolerance: (side) => side * 1.01e-6 + 1e-6,
    keeps: { flags: false, texts: false, verified: false },
  },
  { format: createMl, tolerance: () => 1e-3, keeps: ALL },
  { format: coco, tolerance: () => 1e-3, keeps: ALL },
  { format: labelme, tolerance: () => 1e-3, keeps: ALL },
  {
    format: pageXml,
    tolerance: () => 0.51,
    keeps: { flags: false, texts: true, verified: false },
  },
  {
    format: altoXml,
    tolerance: () => 0.51,
    keeps: { flags: false, texts: true, verified: false },
  },
  {
    format: boxesTsv,
    tolerance: () => 0.02,
    keeps: { flags: false, texts: true, verified: false },
  },
];

/** What comes back: untouched pictures say nothing in any format. */
function touched({ classes, images }: AnnotationSet, verified: boolean): AnnotationSet {
  const kept = images.filter((image) => image.boxes.length > 0 || (verified && image.verified));
  return { classes, images: kept };
}

describe.each(FORMATS)('$format.title', ({ format, tolerance, keeps }) => {
  const read = (set: AnnotationSet, files: ReadonlyMap<string, string>) =>
    format.read(files, { pictures: sizesOf(set.images), newId: countedIds() });

  it('gives back what was written', () => {
    fc.assert(
      fc.property(annotationSets, (set) => {
        const { files, losses } = format.write(set);
        const back = read(set, files);
        expect(back.report.issues.filter(({ code }) => code !== 'box-doubled')).toEqual([]);
        const lost = new Set(
          losses.filter(({ code }) => code === 'image-name').map(({ image }) => image),
        );
        const expected = plainImages(touched(set, keeps.verified)).filter(
          ({ name }) => !lost.has(name),
        );
        const found = plainImages(touched(back.set, keeps.verified));
        expect(found.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
        for (const [index, image] of expected.entries()) {
          const other = found[index];
          expect(other?.boxes.length).toBe(image.boxes.length);
          if (keeps.verified) expect(other?.verified).toBe(image.verified);
          for (const [at, box] of image.boxes.entries()) {
            const twin = other?.boxes[at];
            expect(twin?.class).toBe(box.class);
            const off = (mine: number, theirs: number | undefined) =>
              Math.abs(mine - (theirs ?? Number.NaN));
            expect(off(box.x, twin?.x)).toBeLessThanOrEqual(tolerance(image.width));
            expect(off(box.y, twin?.y)).toBeLessThanOrEqual(tolerance(image.height));
            const right = (twin?.x ?? 0) + (twin?.width ?? 0);
            const bottom = (twin?.y ?? 0) + (twin?.height ?? 0);
            expect(off(box.x + box.width, right)).toBeLessThanOrEqual(tolerance(image.width));
            expect(off(box.y + box.height, bottom)).toBeLessThanOrEqual(tolerance(image.height));
            if (keeps.flags) expect(twin?.difficult).toBe(box.difficult);
            if (keeps.texts) expect(twin?.transcription).toBe(box.transcription);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('writes the same bytes again after reading them', () => {
    fc.assert(
      fc.property(annotationSets, (set) => {
        const { files } = format.write(set);
        const back = read(set, files);
        expect(format.write(back.set).files).toEqual(files);
        expect(format.write(back.set, files).files).toEqual(new Map());
      }),
      { numRuns: 100 },
    );
  });

  it('changes nothing of files that it wrote itself, asked again', () => {
    fc.assert(
      fc.property(annotationSets, (set) => {
        const { files, images } = format.write(set);
        expect(format.write({ ...set, images }, files).files).toEqual(new Map());
      }),
      { numRuns: 100 },
    );
  });

  it('keeps what others wrote for the same pictures', () => {
    fc.assert(
      fc.property(annotationSets, annotationSets, (ours, others) => {
        const theirs: AnnotationSet = {
          classes: others.classes.map(({ id, name, colour }) => ({ id: `o-${id}`, name, colour })),
          images: ours.images.map((image, index) => ({
            ...image,
            verified: false,
            boxes: (others.images[index]?.boxes ?? [])
              .filter(
                ({ x, y, width, height }) => x + width <= image.width && y + height <= image.height,
              )
              .map((box) => ({ ...box, id: `o-${box.id}`, classId: `o-${box.classId}` })),
          })),
        };
        const standing = format.write(theirs).files;
        const written = new Map([...standing, ...format.write(ours, standing).files]);
        const back = read(ours, written);
        const keysOf = (set: AnnotationSet, name: string) => {
          const image = set.images.find((one) => one.name === name);
          const classes = new Map(set.classes.map((known) => [known.id, known.name]));
          return (image?.boxes ?? []).map(
            ({ classId, x, y }) => `${classes.get(classId)} ${Math.round(x)} ${Math.round(y)}`,
          );
        };
        const theirsBack = read(ours, standing).set;
        for (const { name } of theirsBack.images) {
          const all = keysOf(back.set, name);
          for (const key of keysOf(theirsBack, name)) expect(all).toContain(key);
        }
      }),
      { numRuns: 60 },
    );
  });
});

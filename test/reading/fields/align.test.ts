import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { drawForm, INVOICE, MEMBERSHIP } from '../../../src/cli/pictures/filledForm.ts';
import { alignTo } from '../../../src/reading/fields/align.ts';
import { type Homography, mapPoint } from '../../../src/reading/fields/homography.ts';
import { findLandmarks, type Landmarks } from '../../../src/reading/fields/landmarks.ts';
import { distance, type Quad, quadOfBox } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import { type OpenCv, withMats } from '../../../src/reading/lineImage/opencv.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';

const WRITTEN = { number: '17', date: '1.2.2026', customer: 'Berg', work: 'a door', total: '90' };
const OTHERS = { number: '482', date: '9.11.2025', customer: 'The Old Mill', work: 'six chairs' };
const VIEW = { width: 1500, height: 1300 } as const;

let cv: OpenCv;
let sample: Landmarks;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
  sample = findLandmarks(cv, drawForm(INVOICE, WRITTEN, 'Kalam'));
});

/** The sheet as a camera sees it whose corners come to lie in `corners`, on a gray table. */
function seen(sheet: RasterImage, corners: Quad): { image: RasterImage; truth: Homography } {
  return withMats((keep) => {
    const flat = (quad: Quad) =>
      keep(
        cv.matFromArray(
          4,
          1,
          cv.CV_32FC2,
          quad.flatMap(({ x, y }) => [x, y]),
        ),
      );
    const from = quadOfBox({ x: 0, y: 0, width: sheet.width, height: sheet.height });
    const matrix = keep(cv.getPerspectiveTransform(flat(from), flat(corners)));
    const paper = keep(new cv.Mat(sheet.height, sheet.width, cv.CV_8UC4));
    paper.data.set(sheet.data);
    const into = keep(new cv.Mat());
    const table = new cv.Scalar(120, 110, 100, 255);
    const size = new cv.Size(VIEW.width, VIEW.height);
    cv.warpPerspective(paper, into, matrix, size, cv.INTER_AREA, cv.BORDER_CONSTANT, table);
    const truth = [...matrix.data64F] as unknown as Homography;
    return { image: { ...VIEW, data: new Uint8ClampedArray(into.data) }, truth };
  });
}

/** A sheet turned by any angle, its corners each a little elsewhere. */
const corners = fc
  .record({
    turn: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    size: fc.double({ min: 0.55, max: 0.8, noNaN: true }),
    shifts: fc.array(fc.double({ min: -60, max: 60, noNaN: true }), {
      ...{ minLength: 8, maxLength: 8 },
    }),
  })
  .map(({ turn, size, shifts }): Quad => {
    const { width, height } = INVOICE.size;
    const at = (sx: number, sy: number, i: number) => ({
      x:
        750 +
        size * 0.5 * (sx * width * Math.cos(turn) - sy * height * Math.sin(turn)) +
        (shifts[i] ?? 0),
      y:
        650 +
        size * 0.5 * (sx * width * Math.sin(turn) + sy * height * Math.cos(turn)) +
        (shifts[i + 4] ?? 0),
    });
    return [at(-1, -1, 0), at(1, -1, 1), at(1, 1, 2), at(-1, 1, 3)];
  });

describe('finding a form again', () => {
  test('another one of the same form is found to a few pixels, however it lies', () => {
    const other = drawForm(INVOICE, OTHERS, 'Caveat');
    fc.assert(
      fc.property(corners, (quad) => {
        const { image, truth } = seen(other, quad);
        const found = alignTo(cv, sample, findLandmarks(cv, image));
        expect(found).not.toBeNull();
        if (!found) return;
        for (const { box } of INVOICE.fields) {
          for (const corner of quadOfBox(box)) {
            const off = distance(mapPoint(found.homography, corner), mapPoint(truth, corner));
            expect(off).toBeLessThan(6);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  test('another form is not', () => {
    const other = drawForm(MEMBERSHIP, { name: 'Berg', town: 'Northwick' }, 'Kalam');
    const { image } = seen(other, quadOfBox({ x: 300, y: 60, width: 900, height: 1170 }));
    expect(alignTo(cv, sample, findLandmarks(cv, image))).toBeNull();
  });

  test('an empty page has nothing to be found by', () => {
    const data = new Uint8ClampedArray(4 * 400 * 300).fill(240);
    const blank = findLandmarks(cv, { width: 400, height: 300, data });
    expect(alignTo(cv, sample, blank)).toBeNull();
    expect(alignTo(cv, blank, sample)).toBeNull();
  });

  test('leaves nothing in memory', () => {
    const counted = countedOpenCv(cv);
    const page = drawForm(INVOICE, OTHERS, 'Caveat');
    alignTo(counted.cv, sample, findLandmarks(counted.cv, page));
    expect(counted.live()).toBe(0);
  });
});

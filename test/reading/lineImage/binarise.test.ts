import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { binarise } from '../../../src/reading/lineImage/binarise.ts';
import { grayOfMat, matOfGray } from '../../../src/reading/lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../../../src/reading/lineImage/opencv.ts';
import { flattenShadow } from '../../../src/reading/lineImage/shadow.ts';
import { countedOpenCv } from './countedOpenCv.ts';
import { numbersFrom, Paper } from './paper.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const SIZE = [400, 64] as const;
const LINE = { x: 30, y: 22, body: 18, letters: 18 };

function writing(ink: number, paper = 225): Paper {
  return new Paper(...SIZE, paper).writing(LINE, ink, numbersFrom(1));
}

function inked(paper: Paper, openCv = cv): Uint8Array {
  return withMats((keep) => {
    const into = keep(new openCv.Mat());
    binarise(openCv, keep(matOfGray(openCv, paper)), 33, into);
    return grayOfMat(into).data;
  });
}

/** F-measure of found ink against what was drawn. */
function agreement(found: Uint8Array): number {
  const truth = writing(0).data;
  let [both, either] = [0, 0];
  for (let i = 0; i < truth.length; i++) {
    const drawn = (truth[i] ?? 255) < 225;
    const seen = (found[i] ?? 0) > 0;
    if (drawn && seen) both += 2;
    if (drawn) either++;
    if (seen) either++;
  }
  return both / either;
}

describe('binarise', () => {
  test('finds dark and faint ink', () => {
    expect(agreement(inked(writing(40).noise(4, numbersFrom(2))))).toBeGreaterThan(0.97);
    expect(agreement(inked(writing(175).noise(4, numbersFrom(2))))).toBeGreaterThan(0.93);
  });

  test('finds ink in shadow', () => {
    expect(agreement(inked(writing(60).shade(0.3).noise(3, numbersFrom(2))))).toBeGreaterThan(0.95);
  });

  test('finds none on blank paper', () => {
    const found = inked(new Paper(...SIZE, 225).noise(3, numbersFrom(4)));
    expect(found.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)).toBeLessThan(20);
  });
});

describe('flattenShadow', () => {
  test('makes paper white and leaves ink its share of the light', () => {
    const lit = writing(90);
    const flat = withMats((keep) => {
      const into = keep(new cv.Mat());
      flattenShadow(cv, keep(matOfGray(cv, writing(90).shade(0.4))), 21, into);
      return grayOfMat(into).data;
    });
    let worst = 0;
    let [paper, ink, papers, inks] = [0, 0, 0, 0];
    for (let i = 0; i < flat.length; i++) {
      if ((lit.data[i] ?? 0) === 225) {
        worst = Math.max(worst, 255 - (flat[i] ?? 0));
        paper += flat[i] ?? 0;
        papers++;
      } else {
        ink += flat[i] ?? 0;
        inks++;
      }
    }
    expect(paper / papers).toBeGreaterThan(248);
    expect(worst).toBeLessThan(30);
    expect(Math.abs(ink / inks - (255 * 90) / 225)).toBeLessThan(8);
  });
});

test('leaves no Mat behind', () => {
  const counted = countedOpenCv(cv);
  for (let i = 0; i < 200; i++) inked(writing(100), counted.cv);
  expect(counted.live()).toBe(0);
}, 90_000);

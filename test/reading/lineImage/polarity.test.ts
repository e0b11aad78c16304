import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { matOfGray } from '../../../src/reading/lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../../../src/reading/lineImage/opencv.ts';
import { inkIsLight } from '../../../src/reading/lineImage/polarity.ts';
import { estimateBackground } from '../../../src/reading/lineImage/shadow.ts';
import { numbersFrom, Paper } from './paper.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

function isLight(paper: Paper): boolean {
  return withMats((keep) => {
    const gray = keep(matOfGray(cv, paper));
    const upper = keep(new cv.Mat());
    const lower = keep(new cv.Mat());
    estimateBackground(cv, gray, 21, upper, 'dark');
    estimateBackground(cv, gray, 21, lower, 'light');
    return inkIsLight(gray.data, upper.data, lower.data);
  });
}

function writing(ink: number, seed = 3): Paper {
  const random = numbersFrom(seed);
  return new Paper(240, 60, 200)
    .writing({ x: 20, y: 22, body: 16, letters: 12 }, ink, random)
    .noise(3, random);
}

/** Half the light from a column on. */
function shadowFrom(paper: Paper, column: number): Paper {
  for (let i = 0; i < paper.data.length; i++) {
    if (i % paper.width >= column) paper.data[i] = Math.round((paper.data[i] ?? 0) / 2);
  }
  return paper;
}

describe('inkIsLight', () => {
  test('tells chalk from pen', () => {
    expect(isLight(writing(60))).toBe(false);
    expect(isLight(writing(60).inverted())).toBe(true);
  });

  test.each([40, 90, 140, 200])('is not misled by a shadow from column %d on', (column) => {
    const faint = shadowFrom(writing(150), column);
    expect(isLight(faint)).toBe(false);
    expect(isLight(faint.inverted())).toBe(true);
  });

  test('is not misled by light that falls off', () => {
    expect(isLight(writing(140).shade(0.3))).toBe(false);
    expect(isLight(writing(140).shade(0.3).inverted())).toBe(true);
  });
});

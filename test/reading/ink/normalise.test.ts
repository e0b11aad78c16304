import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { normalisedWidth, normaliseLine } from '../../../src/reading/ink/normalise.ts';
import type { OpenCv } from '../../../src/reading/ink/opencv.ts';
import { countedOpenCv } from './countedOpenCv.ts';
import { numbersFrom, Paper } from './paper.ts';

const HEIGHT = 40;

interface GoldenCase {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly gray: readonly number[];
  readonly normalisedWidth: number;
  readonly normalised: readonly number[];
}

/** What `training/ink/normalise.py` makes of some crops. */
const golden = JSON.parse(
  readFileSync(new URL('../../golden/normalise.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly GoldenCase[] };

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

function writing(seed = 1): Paper {
  const random = numbersFrom(seed);
  return new Paper(360, 62, 225)
    .writing({ x: 30, y: 22, body: 18, letters: 16 }, 60, random)
    .noise(2, random);
}

describe('normaliseLine', () => {
  test.each(golden.cases)('gives what the training gives: $name', (expected) => {
    const { width, height, gray } = expected;
    const line = normaliseLine(cv, { width, height, data: Uint8Array.from(gray) }, HEIGHT);
    expect([line.width, line.height]).toEqual([expected.normalisedWidth, HEIGHT]);
    let [greatest, sum] = [0, 0];
    for (const [i, value] of expected.normalised.entries()) {
      const difference = Math.abs((line.data[i] ?? -1) - value);
      greatest = Math.max(greatest, difference);
      sum += difference;
    }
    expect(line.data).toHaveLength(expected.normalised.length);
    expect(greatest).toBeLessThanOrEqual(2e-2);
    expect(sum / line.data.length).toBeLessThanOrEqual(1e-3);
  });

  test('makes the same of dark on light and light on dark', () => {
    const dark = normaliseLine(cv, writing(), HEIGHT);
    const light = normaliseLine(cv, writing().inverted(), HEIGHT);
    let sum = 0;
    for (let i = 0; i < dark.data.length; i++) {
      sum += Math.abs((dark.data[i] ?? 0) - (light.data[i] ?? 0));
    }
    expect(sum / dark.data.length).toBeLessThan(0.003);
  });

  test('does not stretch the noise of blank paper to ink', () => {
    const { data } = normaliseLine(cv, new Paper(300, 60).noise(2, numbersFrom(3)), HEIGHT);
    expect(data.reduce((sum, ink) => sum + ink, 0) / data.length).toBeLessThan(0.25);
  });

  test('keeps 0 for paper and 1 for ink in shadow', () => {
    const { data } = normaliseLine(cv, writing().shade(0.5), HEIGHT);
    expect(Math.max(...data)).toBe(1);
    const sorted = data.slice().sort();
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(0.12);
  });

  test('has a width in proportion, 8 px at least', () => {
    expect(normalisedWidth(300, 60, HEIGHT)).toBe(200);
    expect(normalisedWidth(3, 60, HEIGHT)).toBe(8);
    expect(normaliseLine(cv, new Paper(1, 1), HEIGHT).width).toBe(40);
  });

  test('leaves no Mat behind', () => {
    const counted = countedOpenCv(cv);
    for (let i = 0; i < 200; i++) normaliseLine(counted.cv, writing(i), HEIGHT);
    expect(counted.live()).toBe(0);
  }, 90_000);
});

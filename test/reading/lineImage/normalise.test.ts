import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { normalisedWidth, normaliseLine } from '../../../src/reading/lineImage/normalise.ts';
import type { OpenCv } from '../../../src/reading/lineImage/opencv.ts';
import { countedOpenCv } from './countedOpenCv.ts';
import { numbersFrom, Paper } from './paper.ts';

const HEIGHT = 40;

interface GoldenCase {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly gray: readonly number[];
  readonly normalised: readonly number[];
  /** The same with light and shadow taken out stroke by stroke. */
  readonly topHat: readonly number[];
  /** That, for a reader of lines 48 high. */
  readonly tall: readonly number[];
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
    const crop = { width, height, data: Uint8Array.from(gray) };
    const ways = [
      [expected.normalised, HEIGHT, false],
      [expected.topHat, HEIGHT, true],
      [expected.tall, 48, true],
    ] as const;
    for (const [wanted, rows, topHat] of ways) {
      const line = normaliseLine(cv, crop, rows, topHat);
      expect([line.width, line.height]).toEqual([wanted.length / rows, rows]);
      let [greatest, sum] = [0, 0];
      for (const [i, value] of wanted.entries()) {
        const difference = Math.abs((line.data[i] ?? -1) - value);
        greatest = Math.max(greatest, difference);
        sum += difference;
      }
      expect(line.data).toHaveLength(wanted.length);
      expect(greatest).toBeLessThanOrEqual(2e-2);
      expect(sum / line.data.length).toBeLessThanOrEqual(1e-3);
    }
  });

  test('makes ink in shadow as black as in the light when it takes the top-hat', () => {
    const paper = new Paper(160, HEIGHT, 220);
    for (let x = 12; x < 150; x += 16) paper.fill(x, 14, 3, 14, 150);
    const data = paper.data.map(
      (gray, i) => gray * (0.4 + 0.6 / (1 + Math.exp((80 - (i % 160)) / 4))),
    );
    const ink = normaliseLine(cv, { width: 160, height: HEIGHT, data }, HEIGHT, true);
    const at = (x: number, y: number) => ink.data[y * 160 + x] ?? -1;
    expect(Math.abs(at(13, 20) - at(141, 20))).toBeLessThan(0.1);
    expect(at(141, 20)).toBeGreaterThan(0.7);
    for (let x = 70; x < 90; x++) expect(at(x, 5)).toBeLessThan(0.3);
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

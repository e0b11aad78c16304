import { beforeAll, describe, expect, test } from 'vitest';
import { drawField, randomNumbers } from '../../../src/cli/fields/fitFieldInk.ts';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { fieldInk } from '../../../src/reading/fields/fieldInk.ts';
import { filledProbability } from '../../../src/reading/fields/filled.ts';
import type { OpenCv } from '../../../src/reading/lineImage/opencv.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

describe('whether a field is filled', () => {
  // Fields that nothing was fitted to.
  const random = randomNumbers(7);

  test.each([
    ['tick', true, 0.97],
    ['tick', false, 0.97],
    ['text', true, 0.93],
    ['text', false, 0.93],
  ] as const)('%s, filled %s: %d are told', (kind, isFilled, share) => {
    const count = 150;
    const told = Array.from({ length: count }, () => {
      const ink = fieldInk(cv, drawField(kind, isFilled, random));
      return filledProbability(ink, kind) >= 0.5 === isFilled;
    }).filter(Boolean).length;
    expect(told / count).toBeGreaterThanOrEqual(share);
  });

  test('nothing is left in memory', () => {
    const counted = countedOpenCv(cv);
    fieldInk(counted.cv, drawField('tick', true, random));
    expect(counted.live()).toBe(0);
  });
});

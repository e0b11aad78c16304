import { describe, expect, it } from 'vitest';
import {
  calibrationCurve,
  calibrationError,
  certaintyFor,
} from '../../../src/cli/ranker/calibration.ts';
import { fitAnswers, fitChoices } from '../../../src/cli/ranker/logistic.ts';

describe('fitChoices', () => {
  it('learns what makes an option the right one, and when none is', () => {
    const examples = Array.from({ length: 60 }, (_, i) => ({
      isNone: i % 3 === 0,
      options: [
        { features: { one: 1, large: i % 3 === 0 ? 0 : 1 }, isRight: i % 3 !== 0 },
        { features: { one: 1, small: 1 }, isRight: false },
      ],
    }));
    const weights = fitChoices(examples, 0.1);
    expect((weights.one ?? 0) + (weights.large ?? 0)).toBeGreaterThan(1);
    expect((weights.one ?? 0) + (weights.small ?? 0)).toBeLessThan(-1);
    expect(weights.one).toBeLessThan(0);
  });
});

describe('fitAnswers', () => {
  it('gives the shares of right answers back', () => {
    const examples = Array.from({ length: 100 }, (_, i) => {
      const sure = i % 2;
      return { features: { one: 1, sure }, isRight: sure === 1 ? i % 10 !== 1 : i % 10 < 3 };
    });
    const { one = 0, sure = 0 } = fitAnswers(examples, 0.01);
    const logistic = (value: number) => 1 / (1 + Math.exp(-value));
    expect(logistic(one + sure)).toBeCloseTo(0.8, 1);
    expect(logistic(one)).toBeCloseTo(0.4, 1);
  });
});

describe('calibration', () => {
  const judged = [
    ...Array.from({ length: 10 }, (_, i) => ({ certainty: 0.95, isRight: i > 0 })),
    ...Array.from({ length: 10 }, (_, i) => ({ certainty: 0.55, isRight: i < 3 })),
  ];

  it('is the mean distance between certainty and the share that is right', () => {
    expect(calibrationCurve(judged).map(({ right }) => right)).toEqual([0.3, 0.9]);
    expect(calibrationError(judged)).toBeCloseTo((0.25 + 0.05) / 2);
    expect(calibrationError([])).toBe(0);
  });

  it('finds the certainty above which enough is right', () => {
    expect(certaintyFor(judged, 0.85)).toBe(0.95);
    expect(certaintyFor(judged, 0.5)).toBe(0.55);
    expect(certaintyFor(judged, 1)).toBe(1);
  });
});

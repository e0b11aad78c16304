import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BeamSearchSettings } from '../../../../src/reading/models/calibration.ts';
import { createForwardScore } from '../../../../src/reading/recognizer/ctc/forwardScore.ts';
import { bestPath } from '../../../../src/reading/recognizer/ctc/greedy.ts';
import { logSoftmax } from '../../../../src/reading/recognizer/ctc/logSpace.ts';
import { createPrefixBeamSearch } from '../../../../src/reading/recognizer/ctc/prefixBeamSearch.ts';
import type { LanguageModel } from '../../../../src/reading/recognizer/language/languageModel.ts';
import { everyLabelling } from './everyLabelling.ts';
import { peakedLogits } from './peakedLogits.ts';

const UNLIMITED: BeamSearchSettings = {
  beamWidth: Number.POSITIVE_INFINITY,
  beamThreshold: Number.POSITIVE_INFINITY,
  minProbability: 0,
  mostClasses: Number.POSITIVE_INFINITY,
  languageWeight: 0,
  insertionBonus: 0,
  lmFloor: 9,
};

/** Log probabilities of a tiny line: up to five steps of up to four classes. */
const tinyLine = fc
  .record({ steps: fc.integer({ min: 1, max: 5 }), classes: fc.integer({ min: 2, max: 4 }) })
  .chain(({ steps, classes }) =>
    fc.record({
      steps: fc.constant(steps),
      classes: fc.constant(classes),
      logits: fc.array(fc.double({ min: -6, max: 6, noNaN: true }), {
        minLength: steps * classes,
        maxLength: steps * classes,
      }),
    }),
  )
  .map(({ steps, classes, logits }) => ({
    steps,
    classes,
    scores: logSoftmax(Float32Array.from(logits), steps, classes),
  }));

describe('createPrefixBeamSearch', () => {
  it('sums all alignments of every labelling when nothing is cut off', () => {
    fc.assert(
      fc.property(tinyLine, ({ steps, classes, scores }) => {
        const truth = everyLabelling(scores, steps, classes);
        const found = createPrefixBeamSearch(classes, 0, UNLIMITED, null).search(scores, steps);
        expect(found.length).toBe(truth.size);
        for (const { labels, ink } of found) {
          expect(ink).toBeCloseTo(truth.get(labels.join(',')) ?? Number.NaN, 6);
        }
        const best = Math.max(...truth.values());
        expect(found[0]?.ink).toBeCloseTo(best, 6);
      }),
    );
  });

  it('finds the same beside clear paper, at the same price', () => {
    const limited = { ...UNLIMITED, minProbability: 0.001 };
    fc.assert(
      fc.property(tinyLine, fc.integer({ min: 1, max: 3 }), ({ steps, classes, scores }, added) => {
        // Nothing but the blank comes into question, and it costs a little.
        const paper = Float32Array.from({ length: added * classes }, (_, i) =>
          i % classes === 0 ? -0.25 : -20,
        );
        const wider = Float32Array.of(...paper, ...scores, ...paper);
        const search = createPrefixBeamSearch(classes, 0, limited, null);
        const pricesOf = (line: Float32Array, length: number) =>
          new Map(search.search(line, length).map(({ labels, ink }) => [labels.join(), ink]));
        const alone = pricesOf(scores, steps);
        const beside = pricesOf(wider, steps + 2 * added);
        expect([...beside.keys()].sort()).toEqual([...alone.keys()].sort());
        for (const [labels, ink] of alone) {
          expect(beside.get(labels)).toBeCloseTo(ink - 0.5 * added, 4);
        }
      }),
    );
  });

  it('never claims more for a labelling than all its alignments give', () => {
    fc.assert(
      fc.property(tinyLine, fc.integer({ min: 1, max: 3 }), (line, beamWidth) => {
        const { steps, classes, scores } = line;
        const narrow = { ...UNLIMITED, beamWidth, minProbability: 0.05 };
        const search = createPrefixBeamSearch(classes, 0, narrow, null);
        const found = search.search(scores, steps);
        expect(found.length).toBeGreaterThan(0);
        for (const { labels, ink } of found) {
          const exact = createForwardScore(scores, steps, classes, 0)(labels);
          expect(ink).toBeLessThanOrEqual(exact + 1e-6);
        }
      }),
    );
  });

  it('follows the best path on clear ink, even with a beam of one', () => {
    const labelsOnPeaks = fc.array(
      fc.record({ label: fc.integer({ min: 1, max: 6 }), steps: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(labelsOnPeaks, (peaks) => {
        const { logits, steps } = peakedLogits(peaks, 7);
        const scores = logSoftmax(logits, steps, 7);
        const one = createPrefixBeamSearch(7, 0, { ...UNLIMITED, beamWidth: 1 }, null);
        const labels = peaks.map(({ label }) => label);
        expect(one.search(scores, steps)[0]?.labels).toEqual(labels);
        expect(bestPath(scores, steps, 7, 0)).toEqual(labels);
      }),
    );
  });

  it('follows the likeliest classes when there are too many', () => {
    fc.assert(
      fc.property(tinyLine, ({ steps, classes, scores }) => {
        const greedy = { ...UNLIMITED, mostClasses: 1 };
        for (const { labels } of createPrefixBeamSearch(classes, 0, greedy, null).search(
          scores,
          steps,
        )) {
          for (const label of labels) {
            const rows = Array.from({ length: steps }, (_, t) =>
              scores.slice(t * classes + 1, (t + 1) * classes),
            );
            // Each label is the best one, the blank aside, at one step at least.
            expect(rows.some((row) => row[label - 1] === Math.max(...row))).toBe(true);
          }
        }
      }),
    );
  });

  it('prefers many middling alignments to one good path', () => {
    // The best path is all blank (0.6 · 0.6), but "a" has three alignments that sum to more.
    const scores = Float32Array.from([0.6, 0.4, 0.6, 0.4].map(Math.log));
    expect(bestPath(scores, 2, 2, 0)).toEqual([]);
    const [best] = createPrefixBeamSearch(2, 0, UNLIMITED, null).search(scores, 2);
    expect(best?.labels).toEqual([1]);
    expect(Math.exp(best?.ink ?? 0)).toBeCloseTo(0.64, 6);
  });

  it('gives an empty labelling for no steps', () => {
    const [only] = createPrefixBeamSearch(3, 0, UNLIMITED, null).search(new Float32Array(0), 0);
    expect(only).toMatchObject({ labels: [], ink: 0 });
  });

  it('weighs a labelling by itself as it does on the way', () => {
    // A language of its own: what follows depends on the last two symbols; class 3 is not known.
    const model: LanguageModel = {
      symbolOf: () => -1,
      start: () => 0,
      next: (state, symbol) => (state * 5 + symbol + 1) % 25,
      logProbability: (state, symbol) => -((state * 7 + symbol * 3) % 11),
      forget: () => {},
    };
    const language = {
      model,
      symbolOfClass: Int32Array.from([-1, 1, 2, -1]),
      shareOfClass: Float32Array.from([0, 0, -0.5, 0]),
    };
    const settings = { ...UNLIMITED, languageWeight: 0.6, insertionBonus: 1.7, lmFloor: 7 };
    fc.assert(
      fc.property(tinyLine, ({ steps, classes, scores }) => {
        const search = createPrefixBeamSearch(classes, 0, settings, language);
        const found = search.search(scores, steps);
        expect(found.length).toBeGreaterThan(0);
        for (const { labels, ink, score } of found) {
          if (ink > -Infinity) expect(search.languageScore(labels)).toBeCloseTo(score - ink, 5);
        }
      }),
    );
  });

  it('keeps its scores apart from one line to the next', () => {
    fc.assert(
      fc.property(tinyLine, tinyLine, (first, second) => {
        fc.pre(first.classes === second.classes);
        const search = createPrefixBeamSearch(first.classes, 0, UNLIMITED, null);
        const fresh = search.search(second.scores, second.steps);
        search.search(first.scores, first.steps);
        expect(search.search(second.scores, second.steps)).toEqual(fresh);
      }),
    );
  });
});

describe('createForwardScore', () => {
  it('is the exact sum over alignments', () => {
    fc.assert(
      fc.property(tinyLine, ({ steps, classes, scores }) => {
        for (const [key, truth] of everyLabelling(scores, steps, classes)) {
          const labels = key === '' ? [] : key.split(',').map(Number);
          const score = createForwardScore(scores, steps, classes, 0)(labels);
          expect(score).toBeCloseTo(truth, 6);
        }
      }),
    );
  });

  it('holds where a long line makes every alignment next to impossible', () => {
    const [steps, classes] = [2000, 100];
    const even = new Float32Array(steps * classes).fill(-Math.log(classes));
    const alignments = (steps * (steps + 1)) / 2;
    expect(createForwardScore(even, steps, classes, 0)([7])).toBeCloseTo(
      Math.log(alignments) - steps * Math.log(classes),
      2,
    );
  });

  it('is nothing for more labels than steps', () => {
    expect(createForwardScore(Float32Array.from([-1, -1]), 1, 2, 0)([1, 1])).toBe(-Infinity);
  });
});

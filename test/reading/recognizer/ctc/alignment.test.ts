import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignLabels } from '../../../../src/reading/recognizer/ctc/alignment.ts';
import { logSoftmax } from '../../../../src/reading/recognizer/ctc/logSpace.ts';
import { wordSpans } from '../../../../src/reading/recognizer/ctc/wordSpans.ts';
import { peakedLogits } from './peakedLogits.ts';

const CLASSES = 5;

const randomLine = fc
  .record({
    steps: fc.integer({ min: 1, max: 24 }),
    labels: fc.array(fc.integer({ min: 1, max: CLASSES - 1 }), { minLength: 1, maxLength: 10 }),
    seed: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
      minLength: 24 * CLASSES,
      maxLength: 24 * CLASSES,
    }),
  })
  .map(({ steps, labels, seed }) => ({
    steps,
    labels,
    scores: logSoftmax(Float32Array.from(seed.slice(0, steps * CLASSES)), steps, CLASSES),
  }));

describe('alignLabels', () => {
  it('gives every label steps of its own, in order', () => {
    fc.assert(
      fc.property(randomLine, ({ steps, labels, scores }) => {
        const repeats = labels.filter((label, i) => i > 0 && label === labels[i - 1]).length;
        const spans = alignLabels(scores, steps, CLASSES, 0, labels);
        if (labels.length + repeats > steps) {
          expect(spans).toBeNull();
          return;
        }
        expect(spans).toHaveLength(labels.length);
        let end = 0;
        spans?.forEach((span, i) => {
          const apart = i > 0 && labels[i] === labels[i - 1] ? 1 : 0;
          expect(span.start).toBeGreaterThanOrEqual(end + apart);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        });
        expect(end).toBeLessThanOrEqual(steps);
      }),
    );
  });

  it('finds clear labels where they are', () => {
    const { logits, steps } = peakedLogits(
      [{ label: 2, steps: 3 }, { label: 2 }, { label: 4, steps: 2 }],
      CLASSES,
    );
    expect(alignLabels(logSoftmax(logits, steps, CLASSES), steps, CLASSES, 0, [2, 2, 4])).toEqual([
      { start: 1, end: 4 },
      { start: 5, end: 6 },
      { start: 7, end: 9 },
    ]);
  });
});

describe('wordSpans', () => {
  const SPACE = 4;

  it('splits at spaces; the words do not overlap and lie within the line', () => {
    fc.assert(
      fc.property(randomLine, ({ steps, labels, scores }) => {
        const spans = alignLabels(scores, steps, CLASSES, 0, labels);
        fc.pre(spans !== null);
        const words = wordSpans(labels, spans ?? [], steps, SPACE);
        expect(words.flatMap((word) => word.labels)).toEqual(
          labels.filter((label) => label !== SPACE),
        );
        let end = 0;
        for (const word of words) {
          expect(word.fromStep).toBeGreaterThanOrEqual(end);
          expect(word.startStep).toBeGreaterThanOrEqual(word.fromStep);
          expect(word.endStep).toBeGreaterThan(word.startStep);
          expect(word.toStep).toBeGreaterThanOrEqual(word.endStep);
          expect(word.toStep).toBeLessThanOrEqual(steps);
          expect(labels[word.firstLabel]).toBe(word.labels[0]);
          end = word.toStep;
        }
      }),
    );
  });

  it('leaves out spaces at the ends and double spaces', () => {
    const labels = [SPACE, 1, SPACE, SPACE, 2, 3, SPACE];
    const spans = labels.map((_, i) => ({ start: 2 * i, end: 2 * i + 1 }));
    const words = wordSpans(labels, spans, 14, SPACE);
    expect(words.map((word) => word.labels)).toEqual([[1], [2, 3]]);
    expect(words.map(({ fromStep, toStep }) => [fromStep, toStep])).toEqual([
      [1, 4],
      [7, 12],
    ]);
  });
});

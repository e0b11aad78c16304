import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankParts } from '../../../src/reading/textbook/rankedParts.ts';

const box = { x: 10, y: 20, width: 300, height: 40 };
const part = (className: 'chapter' | 'title', score: number) => ({
  className,
  score,
  box,
  classScores: [score, score],
});

describe('rankParts', () => {
  test('puts the title of an opener before a heading without a label', () => {
    const [opener] = rankParts([part('title', 0.5), part('chapter', 0.9)]).filter(
      ({ className }) => className === 'title',
    );
    const [heading] = rankParts([part('title', 0.6)]);
    expect(opener?.score).toBeGreaterThan(heading?.score ?? 1);
  });

  test('believes the likeliest title of a page much more than the others', () => {
    const titles = rankParts([part('title', 0.6), part('title', 0.7), part('chapter', 1)]);
    expect(titles.map(({ score }) => score)).toEqual([1, 0.7, 0.6 * 0.4]);
  });

  test('keeps every box, labels as they were, and gives probabilities, best first', () => {
    const parts = fc.array(
      fc.record({
        className: fc.constantFrom('chapter' as const, 'title' as const),
        score: fc.double({ min: 0, max: 1, noNaN: true }),
        box: fc.constant(box),
        classScores: fc.constant([0, 0]),
      }),
    );
    fc.assert(
      fc.property(parts, (found) => {
        const ranked = rankParts(found);
        const scores = ranked.map(({ score }) => score);
        expect(ranked).toHaveLength(found.length);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
        const labels = (all: readonly { className: string; score: number }[]) =>
          all
            .filter(({ className }) => className === 'chapter')
            .map(({ score }) => score)
            .sort();
        expect(labels(ranked)).toEqual(labels(found));
      }),
    );
  });
});

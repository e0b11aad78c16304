import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestCrossing, differences } from '../../../../src/reading/recognizer/ctc/crossings.ts';

const labels = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 });

describe('differences of labellings', () => {
  it('turn the one into the other', () => {
    fc.assert(
      fc.property(labels, labels, (ours, other) => {
        let made: number[] = [];
        let at = 0;
        for (const { from, to, other: part } of differences(ours, other)) {
          expect(from).toBeGreaterThanOrEqual(at);
          made = [...made, ...ours.slice(at, from), ...part];
          at = to;
        }
        expect([...made, ...ours.slice(at)]).toEqual(other);
      }),
    );
  });

  it('are none of a labelling and itself, and apart where something equal lies between', () => {
    expect(differences([1, 2, 3], [1, 2, 3])).toEqual([]);
    expect(differences([1, 2, 3, 4], [4, 2, 3, 1])).toEqual([
      { from: 0, to: 1, other: [4] },
      { from: 3, to: 4, other: [1] },
    ]);
  });
});

describe('the best crossing', () => {
  const wanted = [1, 2, 3, 4, 1, 2];
  const score = (found: readonly number[]) =>
    -Math.abs(found.length - wanted.length) -
    wanted.filter((label, i) => found[i] !== label).length;

  it('takes the right parts of several labellings', () => {
    const found = [
      [1, 2, 3, 4, 3, 3],
      [2, 2, 3, 1, 1, 2],
      [1, 3, 3, 4, 1, 3],
    ];
    expect(found).not.toContainEqual(wanted);
    expect(bestCrossing(found, score)).toEqual(wanted);
  });

  it('is never worse than the best of them', () => {
    fc.assert(
      fc.property(fc.array(labels, { minLength: 1, maxLength: 6 }), (found) => {
        expect(score(bestCrossing(found, score))).toBeGreaterThanOrEqual(
          Math.max(...found.map(score)),
        );
      }),
    );
  });

  it('scores nothing twice, and no endless number', () => {
    const seen = new Set<string>();
    const found = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 30 }, (_, k) => 1 + ((i * 7 + k * (i + 3)) % 5)),
    );
    bestCrossing(found, (one) => {
      expect(seen).not.toContain(one.join());
      seen.add(one.join());
      return seen.size;
    });
    expect(seen.size).toBeLessThanOrEqual(160);
  });

  it('is empty of nothing', () => {
    expect(bestCrossing([], score)).toEqual([]);
  });
});

it('ends where a score is no number', () => {
  expect(
    bestCrossing(
      [
        [1, 2],
        [2, 3],
      ],
      () => Number.NaN,
    ),
  ).toEqual([]);
});

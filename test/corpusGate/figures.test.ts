import { describe, expect, it } from 'vitest';
import { readCases } from './cases.ts';
import { compareFigures, type Figures, groupErrors } from './figures.ts';

const COMMITTED: Figures = {
  a: { group: 'lines', read: 'milk', errors: { cer: [0, 4] } },
  b: { group: 'lines', read: 'brad', errors: { cer: [1, 5] } },
};

describe('the gate', () => {
  it('adds up the errors of a group', () => {
    expect(groupErrors(COMMITTED)).toEqual(new Map([['lines cer', [1, 9]]]));
  });

  it('is silent about the same figures', () => {
    expect(compareFigures(COMMITTED, COMMITTED)).toEqual({ worse: [], better: [], changed: [] });
  });

  it('names the figure that got worse and the case that did it', () => {
    const now: Figures = {
      ...COMMITTED,
      a: { group: 'lines', read: 'mild', errors: { cer: [1, 4] } },
    };
    expect(compareFigures(COMMITTED, now)).toEqual({
      worse: ['lines cer: 11.11 % → 22.22 % wrong'],
      better: [],
      changed: ['a: “milk” (cer 0/4) → “mild” (cer 1/4)'],
    });
  });

  it('lets one case be worse where its group is not', () => {
    const now: Figures = {
      a: { group: 'lines', read: 'mild', errors: { cer: [1, 4] } },
      b: { group: 'lines', read: 'bread', errors: { cer: [0, 5] } },
    };
    expect(compareFigures(COMMITTED, now).worse).toEqual([]);
    expect(compareFigures(COMMITTED, now).changed).toHaveLength(2);
  });

  it('counts what is invented on an empty picture', () => {
    const empty: Figures = { a: { group: 'none', read: '', errors: { cer: [0, 0] } } };
    const now: Figures = { a: { group: 'none', read: 'o', errors: { cer: [1, 0] } } };
    expect(compareFigures(empty, now).worse).toHaveLength(1);
  });

  it('does not let a case go unnoticed', () => {
    const { a } = COMMITTED;
    if (a === undefined) throw new Error('no case');
    expect(compareFigures(COMMITTED, { a }).worse).toContain('b: not in both');
  });
});

describe('the corpus', () => {
  it('holds about 150 cases of every kind, each with its source', () => {
    const cases = readCases();
    expect(cases.length).toBeGreaterThan(140);
    expect(new Set(cases.map(({ kind }) => kind)).size).toBe(5);
  });
});

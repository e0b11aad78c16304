import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InkStroke } from '../../../src/reading/strokes/ink.ts';
import {
  movedStrokes,
  strokesInside,
  strokesTouched,
  withoutStrokes,
} from '../../../src/reading/strokes/inkSelection.ts';

function bar(id: number, x: number, y: number): InkStroke {
  const points = [0, 20, 40].map((along, i) => ({ x: x + along, y, timeMs: i }));
  return { id, points };
}
const STROKES = [bar(0, 0, 0), bar(1, 100, 0), bar(2, 0, 100)];
const LOOP = [
  { x: -10, y: -10 },
  { x: 60, y: -10 },
  { x: 60, y: 120 },
  { x: -10, y: 120 },
];

describe('ink that is chosen', () => {
  it('is what a loop holds most of', () => {
    expect([...strokesInside(STROKES, LOOP)]).toEqual([0, 2]);
    expect([...strokesInside([bar(7, 45, 50)], LOOP)]).toEqual([]);
    expect([...strokesInside(STROKES, [])]).toEqual([]);
  });

  it('does not depend on where on the loop the pen began', () => {
    fc.assert(
      fc.property(fc.nat(3), (turn) => {
        const turned = [...LOOP.slice(turn), ...LOOP.slice(0, turn)];
        expect(strokesInside(STROKES, turned)).toEqual(strokesInside(STROKES, LOOP));
      }),
    );
  });

  it('is what an eraser comes near to, between the points too', () => {
    const path = [
      { x: 110, y: -50 },
      { x: 110, y: 50 },
    ];
    expect([...strokesTouched(STROKES, path, 10)]).toEqual([1]);
    expect([...strokesTouched(STROKES, [{ x: 60, y: 50 }], 10)]).toEqual([]);
  });

  it('comes back where it was when it is moved there and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 500 }),
        fc.integer({ min: -500, max: 500 }),
        (x, y) => {
          const ids = new Set([0, 2]);
          const there = movedStrokes(STROKES, ids, { x, y });
          expect(there[1]).toBe(STROKES[1]);
          expect(movedStrokes(there, ids, { x: -x, y: -y })).toEqual(STROKES);
        },
      ),
    );
  });

  it('can be taken away; nothing changes where there is none', () => {
    expect(withoutStrokes(STROKES, new Set([1])).map(({ id }) => id)).toEqual([0, 2]);
    expect(withoutStrokes(STROKES, new Set([9]))).toBe(STROKES);
  });
});

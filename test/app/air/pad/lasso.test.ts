import { describe, expect, it } from 'vitest';
import { Lasso, type LassoView, NO_LASSO } from '../../../../src/app/air/pad/lasso.ts';
import { createInkStore } from '../../../../src/reading/strokes/inkStore.ts';

const LOOP = [
  { x: 110, y: -20 },
  { x: 110, y: 40 },
  { x: -20, y: 40 },
];

function written() {
  const ink = createInkStore();
  for (const x of [0, 200]) {
    ink.extend([0, 50, 100].map((along) => ({ x: x + along, y: 10, timeMs: along })));
    ink.lift();
  }
  const shown: { view: LassoView } = { view: NO_LASSO };
  const lasso = new Lasso(ink, (view) => {
    shown.view = view;
  });
  lasso.begin({ x: -20, y: -20 });
  lasso.goOn(LOOP);
  lasso.end();
  return { ink, lasso, shown };
}
const lefts = (ink: ReturnType<typeof createInkStore>): number[] =>
  ink.ink().strokes.map(({ points }) => points[0]?.x ?? Number.NaN);

describe('a lasso', () => {
  it('chooses what its loop holds', () => {
    const { shown } = written();
    expect(shown.view.loop).toEqual([]);
    expect(shown.view.box).toMatchObject({ x: -12, width: 124 });
  });

  it('moves it, as one step', () => {
    const { ink, lasso, shown } = written();
    lasso.begin({ x: 50, y: 10 });
    lasso.goOn([{ x: 60, y: 20 }]);
    lasso.goOn([{ x: 90, y: 110 }]);
    lasso.end();
    expect(lefts(ink)).toEqual([40, 200]);
    expect(shown.view.box?.y).toBe(98);
    ink.undo();
    expect(lefts(ink)).toEqual([0, 200]);
    ink.redo();
    expect(lefts(ink)).toEqual([40, 200]);
  });

  it('takes it away, and undo brings it back', () => {
    const { ink, lasso, shown } = written();
    expect(lasso.remove()).toBe(true);
    expect(lefts(ink)).toEqual([200]);
    expect(shown.view).toEqual(NO_LASSO);
    expect(lasso.remove()).toBe(false);
    ink.undo();
    expect(lefts(ink)).toEqual([0, 200]);
  });

  it('lets go where a loop begins elsewhere', () => {
    const { lasso, shown } = written();
    lasso.begin({ x: 500, y: 500 });
    lasso.end();
    expect(shown.view.box).toBeNull();
  });
});

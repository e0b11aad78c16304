import { describe, expect, it } from 'vitest';
import { createPenState } from '../../../src/reading/air/penState.ts';

const TIP = { x: 100, y: 100 };
const AWAY = { x: 300, y: 100 };

describe('the pen', () => {
  it('is down while the marker is seen', () => {
    const pen = createPenState('hide');
    expect(pen.update(TIP, 0, null, 10).down).toBe(true);
    expect(pen.update(null, 33, null, 10).down).toBe(false);
  });

  it('is down only while held', () => {
    const pen = createPenState('hold');
    expect(pen.update(TIP, 0, null, 10).down).toBe(false);
    pen.setHeld(true);
    expect(pen.update(TIP, 33, null, 10).down).toBe(true);
    expect(pen.update(null, 66, null, 10).down).toBe(false);
    pen.setHeld(false);
    expect(pen.update(TIP, 99, null, 10).down).toBe(false);
  });

  it('follows the pinch, whatever the mode', () => {
    const pen = createPenState('hide');
    expect(pen.update(TIP, 0, false, 10).down).toBe(false);
    expect(pen.update(TIP, 33, true, 10).down).toBe(true);
  });

  it('is switched once by resting, and again by the next rest', () => {
    const pen = createPenState('dwell');
    const rest = (at: typeof TIP, fromMs: number) =>
      Array.from({ length: 31 }, (_, i) => pen.update(at, fromMs + i * 33, null, 10));
    const first = rest(TIP, 0);
    expect(first[5]).toMatchObject({ down: false });
    expect(first[5]?.dwellShare).toBeCloseTo((5 * 33) / 650, 5);
    expect(first.at(-1)).toEqual({ down: true, dwellShare: 0 });
    expect(first.filter(({ dwellShare }) => dwellShare === 1)).toHaveLength(1);
    const second = rest(AWAY, 2000);
    expect(second[1]?.down).toBe(true);
    expect(second.at(-1)?.down).toBe(false);
  });

  it('does not take slow writing for rest', () => {
    const pen = createPenState('dwell');
    const moments = Array.from({ length: 60 }, (_, i) =>
      pen.update({ x: 100 + 3 * i, y: 100 }, i * 33, null, 10),
    );
    expect(moments.every(({ down }) => !down)).toBe(true);
  });
});

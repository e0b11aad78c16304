import { describe, expect, it } from 'vitest';
import {
  judge,
  probationOfAcquired,
  probationOfReturned,
} from '../../../src/reading/air/probation.ts';

const start = { tip: { x: 50, y: 50 }, timeMs: 1000 };
const blob = {
  center: { x: 50, y: 50 },
  area: 100,
  box: { x: 45, y: 45, width: 10, height: 10 },
  u: 0,
  v: 0,
};
const proven = { blob, earlier: [start], since: start, size: 10 };

describe('what has yet to prove that it is the marker', () => {
  it('does so by its way, and fails where it stays', () => {
    const returned = probationOfReturned(start);
    const at = (x: number, timeMs: number) => judge(returned, { tip: { x, y: 50 }, timeMs }, 10);
    expect(at(55, 1200)).toBe('open');
    expect(at(61, 1200)).toBe('passed');
    expect(at(55, 1500)).toBe('failed');
  });

  it('is given more time and must get further where the marker was never seen', () => {
    const found = probationOfAcquired({ ...proven, isDoubtful: false });
    const now = { tip: { x: 65, y: 50 }, timeMs: 1500 };
    expect(judge(found, now, 10)).toBe('open');
    expect(judge(probationOfReturned(start), now, 10)).toBe('passed');
    expect(judge(found, { ...now, timeMs: 2600 }, 10)).toBe('failed');
  });

  it('is given up when it vanishes only where it was doubtful', () => {
    expect(probationOfAcquired({ ...proven, isDoubtful: true }).endsWithLoss).toBe(true);
    expect(probationOfAcquired({ ...proven, isDoubtful: false }).endsWithLoss).toBe(false);
    // A dot is as short.
    expect(probationOfReturned(start).endsWithLoss).toBe(false);
  });
});

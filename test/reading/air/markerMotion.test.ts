import { describe, expect, it } from 'vitest';
import {
  expectedAround,
  expectedPlace,
  isBeside,
  isHidden,
  movedTo,
  placeAhead,
} from '../../../src/reading/air/markerMotion.ts';

const HEIGHT = 720;
const moving = movedTo(movedTo(null, { x: 100, y: 50 }, 0), { x: 110, y: 45 }, 20);
const hidden = { ...moving, lostFrames: 3 };

describe('the marker’s motion', () => {
  it('tells where it will be, and how far from there it is looked for', () => {
    expect(moving).toEqual({
      tip: { x: 110, y: 45 },
      velocity: { x: 0.5, y: -0.25 },
      timeMs: 20,
      lostFrames: 0,
      area: { x: 100, y: 45, width: 10, height: 5 },
    });
    expect(placeAhead(moving, 40)).toEqual({ x: 120, y: 40 });
    const place = expectedPlace(moving, 40, HEIGHT);
    expect(place?.center).toEqual({ x: 120, y: 40 });
    expect(place?.reach).toBeGreaterThan(expectedAround({ x: 0, y: 0 }, HEIGHT).reach);
  });

  it('is at rest where it comes back, for a hand that is hidden goes anywhere', () => {
    expect([isHidden(null), isHidden(moving), isHidden(hidden)]).toEqual([true, false, true]);
    expect(movedTo(hidden, { x: 400, y: 300 }, 300).velocity).toEqual({ x: 0, y: 0 });
    const place = expectedPlace(hidden, 300, HEIGHT);
    expect(place?.center).toEqual(hidden.tip);
    // The dot of the first letter after the last.
    expect(place?.reach).toBeGreaterThan(HEIGHT);
  });

  it('comes back beside where it has been: what is far from there has to prove itself', () => {
    expect(isBeside(hidden, { x: 260, y: 100 }, HEIGHT)).toBe(true);
    expect(isBeside(hidden, { x: 600, y: 100 }, HEIGHT)).toBe(false);
    expect(isBeside(hidden, { x: 110, y: 300 }, HEIGHT)).toBe(false);
    // Another word, after a while.
    const later = movedTo(hidden, { x: 600, y: 100 }, 3000);
    expect(isBeside(later, { x: 110, y: 45 }, HEIGHT)).toBe(false);
  });

  it('is forgotten after a while', () => {
    expect(expectedPlace(hidden, 20 + 2400, HEIGHT)).not.toBeNull();
    expect(expectedPlace(hidden, 20 + 2600, HEIGHT)).toBeNull();
  });
});

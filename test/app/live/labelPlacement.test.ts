import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LabelRequest,
  type LabelSlot,
  labelQuad,
  placeLabels,
} from '../../../src/app/live/labelPlacement.ts';
import { quadsOverlap } from '../../../src/app/stage/displayGeometry.ts';
import { quadOfBox, rotatedRectangle } from '../../../src/reading/geometry.ts';

const BOUNDS = { width: 900, height: 500 };
const LABEL_HEIGHT = 22;
const NONE: ReadonlyMap<number, LabelSlot> = new Map();

function place(lines: readonly LabelRequest[], previous = NONE) {
  return placeLabels(lines, { bounds: BOUNDS, labelHeight: LABEL_HEIGHT, gap: 5, previous });
}

/** Lines of 40 px height, each `step` px under the one before. */
function page(step: number, count: number, width = 300): readonly LabelRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    quad: quadOfBox({ x: 200, y: 60 + index * step, width, height: 40 }),
    width: 150,
  }));
}

describe('placeLabels', () => {
  test('a line with room has its label above, at its start', () => {
    const label = place(page(100, 1)).get(1);
    expect(label?.slot).toBe('above');
    expect(label?.origin).toEqual({ x: 200, y: 60 - 22 - 5 });
  });

  test('the label of a slanted line is as slanted', () => {
    const quad = rotatedRectangle({ x: 450, y: 250 }, 400, 40, 0.15);
    const label = place([{ id: 1, quad, width: 120 }]).get(1);
    expect(label?.slope).toBeCloseTo(0.15, 6);
    expect(label && quadsOverlap(labelQuad(label, LABEL_HEIGHT), quad)).toBe(false);
  });

  test('where lines stand close, labels go to their ends', () => {
    const slots = [...place(page(50, 4)).values()].map(({ slot }) => slot);
    expect(slots).toEqual(['above', 'after', 'after', 'after']);
  });

  test('below is the last resort, and left again as soon as there is a better place', () => {
    const wide = { id: 1, quad: quadOfBox({ x: 20, y: 4, width: 860, height: 40 }), width: 150 };
    expect(place([wide]).get(1)?.slot).toBe('below');
    const lower = { ...wide, quad: quadOfBox({ x: 20, y: 80, width: 860, height: 40 }) };
    expect(place([lower], new Map([[1, 'below']])).get(1)?.slot).toBe('above');
  });

  test('where nothing is free, the label is for its own line only', () => {
    const full = page(50, 4, 690).map((line) => ({ ...line, width: 250 }));
    expect(place(full).get(2)?.slot).toBe('own');
  });

  test('a line at the top edge has its label after it; at the right edge it moves back', () => {
    const top = quadOfBox({ x: 10, y: 4, width: 200, height: 30 });
    expect(place([{ id: 1, quad: top, width: 100 }]).get(1)?.slot).toBe('after');
    const right = quadOfBox({ x: 800, y: 200, width: 90, height: 30 });
    expect(place([{ id: 1, quad: right, width: 180 }]).get(1)?.origin.x).toBe(720);
  });

  test('lines without text get none, but their ink is kept free', () => {
    const [first, second] = page(50, 2);
    if (!first || !second) throw new Error('two lines');
    const labels = place([{ ...first, width: null }, second]);
    expect(labels.has(1)).toBe(false);
    expect(labels.get(2)?.slot).toBe('after');
  });

  test('a label stays in its slot while that is free, though a better one has become free', () => {
    const [line] = page(100, 1);
    if (!line) throw new Error('one line');
    expect(place([line], new Map([[1, 'after']])).get(1)?.slot).toBe('after');
  });

  test('no label ever covers another line’s ink or another label, or leaves the picture', () => {
    const scattered = fc.array(
      fc.record({
        x: fc.integer({ min: 50, max: 850 }),
        y: fc.integer({ min: 20, max: 480 }),
        width: fc.integer({ min: 30, max: 500 }),
        height: fc.integer({ min: 10, max: 60 }),
        slope: fc.double({ min: -0.4, max: 0.4, noNaN: true }),
        label: fc.integer({ min: 20, max: 400 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(scattered, (shapes) => {
        const lines = shapes.map(({ x, y, width, height, slope, label }, index) => ({
          id: index,
          quad: rotatedRectangle({ x, y }, width, height, slope),
          width: label,
        }));
        const shown = [...place(lines)].filter(([, { slot }]) => slot !== 'own');
        const areas = shown.map(([id, label]) => ({ id, area: labelQuad(label, LABEL_HEIGHT) }));
        for (const { id, area } of areas) {
          for (const line of lines) {
            if (line.id !== id) expect(quadsOverlap(area, line.quad)).toBe(false);
          }
          for (const other of areas) {
            if (other.id !== id) expect(quadsOverlap(area, other.area)).toBe(false);
          }
          for (const { x, y } of area) {
            expect(x).toBeGreaterThanOrEqual(-1);
            expect(x).toBeLessThanOrEqual(BOUNDS.width + 1);
            expect(y).toBeGreaterThanOrEqual(-1);
            expect(y).toBeLessThanOrEqual(BOUNDS.height + 1);
          }
        }
      }),
    );
  });
});

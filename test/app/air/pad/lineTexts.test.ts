import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeTexts, type WrittenLine } from '../../../../src/app/air/pad/lineTexts.ts';
import { intersectionArea } from '../../../../src/reading/geometry.ts';

const PAPER = { width: 1280, height: 2000 };

function line(id: number, y: number, width = 500): WrittenLine {
  return { id, box: { x: 60, y, width, height: 80 }, words: ['see', 'you'] };
}

describe('text of lines', () => {
  it('stands under its ink where there is room', () => {
    const [first, second] = placeTexts([line(1, 100), line(2, 260)], PAPER, 24);
    expect(first).toMatchObject({ id: 1, x: 60, fontPx: 24 });
    expect(first?.y).toBeGreaterThan(180);
    expect(first?.y).toBeLessThan(260);
    expect(second?.box.y).toBeGreaterThan(340);
  });

  it('stands behind it between tight lines, and nowhere where there is no room', () => {
    const [first] = placeTexts([line(1, 100), line(2, 185)], PAPER, 24);
    expect(first?.x).toBeGreaterThan(560);
    const wide = placeTexts([line(1, 100, 1200), line(2, 185, 1200)], PAPER, 24);
    expect(wide.map(({ id }) => id)).toEqual([2]);
  });

  it('never lies on ink or on other text', () => {
    const some = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 900 }),
        y: fc.integer({ min: 0, max: 1800 }),
        width: fc.integer({ min: 20, max: 700 }),
        height: fc.integer({ min: 20, max: 140 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(some, (boxes) => {
        const lines = boxes.map((box, id) => ({ id, box, words: ['word', 'and', 'word'] }));
        const texts = placeTexts(lines, PAPER, 24);
        for (const text of texts) {
          for (const other of lines) {
            if (other.id !== text.id) expect(intersectionArea(text.box, other.box)).toBe(0);
          }
          for (const other of texts) {
            if (other !== text) expect(intersectionArea(text.box, other.box)).toBe(0);
          }
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NormalisedLine } from '../../../src/reading/lineImage/normalise.ts';
import { batchLines, stackLines } from '../../../src/reading/recognizer/lineBatches.ts';
import { joinPieces, splitLongLine } from '../../../src/reading/recognizer/longLine.ts';

/** A line whose columns hold ink where `inked` says so. */
function lineOf(inked: readonly boolean[], height = 10): NormalisedLine {
  const data = new Float32Array(inked.length * height);
  for (let y = 2; y < 8; y++) {
    for (const [x, ink] of inked.entries()) if (ink) data[y * inked.length + x] = 1;
  }
  return { width: inked.length, height, data };
}

describe('splitLongLine', () => {
  test('gives pieces that put together are the line', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }), (inked) => {
        const line = lineOf(inked);
        const pieces = splitLongLine(line, 40, 4);
        let offset = 0;
        for (const piece of pieces) {
          expect(piece.offset).toBe(offset);
          expect(piece.line.width).toBeLessThanOrEqual(40);
          expect(piece.line.width).toBeGreaterThan(0);
          expect(piece.offset % 4).toBe(0);
          for (let x = 0; x < piece.line.width; x++) {
            const ink = piece.line.data[5 * piece.line.width + x] === 1;
            expect(ink).toBe(inked[offset + x]);
          }
          offset += piece.line.width;
        }
        expect(offset).toBe(line.width);
      }),
    );
  });

  test('cuts in the widest gap', () => {
    const inked = Array.from({ length: 60 }, (_, x) => (x < 24 || x >= 29) && x !== 35);
    const pieces = splitLongLine(lineOf(inked), 40, 2);
    expect(pieces.map(({ offset, afterGap }) => [offset, afterGap])).toEqual([
      [0, false],
      [26, true],
    ]);
  });
});

describe('joinPieces', () => {
  const word = (text: string, start: number, end: number, confidence = 0.8) => ({
    text,
    start,
    end,
    confidence,
    alternatives: [],
  });
  const pieces = (afterGap: boolean) =>
    [false, afterGap].map((gap) => ({ line: lineOf([true]), offset: 0, afterGap: gap }));

  test('sets a space where a gap was', () => {
    const joined = joinPieces(pieces(true), [
      { text: 'left hand', confidence: 0.9, words: [word('left', 0, 40), word('hand', 50, 90)] },
      { text: 'side', confidence: 0.5, words: [word('side', 100, 140)] },
    ]);
    expect(joined.text).toBe('left hand side');
    expect(joined.words).toHaveLength(3);
    expect(joined.confidence).toBeCloseTo((0.9 * 9 + 0.5 * 4) / 13);
  });

  test('makes a cut word one again', () => {
    const joined = joinPieces(pieces(false), [
      { text: 'hand', confidence: 0.9, words: [word('hand', 50, 90, 0.9)] },
      {
        text: 'writing is',
        confidence: 0.5,
        words: [word('writing', 90, 150, 0.4), word('is', 160, 170)],
      },
    ]);
    expect(joined.text).toBe('handwriting is');
    expect(joined.words).toEqual([word('handwriting', 50, 150, 0.4), word('is', 160, 170)]);
  });
});

describe('batchLines', () => {
  test('puts every line in one batch that it fits', () => {
    const widths = fc.array(fc.integer({ min: 1, max: 2400 }), { maxLength: 30 });
    fc.assert(
      fc.property(widths, (all) => {
        const lines = all.map((width) => ({ width, height: 1, data: new Float32Array(width) }));
        const batches = batchLines(lines, 64, 2400);
        const indices = batches.flatMap((batch) => batch.indices);
        expect([...indices].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        for (const { indices: batch, paddedWidth } of batches) {
          expect(paddedWidth % 64).toBe(0);
          expect(batch.length === 1 || batch.length * paddedWidth <= 2400).toBe(true);
          for (const i of batch) expect(paddedWidth - (all[i] ?? 0)).toBeLessThan(64);
        }
      }),
    );
  });
});

test('stackLines pads right with paper', () => {
  const one: NormalisedLine = { width: 2, height: 2, data: Float32Array.of(1, 2, 3, 4) };
  const two: NormalisedLine = { width: 3, height: 2, data: Float32Array.of(5, 6, 7, 8, 9, 10) };
  expect([...stackLines([one, two], 4)]).toEqual([1, 2, 0, 0, 3, 4, 0, 0, 5, 6, 7, 0, 8, 9, 10, 0]);
});

import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../src/reading/detector/detection.ts';
import { joinDistantView } from '../../../src/reading/detector/distantView.ts';
import type { Box } from '../../../src/reading/geometry.ts';

const IOU = 0.45;
/** Px of the inputs for one px of the picture. */
const NEAR = 0.4;
const FAR = 0.2;

function word(box: Box, score = 0.8): Detection<'handwriting'> {
  return { box, className: 'handwriting', score, classScores: [score] };
}

function joined(near: readonly Detection<'handwriting'>[], far: Detection<'handwriting'>) {
  return joinDistantView(near, { found: [far], scale: FAR }, NEAR, IOU).map(({ box }) => box);
}

/** Taller than the nearer look knows words to be. */
const BIG: Box = { x: 100, y: 100, width: 700, height: 300 };

describe('joinDistantView', () => {
  test('adds a word that fills the picture', () => {
    const small = word({ x: 100, y: 500, width: 200, height: 40 });
    expect(joined([small], word(BIG))).toEqual([small.box, BIG]);
  });

  test('puts it in place of its letters and parts', () => {
    const letters = [120, 380, 600].map((x) => word({ x, y: 130, width: 150, height: 240 }, 0.5));
    expect(joined(letters, word(BIG))).toEqual([BIG]);
  });

  test('leaves words alone that the nearer look knows well', () => {
    const line = { x: 100, y: 100, width: 500, height: 100 };
    const words = [100, 380].map((x) => word({ x, y: 100, width: 220, height: 100 }));
    expect(joined(words, word(line))).toEqual(words.map(({ box }) => box));
  });

  test('does not take a paragraph for a word', () => {
    const rows = [0, 1, 2, 3].map((row) =>
      word({ x: 110, y: 110 + 70 * row, width: 640, height: 44 }),
    );
    expect(joined(rows, word(BIG))).toEqual(rows.map(({ box }) => box));
  });

  test('does not take the cells of a sparse table for a word', () => {
    const cells = [0, 1, 2].map((cell) =>
      word({ x: 120 + 240 * cell, y: 120 + 90 * cell, width: 90, height: 50 }, 0.7),
    );
    expect(joined(cells, word(BIG, 0.8))).toEqual(cells.map(({ box }) => box));
    const specks = cells.map(({ box }) => word(box, 0.4));
    expect(joined(specks, word(BIG, 0.8))).toEqual([BIG]);
  });

  test('keeps the surer of two boxes of one word', () => {
    const near = word({ ...BIG, width: 650 }, 0.95);
    const faint = word(BIG, 0.2);
    expect(joined([near], faint)).toEqual([near.box]);
  });
});

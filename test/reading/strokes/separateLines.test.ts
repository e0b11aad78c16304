import { describe, expect, it } from 'vitest';
import { diskModelFiles } from '../../../src/cli/diskModelFiles.ts';
import type { Point } from '../../../src/reading/geometry.ts';
import { loadBytes } from '../../../src/reading/models/loadModel.ts';
import type { InkStroke } from '../../../src/reading/strokes/ink.ts';
import { checkedSeparator, separateLines } from '../../../src/reading/strokes/separateLines.ts';
import { createRandom } from '../../air/clips/random.ts';
import { penStrokes } from '../../air/penStrokes.ts';
import { countLines } from './pages/countLines.ts';
import { KEPT_WORDS } from './pages/keptWords.ts';
import { writePage } from './pages/writtenPage.ts';

const { manifest } = await loadBytes(
  diskModelFiles('public/models'),
  'line-separator',
  'line-separator',
);
const separator = checkedSeparator(manifest.separator);

/** Shares that must be right; a little below what the shipped weights reach on these pages. */
const LEAST_LINES = 0.93;
const LEAST_STROKES = 0.985;

/** A word in letters 60 px tall. */
function word(text: string, x: number, y: number): readonly (readonly Point[])[] {
  return penStrokes(text).map((stroke) =>
    stroke.map((point) => ({ x: x + 60 * point.x, y: y + 60 * point.y })),
  );
}

function ink(...words: readonly (readonly (readonly Point[])[])[]): InkStroke[] {
  return words.flat().map((points, id) => ({
    id,
    points: points.map((point, i) => ({ ...point, timeMs: id * 400 + i * 8 })),
  }));
}

function idsOf(strokes: readonly InkStroke[]): number[][] {
  return separateLines({ strokes }, separator).map((line) => line.strokes.map(({ id }) => id));
}

const HELLO = word('hello', 40, 100);
const WORLD = word('world', 40, 220);
const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i);

describe('lines of a page', () => {
  it('come apart where a word is written below another', () => {
    const [h, w] = [HELLO.length, WORLD.length];
    expect(idsOf(ink(HELLO, WORLD))).toEqual([range(0, h), range(h, w)]);
  });

  it('hold words side by side, also on a line that climbs', () => {
    const words = [0, 1, 2, 3].map((i) => word('hello', 40 + 260 * i, 100 - 15 * i));
    expect(idsOf(ink(...words))).toEqual([range(0, 4 * HELLO.length)]);
  });

  it('take up a dot and a crossing that come after the next line has begun', () => {
    const dot = [[{ x: 70, y: 92 }]];
    const [h, w] = [HELLO.length, WORLD.length];
    expect(idsOf(ink(HELLO, WORLD, dot))).toEqual([[...range(0, h), h + w], range(h, w)]);
  });

  it('take up a word squeezed in later, and stand from top to bottom', () => {
    const [h, w] = [HELLO.length, WORLD.length];
    const late = word('on', 300, 100);
    expect(idsOf(ink(WORLD, HELLO, late))).toEqual([[...range(w, h + late.length)], range(0, w)]);
  });

  it('are as the writer says', () => {
    const strokes = ink(HELLO, word('world', 300, 100));
    const told = strokes.map((stroke) =>
      stroke.id === HELLO.length ? { ...stroke, startsLine: true as const } : stroke,
    );
    expect(separateLines({ strokes: told }, separator)).toHaveLength(2);
    expect(separateLines({ strokes }, separator)).toHaveLength(1);
  });

  it('are none without ink, and one with a dot', () => {
    expect(separateLines({ strokes: [] }, separator)).toEqual([]);
    expect(idsOf(ink([[{ x: 5, y: 5 }]]))).toEqual([[0]]);
  });

  it('of words of four hands that nothing was fitted to are kept apart nearly always', () => {
    const random = createRandom(3);
    const pages = Array.from({ length: 20 }, (_, number) => {
      const own = KEPT_WORDS.filter(({ writer }) => writer === String(number % 4));
      const row = () =>
        Array.from({ length: 1 + random.below(6) }, () => own[random.below(own.length)]).filter(
          (word) => word !== undefined,
        );
      return writePage(Array.from({ length: 3 + random.below(6) }, row), random);
    });
    const { lines, linesRight, strokes, strokesRight } = countLines(pages, separator);
    expect(linesRight / lines).toBeGreaterThan(LEAST_LINES);
    expect(strokesRight / strokes).toBeGreaterThan(LEAST_STROKES);
  });

  it('need the features that the weights were fitted to', () => {
    expect(() => checkedSeparator({ ...separator, features: ['width'] })).toThrow();
  });
});

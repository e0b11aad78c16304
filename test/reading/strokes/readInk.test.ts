import { describe, expect, it } from 'vitest';
import { diskModelFiles } from '../../../src/cli/diskModelFiles.ts';
import type { Point } from '../../../src/reading/geometry.ts';
import { boundingBox } from '../../../src/reading/geometry.ts';
import type { GrayImage } from '../../../src/reading/image.ts';
import { loadBytes } from '../../../src/reading/models/loadModel.ts';
import type { ReadHandwritingOptions } from '../../../src/reading/recognizer/handwritten.ts';
import type { LineReading } from '../../../src/reading/results.ts';
import type { Ink, InkStroke } from '../../../src/reading/strokes/ink.ts';
import { levelStrokes } from '../../../src/reading/strokes/levelStrokes.ts';
import { lineRenderings, quickRendering } from '../../../src/reading/strokes/lineRenderings.ts';
import { createInkReader } from '../../../src/reading/strokes/readInk.ts';
import { HELLO } from '../../air/clips/ownStrokes.ts';

const { manifest } = await loadBytes(
  diskModelFiles('public/models'),
  'line-separator',
  'line-separator',
);

function inkOf(strokes: readonly (readonly Point[])[], firstId = 0): readonly InkStroke[] {
  return strokes.map((points, i) => ({
    id: firstId + i,
    points: points.map(({ x, y }, i) => ({ x, y, timeMs: i })),
  }));
}

function reading(text: string, confidence: number): LineReading {
  const words = text.split(' ').map((word, i, all) => ({
    text: word,
    confidence,
    start: i / all.length,
    end: (i + 1) / all.length,
    alternatives: [],
  }));
  return { text, confidence, words, engine: 'handwriting' };
}

/** A recogniser that reads the same everywhere, and remembers how many pictures it was given. */
function countingReader(text = 'two words') {
  const asked: number[] = [];
  const budgets: unknown[] = [];
  const kinds: unknown[] = [];
  const reader = createInkReader({
    separator: async () => manifest.separator,
    recognizer: async () => ({
      lineHeight: 40,
      async readRenderings(pictures: readonly GrayImage[], options: ReadHandwritingOptions = {}) {
        asked.push(pictures.length);
        budgets.push(options.budget);
        kinds.push(options.expects);
        return reading(text, 0.8);
      },
    }),
  });
  return { reader, asked, budgets, kinds };
}

const BELOW = HELLO.map((stroke) => stroke.map(({ x, y }) => ({ x, y: y + 200 })));

describe('reading ink', () => {
  it('gives lines in order with their words’ places', async () => {
    const { reader } = countingReader();
    const ink: Ink = { strokes: [...inkOf(BELOW), ...inkOf(HELLO, 90)] };
    const { lines, budget } = await reader.read(ink);
    expect(budget).toBe('final');
    expect(lines.map(({ line, text }) => [line, text])).toEqual([
      [90, 'two words'],
      [0, 'two words'],
    ]);
    const box = boundingBox(HELLO.flat());
    const [first, second] = lines[0]?.words ?? [];
    expect(first?.box.x).toBeCloseTo(box.x, 6);
    expect((second?.box.x ?? 0) + (second?.box.width ?? 0)).toBeCloseTo(box.x + box.width, 6);
    expect(lines[1]?.words[0]?.box.y).toBeGreaterThan(100);
  });

  it('reads a line again only when its ink has changed', async () => {
    const { reader, asked, budgets } = countingReader();
    const first = inkOf(HELLO);
    await reader.read({ strokes: first }, { budget: 'live' });
    expect(asked).toEqual([1]);
    await reader.read({ strokes: structuredClone(first) }, { budget: 'live' });
    expect(asked).toEqual([1]);
    await reader.read({ strokes: first });
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBeGreaterThan(1);
    expect(budgets).toEqual(['live', 'final']);
    await reader.read({ strokes: first }, { budget: 'live' });
    expect(asked).toHaveLength(2);
    await reader.read({ strokes: [...first, ...inkOf(BELOW, 90)] });
    expect(asked).toHaveLength(3);
    await reader.read({ strokes: first.slice(0, -1) });
    expect(asked).toHaveLength(4);
  });

  it('reads a line again as another kind of text, which the recogniser is told', async () => {
    const { reader, kinds } = countingReader();
    const ink = { strokes: inkOf(HELLO) };
    await reader.read(ink);
    await reader.read(ink, { expects: 'number' });
    await reader.read(ink, { expects: 'number' });
    expect(kinds).toEqual(['text', 'number']);
  });

  it('does not read what is struck out, nor the strike', async () => {
    const { reader, asked } = countingReader();
    const box = boundingBox(HELLO.flat());
    const y = box.y + 0.6 * box.height;
    const strike = [
      { x: box.x - 5, y },
      { x: box.x + box.width + 5, y: y + 3 },
    ];
    const { lines } = await reader.read({ strokes: inkOf([...HELLO, strike]) });
    expect(lines).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('leaves out a line in which nothing was read', async () => {
    const { reader, asked } = countingReader('');
    expect((await reader.read({ strokes: inkOf(HELLO) })).lines).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('reads nothing where nothing is written, and stops when told to', async () => {
    const { reader, asked } = countingReader();
    expect(await reader.read({ strokes: [] })).toEqual({ lines: [], budget: 'final' });
    expect(asked).toEqual([]);
    const stopped = AbortSignal.abort();
    await expect(reader.read({ strokes: inkOf(HELLO) }, { signal: stopped })).rejects.toMatchObject(
      { code: 'cancelled' },
    );
  });
});

describe('pictures of a line', () => {
  it('are all of the reader’s height, in several pens and widths', () => {
    const pictures = lineRenderings(inkOf(HELLO), 40);
    expect(pictures.every(({ height }) => height === 40)).toBe(true);
    expect(new Set(pictures.map(({ width }) => width)).size).toBeGreaterThan(3);
  });

  it('leave out travel that was told apart by its speed', () => {
    const [stroke] = inkOf([HELLO.flat()]);
    if (stroke === undefined) throw new Error('no stroke');
    const first = HELLO[0]?.length ?? 0;
    const told = { ...stroke, travel: [{ from: first - 1, to: first }] };
    expect(quickRendering([told], 40).data).not.toEqual(quickRendering([stroke], 40).data);
    const [pictures, whole] = [lineRenderings([told], 40), lineRenderings([stroke], 40)];
    expect(pictures[0]?.data).toEqual(quickRendering([told], 40).data);
    expect(pictures.slice(whole.length).map(({ data }) => data)).toContainEqual(whole[0]?.data);
  });
});

describe('a line that climbs', () => {
  const word = Array.from({ length: 6 }, (_, i) =>
    HELLO.map((stroke) => stroke.map(({ x, y }) => ({ x: x + 170 * i, y }))),
  ).flat();
  const climbing = word.map((stroke) => stroke.map(({ x, y }) => ({ x, y: y - 0.2 * x })));
  const heightOf = (strokes: readonly InkStroke[]) =>
    boundingBox(strokes.flatMap(({ points }) => points)).height;

  it('is turned level', () => {
    const before = heightOf(inkOf(climbing));
    const after = heightOf(levelStrokes(inkOf(climbing)));
    expect(after).toBeLessThan(0.5 * before);
    expect(after).toBeLessThan(1.25 * heightOf(inkOf(word)));
  });

  it('is left alone where it is level, or too short to tell', () => {
    const level = inkOf(word);
    expect(levelStrokes(level)).toBe(level);
    const short = inkOf(climbing.slice(0, 5));
    expect(levelStrokes(short)).toBe(short);
  });
});

import { describe, expect, it } from 'vitest';
import { boundingBox, type Point } from '../../../src/reading/geometry.ts';
import type { InkStroke } from '../../../src/reading/strokes/ink.ts';
import { inkSize } from '../../../src/reading/strokes/inkShape.ts';
import { withoutStruckOut } from '../../../src/reading/strokes/struckOut.ts';
import { penStrokes } from '../../air/penStrokes.ts';
import { KEPT_WORDS } from './pages/keptWords.ts';

const SIZE = 60;

function written(text: string, left = 0): readonly (readonly Point[])[] {
  return penStrokes(text).map((stroke) =>
    stroke.map(({ x, y }) => ({ x: left + SIZE * x, y: SIZE * y })),
  );
}

function strokesOf(paths: readonly (readonly Point[])[]): readonly InkStroke[] {
  return paths.map((points, id) => ({ id, points: points.map((p) => ({ ...p, timeMs: id })) }));
}

function through(paths: readonly (readonly Point[])[], share: number): readonly Point[] {
  const { x, y, width, height } = boundingBox(paths.flat());
  const at = y + share * height;
  return Array.from({ length: 9 }, (_, i) => ({ x: x - 6 + ((width + 12) * i) / 8, y: at + i }));
}

describe('a stroke through a word', () => {
  it('takes the word away, and what stands beside it stays', () => {
    const [left, right] = [written('hello'), written('world', 400)];
    const strokes = strokesOf([...left, ...right, through(left, 0.55)]);
    const kept = withoutStruckOut(strokes, SIZE).map(({ id }) => id);
    expect(kept).toEqual(right.map((_, i) => left.length + i));
  });

  it('can be struck again: what was struck before is not what is struck then', () => {
    const word = written('hello');
    const strokes = strokesOf([...word, through(word, 0.5), through(word, 0.6)]);
    // The second goes through nothing that is left.
    expect(withoutStruckOut(strokes, SIZE).map(({ id }) => id)).toEqual([word.length + 1]);
  });

  it('is none below or above it, nor before it is written', () => {
    const word = written('hello');
    for (const share of [1.15, -0.2]) {
      const strokes = strokesOf([...word, through(word, share)]);
      expect(withoutStruckOut(strokes, SIZE)).toBe(strokes);
    }
    const early = strokesOf([through(word, 0.5), ...word]);
    expect(withoutStruckOut(early, SIZE)).toBe(early);
  });

  it('is none in words as they are written, crossings and all', () => {
    for (const { text, strokes: paths } of KEPT_WORDS) {
      const strokes = strokesOf(paths);
      expect([text, withoutStruckOut(strokes, inkSize(strokes)).length]).toEqual([
        text,
        strokes.length,
      ]);
    }
  });
});

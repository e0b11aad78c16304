import { describe, expect, it } from 'vitest';
import { boundingBox, type Point } from '../../../src/reading/geometry.ts';
import type { InkStroke } from '../../../src/reading/strokes/ink.ts';
import { scratchedOut } from '../../../src/reading/strokes/scratchOut.ts';
import { penStrokes } from '../../air/penStrokes.ts';
import { KEPT_WORDS } from './pages/keptWords.ts';

const SIZE = 60;
const HELLO = written('hello', 0);
const WORLD = written('world', 400);

function written(text: string, left: number): readonly (readonly Point[])[] {
  return penStrokes(text).map((stroke) =>
    stroke.map(({ x, y }) => ({ x: left + SIZE * x, y: SIZE * y })),
  );
}

function strokesOf(paths: readonly (readonly Point[])[]): readonly InkStroke[] {
  return paths.map((points, id) => ({ id, points: points.map((p) => ({ ...p, timeMs: id })) }));
}

/** To and fro over ink, so many ways. */
function zigzag(paths: readonly (readonly Point[])[], ways: number): readonly Point[] {
  const { x, y, width, height } = boundingBox(paths.flat());
  return Array.from({ length: ways + 1 }, (_, i) => ({
    x: i % 2 === 0 ? x : x + width,
    y: y + (height * i) / ways,
  }));
}

function scratched(path: readonly Point[]): number[] {
  const before = strokesOf([...HELLO, ...WORLD]);
  const points = path.map((point) => ({ ...point, timeMs: 999 }));
  return [...scratchedOut({ id: 99, points }, before)];
}

describe('a scratch', () => {
  it('takes away what it goes to and fro over, and nothing beside it', () => {
    expect(scratched(zigzag(HELLO, 8))).toEqual(HELLO.map((_, id) => id));
  });

  it('goes aslant too', () => {
    const aslant = zigzag(HELLO, 9).map((p, i) => ({ x: p.x, y: p.y + (i % 2 === 0 ? -9 : 9) }));
    expect(scratched(aslant)).toEqual(HELLO.map((_, id) => id));
  });

  it('is none that turns too seldom, or lies on empty paper', () => {
    expect(scratched(zigzag(HELLO, 3))).toEqual([]);
    const away = zigzag(HELLO, 8).map(({ x, y }) => ({ x, y: y + 300 }));
    expect(scratched(away)).toEqual([]);
  });

  it('is no stroke of a word, nor one that is written over once more', () => {
    for (const { text, strokes: paths } of KEPT_WORDS) {
      const before = strokesOf(paths);
      for (const path of paths) {
        const points = path.map((point) => ({ ...point, timeMs: 9 }));
        expect([text, scratchedOut({ id: 99, points }, before).size]).toEqual([text, 0]);
      }
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mergeLooks,
  mergeSightings,
  planTiles,
  type Sighting,
} from '../../../src/reading/detector/tiles.ts';
import type { Box } from '../../../src/reading/geometry.ts';

describe('planTiles', () => {
  it('covers the picture with tiles of one size that overlap and stay inside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 6000 }),
        fc.integer({ min: 100, max: 6000 }),
        fc.integer({ min: 400, max: 3000 }),
        (width, height, side) => {
          const tiles = planTiles(width, height, side);
          expect(new Set(tiles.map((tile) => `${tile.width}x${tile.height}`)).size).toBe(1);
          for (const tile of tiles) {
            expect(Object.values(tile).every(Number.isInteger)).toBe(true);
            expect(tile.x).toBeGreaterThanOrEqual(0);
            expect(tile.y).toBeGreaterThanOrEqual(0);
            expect(tile.x + tile.width).toBeLessThanOrEqual(width);
            expect(tile.y + tile.height).toBeLessThanOrEqual(height);
          }
          for (const [axis, size] of [
            ['x', 'width'],
            ['y', 'height'],
          ] as const) {
            const length = size === 'width' ? width : height;
            const starts = [...new Set(tiles.map((tile) => tile[axis]))].sort((a, b) => a - b);
            const span = tiles[0]?.[size] ?? 0;
            expect(starts[0]).toBe(0);
            expect((starts.at(-1) ?? 0) + span).toBe(length);
            for (const [i, start] of starts.entries()) {
              const next = starts[i + 1];
              // Neighbours share at least about a sixth, so that a word cut by one is whole in the other.
              if (next !== undefined) expect(start + span - next).toBeGreaterThan(span / 6);
            }
          }
        },
      ),
    );
  });
});

function sighting(box: Box, score: number, cut = false, scale = 1): Sighting<'ink'> {
  return { detection: { box, className: 'ink', score, classScores: [score] }, cut, scale };
}

describe('mergeSightings', () => {
  const word = { x: 100, y: 50, width: 80, height: 20 };

  it('prefers whole boxes to pieces, and close looks to distant ones', () => {
    const piece = { ...word, width: 40 };
    const distant = { ...word, y: 52 };
    const merged = mergeSightings(
      [sighting(piece, 0.99, true), sighting(distant, 0.9, false, 0.5), sighting(word, 0.6)],
      0.45,
    );
    expect(merged.map(({ box }) => box)).toEqual([word]);
  });

  it('keeps a piece where nothing whole was seen', () => {
    const piece = { ...word, width: 40 };
    expect(mergeSightings([sighting(piece, 0.9, true)], 0.45).length).toBe(1);
  });

  it('keeps neighbours, and small marks inside tall boxes', () => {
    const next = { ...word, x: 190 };
    const dot = { x: 120, y: 55, width: 5, height: 5 };
    const merged = mergeSightings(
      [sighting(word, 0.9), sighting(next, 0.8), sighting(dot, 0.7)],
      0.45,
    );
    expect(merged.map(({ box }) => box)).toEqual([word, next, dot]);
  });
});

describe('mergeLooks', () => {
  const seen = (box: Box, score: number) => sighting(box, score).detection;

  it('takes a large word from the distant look, a small one from the close look', () => {
    const large = { x: 100, y: 50, width: 600, height: 160 };
    const small = { x: 100, y: 300, width: 40, height: 12 };
    const close = [seen({ ...large, x: 180, width: 430 }, 0.7), seen(small, 0.5)];
    const distant = [seen(large, 0.65), seen({ ...small, y: 303 }, 0.55)];
    const merged = mergeLooks(
      [
        { found: close, scale: 1 },
        { found: distant, scale: 0.5 },
      ],
      0.45,
    );
    expect(merged.map(({ box }) => box)).toEqual([large, small]);
  });

  it('keeps what one look alone finds, and the surer of two at a size that both see well', () => {
    const word = { x: 100, y: 50, width: 80, height: 36 };
    const other = { ...word, y: 150 };
    const merged = mergeLooks(
      [
        { found: [seen(word, 0.8)], scale: 1 },
        { found: [seen({ ...word, y: 53 }, 0.7), seen(other, 0.4)], scale: 0.5 },
      ],
      0.45,
    );
    expect(merged.map(({ box }) => box)).toEqual([word, other]);
  });
});

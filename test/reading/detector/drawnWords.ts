import type { Detection } from '../../../src/reading/detector/detection.ts';
import {
  boundingBox,
  type Point,
  type Quad,
  rotatedRectangle,
} from '../../../src/reading/geometry.ts';
import type { LineClass } from '../../../src/reading/results.ts';

/** A page of words whose lines are known. */
export interface DrawnPage {
  readonly detections: Detection<LineClass>[];
  /** Index of each detection's line. */
  readonly lineOf: number[];
  readonly quads: Quad[];
}

export interface DrawnColumn {
  readonly origin: Point;
  readonly lines: number;
  /** Px from one line to the next, across the slope. */
  readonly pitch: number;
  /** Length of the lines, px. */
  readonly length: number;
}

export interface DrawnPageOptions {
  readonly columns: readonly DrawnColumn[];
  /** Height from the highest ascender to the lowest descender, px. */
  readonly height: number;
  readonly slopeDegrees: number;
  readonly seed: number;
  readonly lineClass?: (column: number, line: number, word: number) => LineClass;
}

/** A small repeatable source of numbers 0..1 (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Words of every kind of outline (with and without ascenders and descenders) on sloping lines; a
 * word's box is the upright box around its turned ink, as a detector would give it.
 */
export function drawPage(options: DrawnPageOptions): DrawnPage {
  const { columns, height, slopeDegrees, seed, lineClass = () => 'handwriting' } = options;
  const next = numbersFrom(seed);
  const slope = (slopeDegrees * Math.PI) / 180;
  const along = (from: Point, u: number, v: number): Point => ({
    x: from.x + u * Math.cos(slope) - v * Math.sin(slope),
    y: from.y + u * Math.sin(slope) + v * Math.cos(slope),
  });
  // The detector finds longer words on slopes in parts, none much taller than its line.
  const longest = height * ((1.8 - Math.cos(slope)) / Math.max(1e-3, Math.abs(Math.sin(slope))));
  const detections: Detection<LineClass>[] = [];
  const lineOf: number[] = [];
  const quads: Quad[] = [];
  for (const [c, column] of columns.entries()) {
    for (let line = 0; line < column.lines; line++) {
      const start = along(column.origin, next() * height, line * column.pitch);
      let at = 0;
      let word = 0;
      let end = 0;
      while (at < column.length - 2 * height) {
        const width = Math.min(height * (0.9 + next() * 3.2), longest);
        // A band of small letters, and perhaps an ascender and a descender somewhere on it.
        const stroke = (from: number, to: number, u: number, length: number): Quad =>
          rotatedRectangle(
            along(start, at + u + length / 2, ((from + to) / 2) * height),
            length,
            (to - from) * height,
            slope,
          );
        const thin = 0.15 * height;
        const ink = stroke(-0.2, 0.2, 0, width);
        const ascender = stroke(-0.5, 0, next() * (width - thin), thin);
        const descender = stroke(0, 0.5, next() * (width - thin), thin);
        const tall = next() < 0.75;
        const deep = next() < 0.5;
        const name = lineClass(c, line, word);
        const sure = 0.6 + 0.39 * next();
        detections.push({
          box: boundingBox([...ink, ...(tall ? ascender : []), ...(deep ? descender : [])]),
          className: name,
          score: sure,
          classScores: name === 'handwriting' ? [sure, 0.05] : [0.05, sure],
        });
        lineOf.push(quads.length);
        end = at + width;
        at = end + height * (0.25 + 0.6 * next());
        word++;
      }
      quads.push(rotatedRectangle(along(start, end / 2, 0), end, height, slope));
    }
  }
  return { detections, lineOf, quads };
}

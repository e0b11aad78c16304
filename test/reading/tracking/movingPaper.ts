import { boundingBox, mapQuad, type Quad, quadOfBox } from '../../../src/reading/geometry.ts';
import type { FoundLine, LineReading } from '../../../src/reading/results.ts';

/** A small seeded generator (mulberry32), so that every run sees the same noise. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Roughly normal noise of standard deviation 1: twelve uniform numbers less their mean. */
export function gaussian(random: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

export interface PaperLine {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Ragged lines of a paragraph, one under the other. */
export function paragraph(count: number, { height = 40, spacing = 64 } = {}): PaperLine[] {
  const widths = [520, 610, 480, 570, 330, 600, 450, 540, 390, 500];
  return Array.from({ length: count }, (_, i) => ({
    x: 120 + ((i * 7) % 12),
    y: 80 + i * spacing,
    width: widths[i % widths.length] ?? 500,
    height,
  }));
}

/** Where the paper lies: shift in px, turn in radians and scale about its origin. */
export interface Pose {
  readonly dx: number;
  readonly dy: number;
  readonly turn?: number;
  readonly scale?: number;
}

export function placed(line: PaperLine, { dx, dy, turn = 0, scale = 1 }: Pose): Quad {
  const cos = scale * Math.cos(turn);
  const sin = scale * Math.sin(turn);
  return mapQuad(quadOfBox(line), ({ x, y }) => ({
    x: cos * x - sin * y + dx,
    y: sin * x + cos * y + dy,
  }));
}

export function foundLine(quad: Quad, change: Partial<FoundLine> = {}): FoundLine {
  return {
    quad,
    box: boundingBox(quad),
    lineClass: 'handwriting',
    classProbability: 0.95,
    score: 0.9,
    ...change,
  };
}

/** The paper's lines as a detector with noisy corners would find them. */
export function detect(
  lines: readonly PaperLine[],
  pose: Pose,
  noisePx = 0,
  random: () => number = seededRandom(1),
): FoundLine[] {
  return lines.map((line) => {
    const left = { x: noisePx * gaussian(random), y: noisePx * gaussian(random) };
    const right = { x: noisePx * gaussian(random), y: noisePx * gaussian(random) };
    const [a, b, c, d] = placed(line, pose);
    return foundLine([
      { x: a.x + left.x, y: a.y + left.y },
      { x: b.x + right.x, y: b.y + right.y },
      { x: c.x + right.x, y: c.y + right.y },
      { x: d.x + left.x, y: d.y + left.y },
    ]);
  });
}

/** A reading whose words share the line evenly. */
export function reads(text: string, confidence = 0.95): LineReading {
  const words = text.split(' ').filter((word) => word !== '');
  return {
    text,
    confidence,
    engine: 'handwriting',
    words: words.map((word, i) => ({
      text: word,
      confidence,
      start: i / words.length,
      end: (i + 1) / words.length,
      alternatives: [],
    })),
  };
}

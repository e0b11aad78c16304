import { boundingBox, type Point } from '../../../../src/reading/geometry.ts';
import type { InkStroke } from '../../../../src/reading/strokes/ink.ts';
import type { Random } from '../../../air/clips/random.ts';
import type { WrittenWord } from '../../../air/clips/strokePack.ts';

/** A page as a hand writes it, and which line each stroke belongs to. */
export interface WrittenPage {
  /** In the order of writing. */
  readonly strokes: readonly InkStroke[];
  /** Line of each stroke, by its `id`; from the top, from 0. */
  readonly lines: readonly number[];
  readonly texts: readonly string[];
}

/** Height of a middling word in the pack's units. */
const UNITS = 64;
/** A dot or a crossing that is forgotten at first, and a word that is squeezed in later. */
const LATE_MARK = 0.35;
const LATE_WORD = 0.04;
/** A letter written over once more. */
const CORRECTION = 0.03;
const PEN_LIFT_MS = 180;
const POINT_MS = 12;

interface Placed {
  readonly line: number;
  readonly points: readonly Point[];
}

/**
 * Sets words of one writer into lines: baselines that climb and drift, words apart as a hand leaves
 * them, lines 1 to 2.2 words' heights apart, indented or not; dots and crossings that come after the
 * line or after the next one has begun, words squeezed in later, letters written over.
 * @param words of each line
 */
export function writePage(words: readonly (readonly WrittenWord[])[], random: Random): WrittenPage {
  const pitch = UNITS * Math.min(2.2, Math.max(1, 1.45 * Math.exp(0.22 * random.normal())));
  const slope = 0.02 * random.normal();
  const scale = random.between(0.5, 1.6);
  const order: Placed[] = [];
  const forgotten: Placed[] = [];
  let baseline = 100;
  for (const [line, row] of words.entries()) {
    let x = random.next() < 0.2 ? random.between(40, 160) : random.between(0, 20);
    const lineSlope = slope + 0.012 * random.normal();
    // What was forgotten in the lines above is set right now and then.
    if (random.next() < 0.5) order.push(...forgotten.splice(0));
    for (const word of row) {
      const box = boundingBox(word.strokes.flat());
      const base = baselineOf(word.strokes);
      const lift = 0.05 * UNITS * random.normal();
      const strokes = word.strokes.map((stroke): Placed => {
        const points = stroke.map((point) => {
          const at = x + point.x - box.x;
          const y = baseline + point.y - base + lift + lineSlope * at;
          return { x: at * scale, y: y * scale };
        });
        return { line, points };
      });
      if (row.length > 2 && random.next() < LATE_WORD) forgotten.push(...strokes);
      else {
        for (const stroke of strokes) {
          const late = isMark(stroke.points, scale) && random.next() < LATE_MARK;
          (late ? forgotten : order).push(stroke);
          if (random.next() < CORRECTION) order.push(writtenOver(stroke, scale, random));
        }
      }
      x += box.width + UNITS * random.between(0.25, 0.8);
    }
    if (random.next() < 0.5) order.push(...forgotten.splice(0));
    baseline += pitch * Math.exp(0.07 * random.normal()) * (random.next() < 0.1 ? 1.6 : 1);
  }
  order.push(...forgotten);
  let timeMs = 0;
  const strokes = order.map(({ points }, id): InkStroke => {
    const startMs = timeMs + PEN_LIFT_MS;
    timeMs = startMs + points.length * POINT_MS;
    return { id, points: points.map((point, i) => ({ ...point, timeMs: startMs + i * POINT_MS })) };
  });
  return {
    strokes,
    lines: order.map(({ line }) => line),
    texts: words.map((row) => row.map(({ text }) => text).join(' ')),
  };
}

/** Where most letters stand: the middle of the strokes' low turning points, y. */
function baselineOf(strokes: readonly (readonly Point[])[]): number {
  const lows = strokes.flatMap((points) =>
    points
      .filter(
        ({ y }, i) => y >= (points[i - 1]?.y ?? -Infinity) && y > (points[i + 1]?.y ?? -Infinity),
      )
      .map(({ y }) => y),
  );
  const { y, height } = boundingBox(strokes.flat());
  const low = lows.filter((at) => at > y + 0.4 * height).sort((a, b) => a - b);
  return low[low.length >> 1] ?? y + height;
}

function isMark(points: readonly Point[], scale: number): boolean {
  const { width, height } = boundingBox(points);
  return height < 0.25 * UNITS * scale && width < 0.9 * UNITS * scale;
}

function writtenOver({ line, points }: Placed, scale: number, random: Random): Placed {
  const [dx, dy] = [2 * scale * random.normal(), 2 * scale * random.normal()];
  return { line, points: points.map(({ x, y }) => ({ x: x + dx, y: y + dy })) };
}

import { boundingBox, type Point } from '../../../../src/reading/geometry.ts';
import type { InkStroke } from '../../../../src/reading/strokes/ink.ts';
import type { Random } from '../../../air/clips/random.ts';
import type { WrittenWord } from '../../../air/clips/strokePack.ts';
import { penTimes } from './penTimes.ts';

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
/** Shares of dots and crossings forgotten at first, of words squeezed in later, of letters written over. */
const LATE_MARK = 0.35;
const LATE_WORD = 0.04;
const CORRECTION = 0.03;
/** Shares of pages that are lists and notes here and there; the others are running text. */
const LISTS = 0.2;
const NOTES = 0.15;
/** Share of lines of running text that are a word or two, somewhere below the line before. */
const WORD_BELOW = 0.1;
const HEADING = 0.15;

interface Placed {
  readonly line: number;
  readonly points: readonly Point[];
}

/** Where a line's ink stands: its start, and the height of its baseline along it. */
interface Course {
  readonly left: number;
  readonly size: number;
  readonly yAt: (x: number) => number;
}

/**
 * Sets words of one writer into lines as a hand does: baselines that climb, bend and drift, words as
 * far apart as a hand leaves them, lines 1 to 2.2 words' heights apart, indented or not, a heading
 * larger than the rest, lists with dashes or dots, notes here and there, a word below the line;
 * dots and crossings that come after the line or after the next ones, words squeezed in later,
 * letters written over.
 * @param words of each line
 */
export function writePage(words: readonly (readonly WrittenWord[])[], random: Random): WrittenPage {
  const scale = random.between(0.5, 1.6);
  const kind = random.next();
  const marker = kind < LISTS ? random.pick(['dash', 'dot', 'ring'] as const) : null;
  const courses = coursesOf(words, kind, random);
  const order: Placed[] = [];
  const forgotten: Placed[] = [];
  const texts: string[] = [];
  for (const [line, course] of courses.entries()) {
    // What was forgotten in the lines above is set right now and then.
    if (random.next() < 0.4) order.push(...forgotten.splice(0));
    let x = course.left;
    if (marker !== null) {
      order.push({ line, points: listMark(marker, course, scale) });
      x += 0.7 * UNITS * course.size;
    }
    const row = words[line] ?? [];
    texts.push([...(marker === null ? [] : ['-']), ...row.map(({ text }) => text)].join(' '));
    for (const word of row) {
      const written = placeWord(word, x, course, random).map(
        (points): Placed => ({ line, points: points.map((point) => scaled(point, scale)) }),
      );
      if (row.length > 2 && random.next() < LATE_WORD) forgotten.push(...written);
      else {
        for (const stroke of written) {
          const late = isMark(stroke.points, scale * course.size) && random.next() < LATE_MARK;
          (late ? forgotten : order).push(stroke);
          if (random.next() < CORRECTION) order.push(writtenOver(stroke, scale, random));
        }
      }
      const { width } = boundingBox(word.strokes.flat());
      x += course.size * (width + UNITS * random.between(0.25, 0.8));
    }
    if (random.next() < 0.5) order.push(...forgotten.splice(0));
  }
  order.push(...forgotten);
  const times = penTimes(
    order.map(({ points }) => points),
    UNITS * scale,
    random,
  );
  return {
    strokes: order.map(({ points }, id) => ({
      id,
      points: points.map((point, i) => ({ ...point, timeMs: times[id]?.[i] ?? 0 })),
    })),
    lines: order.map(({ line }) => line),
    texts,
  };
}

function coursesOf(
  words: readonly (readonly WrittenWord[])[],
  kind: number,
  random: Random,
): readonly Course[] {
  const isNotes = kind >= LISTS && kind < LISTS + NOTES;
  const isText = kind >= LISTS + NOTES;
  const pitch = UNITS * Math.min(2.2, Math.max(1, 1.45 * Math.exp(0.22 * random.normal())));
  const slope = 0.02 * random.normal();
  const hasHeading = random.next() < HEADING;
  let baseline = 100;
  let width = 0;
  return words.map((row, line): Course => {
    const size =
      Math.exp(0.05 * random.normal()) * (hasHeading && line === 0 ? random.between(1.2, 1.6) : 1);
    // A larger line needs more room above it, and leaves more below.
    if (line > 0) baseline += 0.4 * pitch * (size - 1);
    const isBelow = isText && line > 0 && row.length <= 2 && random.next() < WORD_BELOW / 0.3;
    const indent = random.next() < 0.2 ? random.between(40, 160) : random.between(0, 20);
    const left = isNotes || isBelow ? random.between(0, Math.max(160, 0.8 * width)) : indent;
    const own = slope + 0.012 * random.normal();
    const [bend, wave, phase] = [
      0.04 * UNITS * random.normal(),
      random.between(300, 900),
      random.between(0, 6),
    ];
    const start = baseline;
    const gap = (random.next() < 0.1 ? 1.6 : 1) * (isNotes ? random.between(1, 1.5) : 1);
    baseline +=
      pitch * Math.exp(0.07 * random.normal()) * gap * (line === 0 && hasHeading ? 1.15 : 1);
    width = row.reduce(
      (sum, word) => sum + boundingBox(word.strokes.flat()).width + 0.5 * UNITS,
      0,
    );
    return { left, size, yAt: (x) => start + own * x + bend * Math.sin(phase + x / wave) };
  });
}

/** A word's strokes with their baseline on the line's, a little above or below as it comes. */
function placeWord(
  word: WrittenWord,
  left: number,
  { size, yAt }: Course,
  random: Random,
): readonly (readonly Point[])[] {
  const box = boundingBox(word.strokes.flat());
  const base = baselineOf(word.strokes);
  const lift = 0.05 * UNITS * random.normal();
  return word.strokes.map((stroke) =>
    stroke.map((point) => {
      const x = left + size * (point.x - box.x);
      return { x, y: yAt(x) + size * (point.y - base) + lift };
    }),
  );
}

function listMark(marker: 'dash' | 'dot' | 'ring', { left, size, yAt }: Course, scale: number) {
  const [x, y] = [left, yAt(left) - 0.2 * UNITS * size];
  const reach = 0.06 * UNITS * size;
  const points =
    marker === 'dash'
      ? Array.from({ length: 6 }, (_, i) => ({ x: x + (i * 0.35 * UNITS * size) / 5, y }))
      : Array.from({ length: marker === 'dot' ? 2 : 12 }, (_, i) => ({
          x: x + reach * (1 + Math.cos(i * 0.6)),
          y: y + reach * Math.sin(i * 0.6),
        }));
  return points.map((point) => scaled(point, scale));
}

function scaled({ x, y }: Point, scale: number): Point {
  return { x: x * scale, y: y * scale };
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

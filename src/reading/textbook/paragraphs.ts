import type { GrayImage } from '../image.ts';
import type { InkComponent } from '../lineImage/connectedInk.ts';
import { histogramOf, orderStatistic } from '../lineImage/histogram.ts';
import { X_HEIGHT } from './letterHeight.ts';

/** Letters are linked to a line over gaps up to this, in heights of a capital: words of one line. */
const MAX_WORD_GAP = 2;
/**
 * Small letters of a line of running text are as high as this, in shares of the page's. Blur makes
 * one piece of a word, as high as its highest letter: the lower pieces of a line tell its size.
 */
const LOWEST = 0.6;
const HIGHEST = 1.25;
const SMALL_LETTERS = 0.3;
/** Room between the lines of a paragraph is at most this many times the usual. */
const MAX_LEADING = 1.4;
/** Room between paragraphs. */
const MAX_PARAGRAPH_GAP = 2;
/** The first lines of a paragraph stay: short headings of the text's size look like them. */
const KEPT_LINES = 2;
/** Lines longer than this, in heights of a capital, are no headings of the text's size. */
const LONG = 24;
/** What reaches above small letters and below the line, in heights of a capital. */
const ABOVE = 0.42;
const BELOW = 0.36;

/** A line of print: its letters from left to right. */
interface LetterLine {
  readonly letters: readonly InkComponent[];
  /** Whether its letters are as high as those of the running text. */
  readonly isText: boolean;
}

/**
 * A page whose paragraphs are blank from their third line on: headings are all that is looked for,
 * and reading the rest would take most of the time. Lines are followed from letter to letter, so
 * that they may be curled. Where no paragraphs are found, nothing is blanked.
 * @param components the page's ink
 * @param textHeight height of the running text's capitals, px; 0 leaves the page as it is
 */
export function withoutParagraphs(
  page: GrayImage,
  components: readonly InkComponent[],
  textHeight: number,
): GrayImage {
  if (textHeight === 0) return page;
  const lines = linesOf(components, textHeight);
  const data = page.data.slice();
  const paper = orderStatistic(histogramOf(data), 0.5);
  for (const { letters } of innerLines(lines, textHeight)) {
    letters.forEach((letter, i) => {
      const next = letters[i + 1] ?? letter;
      const top = Math.min(letter.y, next.y) - ABOVE * textHeight;
      const bottom = Math.max(letter.y + letter.height, next.y + next.height) + BELOW * textHeight;
      const right = Math.max(letter.x + letter.width, next.x + next.width);
      fill(data, page, paper, letter.x - 1, top, right + 1, bottom);
    });
  }
  return { ...page, data };
}

function fill(
  data: Uint8Array,
  { width, height }: GrayImage,
  value: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  const from = Math.max(0, left);
  const to = Math.min(width, right);
  for (let y = Math.max(0, Math.round(top)); y < Math.min(height, bottom); y++) {
    data.fill(value, y * width + from, y * width + to);
  }
}

/** Letters linked to their right neighbours. */
function linesOf(components: readonly InkComponent[], textHeight: number): LetterLine[] {
  const letters = components
    .filter(
      ({ width, height }) =>
        height >= 0.4 * textHeight && height <= 1.7 * textHeight && width <= 8 * textHeight,
    )
    .sort((a, b) => a.x - b.x);
  const rows = new Rows(letters, textHeight);
  const lineOf = new Map<InkComponent, InkComponent[]>();
  for (const letter of letters) {
    const line = lineOf.get(letter) ?? [letter];
    lineOf.set(letter, line);
    const next = nearest(rows.at(letter), (other) => {
      const gap = other.x - (letter.x + letter.width);
      const isBeside = other.x > letter.x && overlap(letter, other, 'y', 'height') > 0.5;
      return isBeside && gap < MAX_WORD_GAP * textHeight ? gap : null;
    });
    if (next !== null && !lineOf.has(next)) {
      line.push(next);
      lineOf.set(next, line);
    }
  }
  return [...new Set(lineOf.values())].map((line) => {
    const heights = line.map(({ height }) => height);
    const size = quantile(heights, SMALL_LETTERS) / (X_HEIGHT * textHeight);
    return { letters: line, isText: size >= LOWEST && size <= HIGHEST };
  });
}

/** Lines that have at least two of the same paragraph above them, and long ones that have one. */
function innerLines(lines: readonly LetterLine[], textHeight: number): LetterLine[] {
  const lineOf = new Map(lines.flatMap((line) => line.letters.map((letter) => [letter, line])));
  const rows = new Rows([...lineOf.keys()], textHeight);
  const above = new Map(lines.map((line) => [line, lineAbove(line, lineOf, rows)]));
  const gaps = [...above].flatMap(([{ isText }, found]) =>
    isText && found?.line.isText ? [found.gap] : [],
  );
  const usualGap = Math.max(median(gaps), 0.5 * textHeight);
  const isInner = (line: LetterLine, depth: number): boolean => {
    if (!line.isText) return false;
    if (depth === KEPT_LINES) return true;
    const found = above.get(line);
    return found != null && found.gap <= MAX_LEADING * usualGap && isInner(found.line, depth + 1);
  };
  const isLong = ({ letters }: LetterLine): boolean => {
    const last = letters.at(-1);
    return last !== undefined && last.x + last.width - (letters[0]?.x ?? 0) > LONG * textHeight;
  };
  // What comes first under a heading stays: its distance tells headings from running headers.
  const isBody = (line: LetterLine): boolean => {
    const found = above.get(line);
    return (
      line.isText &&
      isLong(line) &&
      found?.line.isText === true &&
      found.gap <= MAX_PARAGRAPH_GAP * usualGap
    );
  };
  return lines.filter((line) => isBody(line) || isInner(line, 0));
}

interface LineAbove {
  readonly line: LetterLine;
  /** Median room between its letters and those above, px. */
  readonly gap: number;
}

/** The line above most letters of a line, or null. */
function lineAbove(
  { letters }: LetterLine,
  lineOf: ReadonlyMap<InkComponent, LetterLine>,
  rows: Rows,
): LineAbove | null {
  const gaps = new Map<LetterLine, number[]>();
  for (const letter of letters) {
    const gapTo = (other: InkComponent) => letter.y - (other.y + other.height);
    const next = nearest(rows.above(letter), (other) =>
      overlap(letter, other, 'x', 'width') > 0 && other.y + other.height / 2 < letter.y
        ? gapTo(other)
        : null,
    );
    const line = next === null ? undefined : lineOf.get(next);
    if (next === null || line === undefined) continue;
    gaps.set(line, [...(gaps.get(line) ?? []), gapTo(next)]);
  }
  let best: LineAbove | null = null;
  let most = 0;
  for (const [line, found] of gaps) {
    if (found.length <= most) continue;
    most = found.length;
    best = { line, gap: median(found) };
  }
  return best;
}

/** Letters by the rows that they reach into, so that neighbours are found quickly. */
class Rows {
  readonly #rows = new Map<number, InkComponent[]>();
  readonly #step: number;

  constructor(letters: readonly InkComponent[], step: number) {
    this.#step = step;
    for (const letter of letters) {
      for (let row = this.#row(letter.y); row <= this.#row(letter.y + letter.height); row++) {
        const known = this.#rows.get(row);
        if (known === undefined) this.#rows.set(row, [letter]);
        else known.push(letter);
      }
    }
  }

  #row(y: number): number {
    return Math.floor(y / this.#step);
  }

  /** Letters in the rows of this one. */
  at({ y, height }: InkComponent): InkComponent[] {
    return this.#between(this.#row(y), this.#row(y + height));
  }

  /** Letters up to three rows above this one. */
  above({ y }: InkComponent): InkComponent[] {
    return this.#between(this.#row(y) - 3, this.#row(y));
  }

  #between(first: number, last: number): InkComponent[] {
    const found: InkComponent[] = [];
    for (let row = first; row <= last; row++) found.push(...(this.#rows.get(row) ?? []));
    return found;
  }
}

/** The one with the least distance; null where none has any. */
function nearest<Item>(
  items: readonly Item[],
  distance: (item: Item) => number | null,
): Item | null {
  let best: Item | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const value = distance(item);
    if (value !== null && value < least) {
      best = item;
      least = value;
    }
  }
  return best;
}

/** Length that two pieces share along an axis, in shares of the shorter one. */
function overlap(
  a: InkComponent,
  b: InkComponent,
  start: 'x' | 'y',
  length: 'width' | 'height',
): number {
  const shared =
    Math.min(a[start] + a[length], b[start] + b[length]) - Math.max(a[start], b[start]);
  return shared / Math.min(a[length], b[length]);
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that this share of them lies below; 0 without any. */
function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0;
}

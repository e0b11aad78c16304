import { fitLine, type LineFit, placeOn } from './lineFit.ts';
import type { SlopedWord } from './wordChains.ts';

/** Words of one line with the line through them. */
export interface LineFragment {
  readonly words: readonly SlopedWord[];
  readonly fit: LineFit;
}

/**
 * Widest gap closed when the rows beside it go on, in heights: about a short word not found. Of 2 to
 * 8, this finds most lines of training writers' scenes; wider ones join columns.
 */
const WIDEST_MISSING_WORD = 4;
/** A gap that needs no other evidence, in heights. */
const NEAR = 1;
const MAX_HEIGHT_RATIO = 2;
/** How far rows are asked whether they run on across a gap, in heights. */
const ROWS_BESIDE = 5;
/** Rows that stop at a gap for one reason only: the row in question itself. */
const OWN_ROWS = 1;
/** A fragment of which this share lies in another's band, along and across, belongs to it. */
const CONTAINED = 0.6;

export function fragmentOf(words: readonly SlopedWord[]): LineFragment {
  const inOrder = [...words].sort((a, b) => a.center.x - b.center.x || a.center.y - b.center.y);
  return { words: inOrder, fit: fitLine(inOrder) };
}

/**
 * Joins fragments that lie on one line: those that overlap along it, and those with a gap that a
 * word not found would leave, where the rows above or below run on across the gap.
 */
export function joinFragments(fragments: readonly LineFragment[]): LineFragment[] {
  const open = [...fragments].sort((a, b) => b.words.length - a.words.length);
  for (let joined = true; joined; ) {
    joined = false;
    for (let a = 0; a < open.length && !joined; a++) {
      for (let b = a + 1; b < open.length && !joined; b++) {
        const first = open[a];
        const second = open[b];
        if (first === undefined || second === undefined) continue;
        if (!isSameLine(first, second, fragments)) continue;
        open[a] = fragmentOf([...first.words, ...second.words]);
        open.splice(b, 1);
        joined = true;
      }
    }
  }
  return open;
}

function isSameLine(a: LineFragment, b: LineFragment, all: readonly LineFragment[]): boolean {
  const heights = [a.fit.wordHeight, b.fit.wordHeight] as const;
  const height = Math.max(...heights);
  // Cheap test first: most pairs are rows apart.
  if (Math.abs(a.fit.origin.y - b.fit.origin.y) > reachY(a) + reachY(b) + height) return false;
  if (liesIn(b, a) || liesIn(a, b)) return true;
  if (height > MAX_HEIGHT_RATIO * Math.min(...heights)) return false;
  const gap = gapBetween(a, b);
  if (gap.px > WIDEST_MISSING_WORD * height) return false;
  if (gap.px > 0 && Math.abs(a.fit.slope - b.fit.slope) > 0.12) return false;
  // Ascenders here and descenders there set the middles of short fragments apart.
  const isNear = gap.px < NEAR * height;
  if (gap.acrossPx > (isNear ? 0.5 : 0.4) * Math.min(...heights)) return false;
  if (gap.px <= 0) return overlapShare(a, b) < 0.5 || gap.acrossPx < 0.25 * Math.min(...heights);
  return isNear || runsOnBeside(a, b, all);
}

/** Whether one fragment lies in the other's band: pieces of its words found once more. */
function liesIn({ fit: piece }: LineFragment, { fit: line }: LineFragment): boolean {
  const { along, across } = placeOn(line, piece.origin);
  const shared = Math.min(line.end, along + piece.end) - Math.max(line.begin, along + piece.begin);
  if (shared < CONTAINED * (piece.end - piece.begin)) return false;
  const band = line.bottom - line.top;
  const inBand =
    Math.min(line.bottom, across + piece.bottom) - Math.max(line.top, across + piece.top);
  const height = piece.bottom - piece.top;
  return inBand > CONTAINED * height && height < 1.2 * band;
}

/** How far a fragment reaches up or down from its origin because of its slope, px. */
function reachY({ fit }: LineFragment): number {
  return Math.max(-fit.begin, fit.end) * Math.abs(Math.sin(fit.slope));
}

interface Gap {
  /** Px between the nearer ends, negative where the fragments overlap along the line. */
  readonly px: number;
  /** How far their lines are apart across, in the middle between them, px. */
  readonly acrossPx: number;
}

function gapBetween(a: LineFragment, b: LineFragment): Gap {
  const [left, right] = a.fit.origin.x <= b.fit.origin.x ? [a.fit, b.fit] : [b.fit, a.fit];
  const seenFromLeft = placeOn(left, right.origin);
  const px = seenFromLeft.along + right.begin - left.end;
  const seenFromRight = placeOn(right, left.origin);
  const acrossPx = Math.abs(seenFromLeft.across - seenFromRight.across) / 2;
  return { px, acrossPx };
}

/** Share of the shorter fragment that lies beside the longer one. */
function overlapShare(a: LineFragment, b: LineFragment): number {
  const at = placeOn(a.fit, b.fit.origin).along;
  const shared = Math.min(a.fit.end, at + b.fit.end) - Math.max(a.fit.begin, at + b.fit.begin);
  const shorter = Math.min(a.fit.end - a.fit.begin, b.fit.end - b.fit.begin);
  return shorter > 0 ? shared / shorter : 0;
}

/**
 * Whether more rows near by run on across the gap between two fragments than stop on both sides of
 * it, as the cells of a table do.
 */
function runsOnBeside(a: LineFragment, b: LineFragment, all: readonly LineFragment[]): boolean {
  const [left, right] = a.fit.origin.x <= b.fit.origin.x ? [a.fit, b.fit] : [b.fit, a.fit];
  const end = left.end;
  const begin = placeOn(left, right.origin).along + right.begin;
  const height = Math.max(left.wordHeight, right.wordHeight);
  let crossing = 0;
  const before = new Set<number>();
  const after = new Set<number>();
  for (const other of all) {
    if (other.fit.wordHeight > 2 * height) continue;
    if (Math.abs(other.fit.slope - left.slope) > 0.15) continue;
    const { along, across } = placeOn(left, other.fit.origin);
    const acrossAtGap =
      across + ((begin + end) / 2 - along) * Math.tan(other.fit.slope - left.slope);
    const away = Math.abs(acrossAtGap) / height;
    if (away > ROWS_BESIDE) continue;
    const from = along + other.fit.begin;
    const to = along + other.fit.end;
    const row = Math.round(acrossAtGap / height);
    if (to <= end + 0.3 * (begin - end)) {
      if (to > end - WIDEST_MISSING_WORD * height) before.add(row);
    } else if (from >= begin - 0.3 * (begin - end)) {
      if (from < begin + WIDEST_MISSING_WORD * height) after.add(row);
    } else if (away >= 0.5 && away <= 3 && from < end - height && to > begin + height) crossing++;
  }
  let stopping = 0;
  for (const row of before) if (after.has(row)) stopping++;
  return crossing > 0 && crossing >= stopping - OWN_ROWS;
}

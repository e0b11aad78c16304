import { mapQuad, type Point, type Quad, quadSize } from '../geometry.ts';

/** A similarity: x' = a·x − b·y + dx, y' = b·x + a·y + dy. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly dx: number;
  readonly dy: number;
}

export const STANDSTILL: Similarity = { a: 1, b: 0, dx: 0, dy: 0 };

export interface PaperMotion {
  readonly motion: Similarity;
  /** How many lines moved this way, each counted 0..1 by how well it fits. */
  readonly support: number;
}

/** The two ends of a line at half its height: what tells lines of a paragraph apart. */
interface Ends {
  readonly left: Point;
  readonly right: Point;
  readonly width: number;
  readonly height: number;
}

/** Lines that hypotheses start from: the largest ones; the rest still vote. */
const MOST_STARTS = 12;
/** Ends farther apart than this many line heights do not vote for a motion. */
const REACH = 0.6;
/** Votes lost for each line height a motion differs from the expected one, so that a paragraph is
 * not taken for itself one line further down. */
const SURPRISE = 0.06;
/** Votes a line that make the expected shift good enough not to look for another. */
const CLEAR = 0.75;
/** Shifts this close are one proposal; the fit that follows finds the rest. */
const SAME_SHIFT_PX = 3;
/** Scale and turn between two frames beyond which a fit is a wrong fit. */
const MOST_CHANGE = 0.25;

export function moved(point: Point, { a, b, dx, dy }: Similarity): Point {
  return { x: a * point.x - b * point.y + dx, y: b * point.x + a * point.y + dy };
}

export function movedQuad(quad: Quad, motion: Similarity): Quad {
  return mapQuad(quad, (point) => moved(point, motion));
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function endsOf(quad: Quad): Ends {
  const { width, height } = quadSize(quad);
  return {
    left: middle(quad[0], quad[3]),
    right: middle(quad[1], quad[2]),
    width,
    height: Math.max(1, height),
  };
}

/** How well two lines fit after a shift: 1 where both ends meet, 0 at `REACH` and beyond. */
function fitAfter(before: Ends, after: Ends, dx: number, dy: number): number {
  const reach = REACH * before.height;
  const leftX = Math.abs(before.left.x + dx - after.left.x);
  const leftY = Math.abs(before.left.y + dy - after.left.y);
  // Most pairs are far apart: they are left before any root is drawn.
  if (leftX >= reach || leftY >= reach) return 0;
  const left = Math.sqrt(leftX * leftX + leftY * leftY);
  const rightX = before.right.x + dx - after.right.x;
  const rightY = before.right.y + dy - after.right.y;
  const right = Math.sqrt(rightX * rightX + rightY * rightY);
  // A line that someone goes on writing keeps its start, and so still votes for half.
  const startOnly = 0.5 * (1 - left / reach);
  return Math.max(startOnly, 1 - Math.max(left, right) / reach, 0);
}

/** Votes of all lines for a shift. */
function votesFor(from: readonly Ends[], to: readonly Ends[], dx: number, dy: number): number {
  let votes = 0;
  for (const line of from) {
    let closest = 0;
    for (const other of to) {
      const closeness = fitAfter(line, other, dx, dy);
      if (closeness > closest) closest = closeness;
    }
    votes += closest;
  }
  return votes;
}

function alike(a: Ends, b: Ends): boolean {
  const height = a.height / b.height;
  const width = a.width / Math.max(1, b.width);
  return height > 0.6 && height < 1.7 && width > 0.5 && width < 2;
}

/**
 * How the paper moved between the lines of one frame and those of the next: every pair of like
 * lines proposes a shift, all lines vote, and the winners are fitted by a similarity in least
 * squares. Deterministic, so that the same frames give the same ids.
 * @param expected the shift that the last frames let expect; null where none is
 * @returns null where no shift has a vote
 */
export function estimatePaperMotion(
  before: readonly Quad[],
  after: readonly Quad[],
  expected: Point | null,
): PaperMotion | null {
  const from = before.map(endsOf);
  const to = after.map(endsOf);
  if (expected !== null) {
    // Paper in a hand mostly goes on as it did; then nothing needs to be searched.
    const votes = votesFor(from, to, expected.x, expected.y);
    if (votes >= CLEAR * Math.min(from.length, to.length) && votes > 0) {
      return refine(from, to, expected.x, expected.y);
    }
  }
  const starts = [...from]
    .sort((a, b) => b.width * b.height - a.width * a.height)
    .slice(0, MOST_STARTS);
  const tried = new Set<string>();
  let best: { dx: number; dy: number; votes: number } | null = null;
  for (const start of starts) {
    for (const target of to) {
      if (!alike(start, target)) continue;
      for (const end of ['left', 'right'] as const) {
        const dx = target[end].x - start[end].x;
        const dy = target[end].y - start[end].y;
        const cell = `${Math.round(dx / SAME_SHIFT_PX)} ${Math.round(dy / SAME_SHIFT_PX)}`;
        if (tried.has(cell)) continue;
        tried.add(cell);
        let votes = votesFor(from, to, dx, dy);
        if (expected !== null) {
          votes -= (SURPRISE * Math.hypot(dx - expected.x, dy - expected.y)) / start.height;
        }
        if (best === null || votes > best.votes) best = { dx, dy, votes };
      }
    }
  }
  if (best === null) return null;
  return refine(from, to, best.dx, best.dy);
}

/** Pairs the lines under a shift and fits a similarity to their ends. */
function refine(
  from: readonly Ends[],
  to: readonly Ends[],
  dx: number,
  dy: number,
): PaperMotion | null {
  const pairs: { before: Point; after: Point; weight: number }[] = [];
  let support = 0;
  for (const line of from) {
    let partner: Ends | null = null;
    let closest = 0;
    for (const other of to) {
      const closeness = fitAfter(line, other, dx, dy);
      if (closeness > closest) {
        closest = closeness;
        partner = other;
      }
    }
    if (partner === null) continue;
    support += closest;
    const reach = REACH * line.height;
    for (const end of ['left', 'right'] as const) {
      const apart = Math.hypot(
        line[end].x + dx - partner[end].x,
        line[end].y + dy - partner[end].y,
      );
      if (apart < reach) {
        pairs.push({ before: line[end], after: partner[end], weight: 1 - apart / reach });
      }
    }
  }
  if (support <= 0) return null;
  return { motion: fitSimilarity(pairs) ?? { ...STANDSTILL, dx, dy }, support };
}

/** Weighted least-squares similarity (Umeyama 1991, two dimensions); null where it is not sound. */
export function fitSimilarity(
  pairs: readonly { readonly before: Point; readonly after: Point; readonly weight: number }[],
): Similarity | null {
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return null;
  const mean = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((sum, pair) => sum + pair.weight * of(pair), 0) / total;
  const bx = mean(({ before }) => before.x);
  const by = mean(({ before }) => before.y);
  const ax = mean(({ after }) => after.x);
  const ay = mean(({ after }) => after.y);
  let along = 0;
  let across = 0;
  let spread = 0;
  for (const { before, after, weight } of pairs) {
    const x = before.x - bx;
    const y = before.y - by;
    along += weight * (x * (after.x - ax) + y * (after.y - ay));
    across += weight * (x * (after.y - ay) - y * (after.x - ax));
    spread += weight * (x * x + y * y);
  }
  const shift = { ...STANDSTILL, dx: ax - bx, dy: ay - by };
  // A pair or two on one spot say where the paper went, but not how it turned.
  if (pairs.length < 3 || spread <= 0) return shift;
  const a = along / spread;
  const b = across / spread;
  if (Math.hypot(a - 1, b) > MOST_CHANGE) return shift;
  return { a, b, dx: ax - (a * bx - b * by), dy: ay - (b * bx + a * by) };
}

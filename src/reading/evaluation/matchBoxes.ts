import { type Box, boxArea, intersectionArea, intersectionOverUnion } from '../geometry.ts';

/** How many true and found boxes there are, and how many of them are pairs. */
export interface BoxCount {
  readonly truths: number;
  readonly found: number;
  readonly matched: number;
}

export interface DetectionRates {
  readonly recall: number | null;
  readonly precision: number | null;
  readonly f1: number | null;
}

/**
 * Pairs true and found boxes one to one at an IoU of at least `least`, as many as can be
 * (augmenting paths, Kuhn 1955; the better overlaps are tried first).
 * @returns for each true box the index of its found box, or null
 */
export function matchBoxes(
  truths: readonly Box[],
  found: readonly Box[],
  least: number,
): readonly (number | null)[] {
  const candidates = truths.map((truth) =>
    found
      .map((box, index) => ({ index, overlap: intersectionOverUnion(truth, box) }))
      .filter(({ overlap }) => overlap >= least && overlap > 0)
      .sort((a, b) => b.overlap - a.overlap)
      .map(({ index }) => index),
  );
  const ownerOf = new Map<number, number>();
  const claim = (truth: number, tried: Set<number>): boolean => {
    for (const box of candidates[truth] ?? []) {
      if (tried.has(box)) continue;
      tried.add(box);
      const owner = ownerOf.get(box);
      if (owner === undefined || claim(owner, tried)) {
        ownerOf.set(box, truth);
        return true;
      }
    }
    return false;
  };
  for (let truth = 0; truth < truths.length; truth++) claim(truth, new Set());
  const partners: (number | null)[] = truths.map(() => null);
  for (const [box, truth] of ownerOf) partners[truth] = box;
  return partners;
}

/** A found box of which at least this share lies in an ignored one says nothing about it. */
const IGNORED_SHARE = 0.5;

/**
 * What was found, without what has no true box as partner and lies mostly where findings are
 * ignored.
 */
export function withoutIgnored<Found extends { readonly box: Box }>(
  found: readonly Found[],
  truths: readonly Box[],
  ignored: readonly Box[],
  least: number,
): Found[] {
  if (ignored.length === 0) return [...found];
  const boxes = found.map(({ box }) => box);
  const partners = new Set(matchBoxes(truths, boxes, least));
  return found.filter(
    ({ box }, index) =>
      partners.has(index) ||
      !ignored.some((other) => intersectionArea(other, box) >= IGNORED_SHARE * boxArea(box)),
  );
}

/** The found box that overlaps a true one best, when its IoU is at least `least`. */
export function bestOverlap(truth: Box, found: readonly Box[], least: number): number | null {
  let best: number | null = null;
  let most = 0;
  found.forEach((box, index) => {
    const overlap = intersectionOverUnion(truth, box);
    if (overlap >= least && overlap > most) {
      most = overlap;
      best = index;
    }
  });
  return best;
}

/** Counts over several pictures added up. */
export function sumBoxCounts(counts: readonly BoxCount[]): BoxCount {
  return counts.reduce(
    (sum, count) => ({
      truths: sum.truths + count.truths,
      found: sum.found + count.found,
      matched: sum.matched + count.matched,
    }),
    { truths: 0, found: 0, matched: 0 },
  );
}

/** Recall, precision and their harmonic mean; null where there is nothing to divide by. */
export function detectionRates({ truths, found, matched }: BoxCount): DetectionRates {
  return {
    recall: truths > 0 ? matched / truths : null,
    precision: found > 0 ? matched / found : null,
    f1: truths + found > 0 ? (2 * matched) / (truths + found) : null,
  };
}

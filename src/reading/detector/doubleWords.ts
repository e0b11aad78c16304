import { boxArea, intersectionArea } from '../geometry.ts';
import type { Word } from './word.ts';

/** A box of which this share lies in a larger one is part of that word. */
const CONTAINED = 0.8;
/** A box of which this share lies in a much taller one speaks against that one. */
const INSIDE = 0.5;
/** Heights of boxes in a box that spans two rows, as shares of its height. */
const LEAST_ROW = 0.3;
const MOST_ROW = 0.82;
/** Share of its width that each of the two rows in it fills. */
const FILLED = 0.4;
/** A box at most this share as sure as another has no say against it. */
const FAINT = 0.5;

/** Leaves out boxes that lie in another: a piece of a word found once more. */
export function withoutContained(words: readonly Word[]): Word[] {
  const byArea = [...words].sort(
    (a, b) => boxArea(b.box) - boxArea(a.box) || b.score - a.score || a.box.x - b.box.x,
  );
  const kept: Word[] = [];
  for (const word of byArea) {
    const area = boxArea(word.box);
    const contained = kept.some(
      ({ box }) =>
        overlapsAlong(box, word.box) && intersectionArea(box, word.box) > CONTAINED * area,
    );
    if (!contained) kept.push(word);
  }
  return kept;
}

/**
 * Leaves out boxes around words of two rows where the words of both are found by themselves, and
 * faint boxes around much surer ones.
 */
export function withoutSpanning(words: readonly Word[]): Word[] {
  return words.filter((word) => !isSpanning(word, words));
}

function isSpanning({ box, score }: Word, words: readonly Word[]): boolean {
  const middle = box.y + box.height / 2;
  let above = 0;
  let below = 0;
  for (const { box: other, center, score: sure } of words) {
    if (sure <= FAINT * score) continue;
    if (score <= FAINT * sure && overlapsAlong(box, other)) {
      if (intersectionArea(box, other) > CONTAINED * boxArea(other)) return true;
    }
    if (other.height > MOST_ROW * box.height || other.height < LEAST_ROW * box.height) continue;
    if (!overlapsAlong(box, other)) continue;
    if (intersectionArea(box, other) < INSIDE * boxArea(other)) continue;
    // What lies across the middle belongs to neither row.
    if (Math.abs(center.y - middle) < 0.1 * box.height) continue;
    if (center.y < middle) above += other.width;
    else below += other.width;
  }
  return Math.min(above, below) > FILLED * box.width;
}

function overlapsAlong(a: Word['box'], b: Word['box']): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width;
}

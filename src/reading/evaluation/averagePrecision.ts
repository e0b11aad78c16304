import { type Box, intersectionOverUnion } from '../geometry.ts';

export interface ScoredBox {
  readonly box: Box;
  readonly score: number;
}

/** True and found boxes of one class in one picture. */
export interface PictureBoxes {
  readonly truths: readonly Box[];
  readonly found: readonly ScoredBox[];
}

/** Points of recall at which COCO reads the precision: 0, 0.01 … 1. */
const RECALL_POINTS = 101;
const MOST_FOUND = 100;

/**
 * Average precision as COCO's (pycocotools' `COCOeval`): in each picture the found boxes, surest
 * first and at most 100, each take the free true box they overlap best; precision is made falling
 * and averaged at 101 points of recall.
 * @param least IoU that counts, 0.5 for AP50
 * @returns null where no picture has a true box
 */
export function averagePrecision(pictures: readonly PictureBoxes[], least: number): number | null {
  const truths = pictures.reduce((sum, picture) => sum + picture.truths.length, 0);
  if (truths === 0) return null;
  const outcomes = pictures
    .flatMap((picture) => outcomesOf(picture, least))
    .sort((a, b) => b.score - a.score);
  const recall: number[] = [];
  const precision: number[] = [];
  let hits = 0;
  outcomes.forEach(({ hit }, index) => {
    if (hit) hits += 1;
    recall.push(hits / truths);
    precision.push(hits / (index + 1));
  });
  for (let i = precision.length - 2; i >= 0; i--) {
    precision[i] = Math.max(precision[i] ?? 0, precision[i + 1] ?? 0);
  }
  let sum = 0;
  let at = 0;
  for (let point = 0; point < RECALL_POINTS; point++) {
    const wanted = point / (RECALL_POINTS - 1);
    while (at < recall.length && (recall[at] ?? 0) < wanted) at += 1;
    sum += precision[at] ?? 0;
  }
  return sum / RECALL_POINTS;
}

function outcomesOf(
  { truths, found }: PictureBoxes,
  least: number,
): { readonly score: number; readonly hit: boolean }[] {
  const taken = new Set<number>();
  return [...found]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_FOUND)
    .map(({ box, score }) => {
      let best: number | null = null;
      let most = least;
      truths.forEach((truth, index) => {
        if (taken.has(index)) return;
        const overlap = intersectionOverUnion(truth, box);
        if (overlap >= most) {
          most = overlap;
          best = index;
        }
      });
      if (best !== null) taken.add(best);
      return { score, hit: best !== null };
    });
}

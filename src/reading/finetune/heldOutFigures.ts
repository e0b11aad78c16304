import type { Detection } from '../detector/detection.ts';
import { averagePrecision } from '../evaluation/averagePrecision.ts';
import { detectionRates, matchBoxes, sumBoxCounts } from '../evaluation/matchBoxes.ts';
import type { Box } from '../geometry.ts';

/** A box that a person drew, and what it is. */
export interface TrueBox {
  readonly box: Box;
  readonly className: string;
}

/** True and found boxes of one picture, in px of it. */
export interface JudgedPicture {
  readonly truths: readonly TrueBox[];
  readonly found: readonly Detection[];
}

/** How right a detector is in the held-out pictures, 0..1; null where there is nothing to count. */
export interface HeldOutFigures {
  /** Mean over the classes that occur. */
  readonly ap50: number | null;
  readonly recall: number | null;
  readonly precision: number | null;
}

/** Least score of what is counted for average precision. */
export const LEAST_SCORE = 0.05;
const LEAST_OVERLAP = 0.5;
/** Overlaps of AP50:95. */
const STRICTNESS = Array.from({ length: 10 }, (_, i) => 0.5 + i * 0.05);
const THRESHOLDS = Array.from({ length: 16 }, (_, i) => 0.1 + i * 0.05);

/** @param threshold score from which a found box counts for recall and precision */
export function heldOutFigures(
  pictures: readonly JudgedPicture[],
  threshold: number,
): HeldOutFigures {
  const { recall, precision } = ratesAt(pictures, threshold);
  return { ap50: meanPrecision(pictures, LEAST_OVERLAP), recall, precision };
}

/** AP50 and AP50:95 together, by which `training` chooses among checkpoints; null without true boxes. */
export function quality(pictures: readonly JudgedPicture[]): number | null {
  const ap50 = meanPrecision(pictures, LEAST_OVERLAP);
  if (ap50 === null) return null;
  const strict = STRICTNESS.map((least) => meanPrecision(pictures, least) ?? 0);
  return ap50 + strict.reduce((sum, one) => sum + one, 0) / strict.length;
}

/** The score threshold with the largest F1; `otherwise` where none finds anything right. */
export function bestThreshold(pictures: readonly JudgedPicture[], otherwise: number): number {
  let [best, most] = [otherwise, 0];
  for (const threshold of THRESHOLDS) {
    const f1 = ratesAt(pictures, threshold).f1 ?? 0;
    if (f1 > most) [best, most] = [Math.round(threshold * 100) / 100, f1];
  }
  return best;
}

function ratesAt(pictures: readonly JudgedPicture[], threshold: number) {
  return detectionRates(
    sumBoxCounts(
      pictures.flatMap((picture) =>
        classesOf([picture]).map((className) => {
          const truths = boxesOf(picture.truths, className);
          const found = boxesOf(
            picture.found.filter(({ score }) => score >= threshold),
            className,
          );
          const pairs = matchBoxes(truths, found, LEAST_OVERLAP);
          return {
            truths: truths.length,
            found: found.length,
            matched: pairs.filter((pair) => pair !== null).length,
          };
        }),
      ),
    ),
  );
}

function meanPrecision(pictures: readonly JudgedPicture[], least: number): number | null {
  const each = classesOf(pictures).flatMap((className) => {
    const precision = averagePrecision(
      pictures.map(({ truths, found }) => ({
        truths: boxesOf(truths, className),
        found: found.filter((one) => one.className === className),
      })),
      least,
    );
    return precision === null ? [] : [precision];
  });
  return each.length === 0 ? null : each.reduce((sum, one) => sum + one, 0) / each.length;
}

function boxesOf(boxes: readonly TrueBox[], className: string): readonly Box[] {
  return boxes.filter((one) => one.className === className).map(({ box }) => box);
}

function classesOf(pictures: readonly JudgedPicture[]): readonly string[] {
  const names = pictures.flatMap(({ truths, found }) => [...truths, ...found]);
  return [...new Set(names.map(({ className }) => className))];
}

import type { Detection } from '../detector/detection.ts';
import { type Box, boxArea, intersectionArea } from '../geometry.ts';
import type { OpeningEvidence } from './pageEvidence.ts';

export type PartDetection = Detection<'chapter' | 'title'>;

/** A part of an opening: where it is, how far that is believed, and what the whole page's reading says. */
export interface OpeningPart {
  readonly box: Box;
  /** 0..1 */
  readonly belief: number;
  /** Text and confidence from the reading of the whole page; null where only the detector saw it. */
  readonly read: { readonly text: string; readonly confidence: number } | null;
}

/** What is taken for the opening of a chapter. */
export interface Opening {
  readonly chapter: OpeningPart | null;
  readonly title: OpeningPart | null;
  /** How far it is believed that this page opens a chapter at all, 0..1. */
  readonly belief: number;
}

/** Boxes from this score on need no second evidence. */
export const SURE_SCORE = 0.6;
/** Boxes under this score are not looked at. */
export const LOWEST_SCORE = 0.15;
/** Beside a box that is sure, the other part is taken from this score on. */
const PARTNER_SCORE = 0.3;
/** What the page's print alone is worth beside the detector. */
const EVIDENCE_WEIGHT = 0.85;

/** The best box of a class, or null. */
export function bestDetection(
  found: readonly PartDetection[],
  className: PartDetection['className'],
): PartDetection | null {
  return found
    .filter((detection) => detection.className === className)
    .reduce<PartDetection | null>(
      (best, next) => (best === null || next.score > best.score ? next : best),
      null,
    );
}

/** Whether the detector saw both parts so clearly that the page need not be read as a whole. */
export function isClear(found: readonly PartDetection[]): boolean {
  return (['chapter', 'title'] as const).every(
    (name) => (bestDetection(found, name)?.score ?? 0) >= SURE_SCORE,
  );
}

/**
 * Brings the detector's boxes and the page's print together. Where they agree both count, as
 * independent witnesses; where they do not, the surer one has its way.
 * @param evidence boxes in px of the page, as the detector's
 */
export function combineOpening(
  found: readonly PartDetection[],
  evidence: OpeningEvidence | null,
): Opening {
  const chapter = bestDetection(found, 'chapter');
  const title = bestDetection(found, 'title');
  const seen = 1 - (1 - (title?.score ?? 0)) * (1 - 0.8 * (chapter?.score ?? 0));
  const read = EVIDENCE_WEIGHT * (evidence?.score ?? 0);
  const agree =
    overlap(chapter?.box, evidence?.label?.box) || overlap(title?.box, evidence?.title?.box);
  return {
    chapter: mergePart(chapter, evidence?.label ?? null, read),
    title: mergePart(title, evidence?.title ?? null, read),
    belief: agree ? 1 - (1 - seen) * (1 - read) : Math.max(seen, read),
  };
}

function mergePart(
  detection: PartDetection | null,
  evidence: { readonly box: Box; readonly text: string; readonly confidence: number } | null,
  belief: number,
): OpeningPart | null {
  const score = detection?.score ?? 0;
  if (evidence === null) {
    if (detection === null || score < PARTNER_SCORE) return null;
    return { box: detection.box, belief: score, read: null };
  }
  const read = { text: evidence.text, confidence: evidence.confidence };
  if (detection === null) return { box: evidence.box, belief, read };
  if (!overlap(detection.box, evidence.box)) {
    return score > belief
      ? { box: detection.box, belief: score, read: null }
      : { box: evidence.box, belief, read };
  }
  // The print's box is exact, but may lack lines that were not read; a sure detector sees them.
  const box = score >= SURE_SCORE ? detection.box : evidence.box;
  return { box, belief: 1 - (1 - score) * (1 - belief), read };
}

/** Whether two boxes mean the same print. */
function overlap(a: Box | undefined, b: Box | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return intersectionArea(a, b) > 0.4 * Math.min(boxArea(a), boxArea(b));
}

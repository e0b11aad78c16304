import type { Detection } from '../detector/detection.ts';
import { type Box, boxArea, intersectionArea } from '../geometry.ts';
import type { EvidencePart, OpeningEvidence } from './pageEvidence.ts';

export type PartDetection = Detection<'chapter' | 'title'>;

/** A place where a part of an opening may be, and who says so. */
export interface PartCandidate {
  readonly box: Box;
  /** Score of the detector's box, 0..1; 0 where only the page's print speaks for it. */
  readonly score: number;
  /** What the reading of the whole page says there; null where only the detector saw it. */
  readonly read: EvidencePart | null;
}

/** Boxes from this score on need no second evidence. */
const SURE_SCORE = 0.75;
/** Boxes under this score are not looked at. */
export const LOWEST_SCORE = 0.15;
/** So many of the detector's boxes are tried for the label, where the page's print has none. */
const MAX_LABELS = 2;
/** Where it has one, only a box of more than this score may stand against it. */
const RIVAL_SCORE = 0.6;

/** Whether the detector saw both parts so clearly that the page need not be read as a whole. */
export function isClear(found: readonly PartDetection[]): boolean {
  return (['chapter', 'title'] as const).every((name) => best(found, name) >= SURE_SCORE);
}

function best(found: readonly PartDetection[], name: PartDetection['className']): number {
  return Math.max(0, ...found.filter(({ className }) => className === name).map((f) => f.score));
}

/** Places for the chapter label: where the page's print has one, then the detector's best boxes. */
export function labelCandidates(
  found: readonly PartDetection[],
  evidence: OpeningEvidence | null,
): PartCandidate[] {
  const all = candidates(found, 'chapter', evidence?.label ?? null);
  if (all[0]?.read) return all.filter(({ read, score }) => read !== null || score > RIVAL_SCORE);
  return all.slice(0, MAX_LABELS);
}

/**
 * The place of the title: the print's and the detector's where they agree; where they do not, the
 * detector's if it is sure of it, else the print's.
 */
export function titleCandidate(
  found: readonly PartDetection[],
  evidence: OpeningEvidence | null,
): PartCandidate | null {
  const all = candidates(found, 'title', evidence?.title ?? null);
  const sure = all.find(({ score }) => score >= SURE_SCORE);
  return sure ?? all[0] ?? null;
}

/** Candidates of a class, the print's first, then by score; boxes of the same print are one. */
function candidates(
  found: readonly PartDetection[],
  name: PartDetection['className'],
  read: EvidencePart | null,
): PartCandidate[] {
  const result: PartCandidate[] = [];
  const boxes = found
    .filter(({ className }) => className === name)
    .sort((a, b) => b.score - a.score);
  if (read !== null) {
    const same = boxes.find(({ box }) => isSamePrint(box, read.box));
    // The print's box is exact, but may lack lines that were not read; a sure detector sees them.
    const box = same !== undefined && same.score >= SURE_SCORE ? same.box : read.box;
    result.push({ box, score: same?.score ?? 0, read });
  }
  for (const { box, score } of boxes) {
    if (!result.some((known) => isSamePrint(known.box, box))) {
      result.push({ box, score, read: null });
    }
  }
  return result;
}

/** Whether two boxes mean the same print. */
export function isSamePrint(a: Box, b: Box): boolean {
  return intersectionArea(a, b) > 0.4 * Math.min(boxArea(a), boxArea(b));
}

/** What speaks for a page opening a chapter. */
export interface Witnesses {
  /** Score of the opening that the page's print suggests, 0..1. */
  readonly print: number;
  readonly title: PartCandidate | null;
  readonly label: PartCandidate | null;
  /** How sure the label was read as one, 0..1. */
  readonly labelQuality: number;
}

/** The page's print is wrong now and then, however plain it looks. */
const PRINT_WEIGHT = 0.9;
/** A box that reads as a label is a witness even where the detector is not sure of it. */
const READ_LABEL_WEIGHT = 0.35;
/** Large print that the detector takes for a title too. */
const AGREEMENT = 0.2;

/** Belief that the page opens a chapter, 0..1: its witnesses taken as independent. */
export function openingBelief({ print, title, label, labelQuality }: Witnesses): number {
  const labelWitness =
    label === null ? 0 : labelQuality * (READ_LABEL_WEIGHT + 0.6 * trust(label.score));
  const agreement = title !== null && title.read !== null && title.score > 0 ? AGREEMENT : 0;
  const doubts = [
    PRINT_WEIGHT * print,
    trust(title?.score ?? 0),
    label?.read === null ? labelWitness : 0,
    agreement,
  ];
  return 1 - doubts.reduce((doubt, witness) => doubt * (1 - witness), 1);
}

/** What a score of the detector is worth: middling ones are as frequent on body pages. */
export function trust(score: number): number {
  return Math.max(0, (score - 0.3) / 0.7) ** 1.5;
}

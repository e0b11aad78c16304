import type { Detection } from '../detector/detection.ts';
import { type Box, boxArea, intersectionArea, unionOfBoxes } from '../geometry.ts';
import type { EvidencePart, OpeningEvidence } from './pageEvidence.ts';

export type PartDetection = Detection<'chapter' | 'title'>;

/** A place where a part of an opening may be, and who says so. */
export interface PartCandidate {
  readonly box: Box;
  /** How far the detector's box is believed, 0..1; 0 where only the page's print speaks for it. */
  readonly score: number;
  /** What the reading of the whole page says there; null where only the detector saw it. */
  readonly read: EvidencePart | null;
}

/** Boxes believed as much as this need no second evidence. */
const SURE = 0.75;
/** Nearly as sure as the surest: this share of it. */
const NEARLY = 0.75;
/** Boxes believed as much as this hold print that was not read. */
const TRUSTED = 0.3;
/** Boxes believed less are not looked at. */
const LEAST = 0.02;
/** So many of the detector's boxes are tried for the label, where the page's print has none. */
const MAX_LABELS = 2;
/** Where it has one, only a box believed more than this may stand against it. */
const RIVAL_SCORE = 0.6;

/** Whether the detector saw both parts so clearly that the page need not be read as a whole. */
export function isClear(found: readonly PartDetection[]): boolean {
  return (['chapter', 'title'] as const).every((name) => best(found, name) >= SURE);
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
 * Places for the title, the best first: one place where print and detector agree, several where
 * they do not.
 */
export function titleCandidates(
  found: readonly PartDetection[],
  evidence: OpeningEvidence | null,
): PartCandidate[] {
  const sureness = ({ score, read }: PartCandidate) =>
    read === null ? score : Math.max(score, evidence?.score ?? 0);
  const all = candidates(found, 'title', evidence?.title ?? null);
  const most = Math.max(0, ...all.map(sureness));
  const isLikely = (place: PartCandidate) => sureness(place) >= Math.max(0.5, NEARLY * most);
  // A chapter's title stands above the headings of its sections.
  const likely = all.filter(isLikely).sort((a, b) => a.box.y - b.box.y);
  const others = all.filter((place) => !isLikely(place)).sort((a, b) => sureness(b) - sureness(a));
  return [...likely, ...others];
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
    // The print's box is exact, but lacks what was not read; the detector's may end too early.
    const box =
      same !== undefined && same.score >= TRUSTED ? unionOfBoxes([same.box, read.box]) : read.box;
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
/** Nor is a box that the detector takes for a title always one. */
const TITLE_WEIGHT = 0.9;
/** A box that reads as a label is a witness even where the detector is not sure of it. */
const READ_LABEL_WEIGHT = 0.35;
/** One that the detector takes for a label as well. */
const SEEN_LABEL_WEIGHT = 0.6;
/** Large print that the detector takes for a title too. */
const AGREEMENT = 0.2;

/** Belief that the page opens a chapter, 0..1: its witnesses taken as independent. */
export function openingBelief({ print, title, label, labelQuality }: Witnesses): number {
  // Where the page's print has the label too, it has spoken for it already.
  const readWeight = label?.read === null ? READ_LABEL_WEIGHT : 0;
  const labelWitness = labelQuality * (readWeight + SEEN_LABEL_WEIGHT * (label?.score ?? 0));
  const agreement = title !== null && title.read !== null && title.score > 0 ? AGREEMENT : 0;
  const doubts = [
    PRINT_WEIGHT * print,
    TITLE_WEIGHT * (title?.score ?? 0),
    labelWitness,
    agreement,
  ];
  return 1 - doubts.reduce((doubt, witness) => doubt * (1 - witness), 1);
}

/**
 * The detector's boxes with their scores as beliefs: one half at the score that its training found
 * to part right boxes from wrong ones, so that a better detector is believed more without a change
 * here.
 */
export function asBeliefs(
  found: readonly PartDetection[],
  scoreThreshold: number,
): PartDetection[] {
  return found
    .map((detection) => ({ ...detection, score: belief(detection.score, scoreThreshold) }))
    .filter(({ score }) => score >= LEAST);
}

function belief(score: number, threshold: number): number {
  if (score <= threshold) return 0.5 * (score / threshold) ** 4;
  return 0.5 + 0.5 * ((score - threshold) / (1 - threshold)) ** 0.7;
}

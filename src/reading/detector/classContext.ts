import type { ClassContextWeights } from '../models/lineCalibration.ts';
import type { SlopedWord } from './wordChains.ts';

/** Probabilities are held to this distance from 0 and 1. */
const MARGIN = 0.02;
/** How much the logarithms of heights of words of one kind differ. */
const DEVIATION = 0.2;
/** Weight of knowing no other word of like height. */
const ALONE = 2;
/** Wide words say more, up to this many heights. */
const WIDEST = 3;
/** Steps of the logarithm of height in which words are counted. */
const STEP = 0.05;

/**
 * The words of each line with their class as it is probable beside the other lines: by a logistic
 * regression on the log odds that the detector gives a word, and on those of the words of like height
 * in other lines. Print is set in few sizes, so that a form's labels speak for each other. Without a
 * constant, so that a word alone stays what the detector takes it for.
 * `training/detector/fitClass.mjs` fits it to scenes of training writers.
 */
export function classedInContext<T extends SlopedWord>(
  lines: readonly (readonly T[])[],
  { ofItself, ofAlike }: ClassContextWeights,
): T[][] {
  const evidence = classEvidenceOf(lines);
  return lines.map((words, line) =>
    words.map((word, at) => {
      const [own, alike] = evidence[line]?.[at] ?? [0, 0];
      const odds = ofItself * own + ofAlike * alike;
      return { ...word, handwriting: 1 / (1 + Math.exp(-odds)) };
    }),
  );
}

/** How much surer a class is in context than by itself, beside words that say the same: log odds. */
export function surerInContext({ ofItself, ofAlike }: ClassContextWeights): number {
  return ofItself + ofAlike;
}

/** What the regression goes by: log odds of a word itself, and of others of like height. */
export type ClassEvidence = readonly [own: number, alike: number];

/** The evidence for the words of each line. */
export function classEvidenceOf(lines: readonly (readonly SlopedWord[])[]): ClassEvidence[][] {
  const votes = lines.map((words) => words.map(voteOf));
  const all = byStep(votes.flat());
  const around = new Map([...all.keys()].map((step) => [step, sumAround(step, all)] as const));
  return votes.map((own) => {
    const line = byStep(own);
    return own.map(({ odds, step }) => {
      const ofAll = around.get(step) ?? NOTHING;
      const ofLine = sumAround(step, line);
      const weight = ofAll.weight - ofLine.weight + ALONE;
      return [odds, (ofAll.sum - ofLine.sum) / weight] as const;
    });
  });
}

/** Weighted log odds, summed. */
interface Votes {
  readonly sum: number;
  readonly weight: number;
}

const NOTHING: Votes = { sum: 0, weight: 0 };

function voteOf({ handwriting, score, box, ink }: SlopedWord) {
  return {
    odds: logOdds(handwriting),
    weight: score ** 2 * Math.min(WIDEST, box.width / box.height),
    step: Math.round(Math.log(Math.max(1, ink.height)) / STEP),
  };
}

function byStep(votes: readonly ReturnType<typeof voteOf>[]): Map<number, Votes> {
  const steps = new Map<number, Votes>();
  for (const { odds, weight, step } of votes) {
    const known = steps.get(step) ?? NOTHING;
    steps.set(step, { sum: known.sum + odds * weight, weight: known.weight + weight });
  }
  return steps;
}

function sumAround(step: number, steps: ReadonlyMap<number, Votes>): Votes {
  let sum = 0;
  let weight = 0;
  for (const [other, votes] of steps) {
    const likeness = Math.exp(-((((other - step) * STEP) / DEVIATION) ** 2) / 2);
    sum += likeness * votes.sum;
    weight += likeness * votes.weight;
  }
  return { sum, weight };
}

function logOdds(probability: number): number {
  const held = Math.min(1 - MARGIN, Math.max(MARGIN, probability));
  return Math.log(held / (1 - held));
}

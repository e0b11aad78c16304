import { createForwardScore } from './forwardScore.ts';
import { logAdd } from './logSpace.ts';
import type { Hypothesis } from './prefixBeamSearch.ts';

/** Log probabilities of one picture of a line, `[steps, classes]`. */
export interface ScoredView {
  readonly scores: Float32Array;
  readonly steps: number;
}

/** A labelling weighed by all pictures of a line. */
export interface WeighedLabelling {
  readonly labels: readonly number[];
  /** Its probability among the labellings compared, 0..1. */
  readonly share: number;
  /** Number of the picture that shows it the clearest. */
  readonly clearest: number;
}

/** Labellings found in each picture that are compared on all. */
export const COMPARED_OF_EACH = 6;
/**
 * Weight of the ink against the language model. Pictures of the same strokes err alike, and lone
 * words lean on the language more than lines do: of 0.5 to 1.5, 0.7 read words of the air best.
 */
const INK_WEIGHT = 0.7;
/** Nats: above, pictures that bear a labelling out badly count as much as those that do well. */
const SOFTNESS = 2;

/**
 * What several pictures' log probabilities of one and the same text come to: with a `softness` of 0
 * the greatest, the mean when it is large.
 */
export function softMaximum(each: readonly number[], softness = SOFTNESS): number {
  const best = Math.max(...each);
  if (best === -Infinity) return best;
  const soft = each.reduce((sum, one) => sum + Math.exp((one - best) / softness), 0);
  return best + softness * Math.log(soft / each.length);
}

/**
 * Weighs labellings found in several pictures of one line on all of them: the soft maximum of their
 * log probabilities, since a letter that one picture shows well another may have spoilt.
 * @param pictures the clearest view is one of the first so many
 * @param found of all views; `score` − `ink` is what language and length make of a labelling
 * @returns the likeliest first, each once
 */
export function weighOnAll(
  found: readonly Hypothesis[],
  views: readonly ScoredView[],
  pictures: number,
  classes: number,
  blank: number,
): readonly WeighedLabelling[] {
  const inkOf = views.map(({ scores, steps }) => createForwardScore(scores, steps, classes, blank));
  const different = new Map(found.map((one) => [one.labels.join(), one]));
  const weighed = [...different.values()].map(({ labels, ink, score }) => {
    const each = inkOf.map((ink) => ink(labels));
    const total = INK_WEIGHT * softMaximum(each) + score - ink;
    return { labels, total, clearest: each.indexOf(Math.max(...each.slice(0, pictures))) };
  });
  const sum = weighed.reduce((all, { total }) => logAdd(all, total), -Infinity);
  return weighed
    .sort((a, b) => b.total - a.total)
    .map(({ labels, total, clearest }) => ({ labels, clearest, share: Math.exp(total - sum) }));
}

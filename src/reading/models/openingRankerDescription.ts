import { numberOf, objectOf } from './fields.ts';

/** Weights of features by their names. */
export type FeatureWeights = Readonly<Record<string, number>>;

/** What chooses a page's opening among all that was seen on it, and how sure it is. */
export interface OpeningRankerDescription {
  /** Score of a label with a title; a page's opening nothing has the score 0. */
  readonly pair: FeatureWeights;
  /** Logits of the chapter, the title, and both being right. */
  readonly chapter: FeatureWeights;
  readonly title: FeatureWeights;
  readonly page: FeatureWeights;
  /** Logit of a page opening anything. */
  readonly opener: FeatureWeights;
  /** Least probability of opening something for a page that is said to, 0..1. */
  readonly opens: number;
  /** Certainty from which the whole page need not be read, 0..1. */
  readonly settled: number;
  /** Certainty below which a person should look, 0..1. */
  readonly check: number;
}

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function openingRankerOf(value: unknown): OpeningRankerDescription {
  const ranker = objectOf(value, 'ranker');
  const weights = (name: string): FeatureWeights => {
    const entries = Object.entries(objectOf(ranker[name], `ranker.${name}`));
    return Object.fromEntries(
      entries.map(([key, weight]) => [key, numberOf(weight, `ranker.${name}`, -1000, 1000)]),
    );
  };
  return {
    pair: weights('pair'),
    chapter: weights('chapter'),
    title: weights('title'),
    page: weights('page'),
    opener: weights('opener'),
    opens: numberOf(ranker.opens, 'ranker.opens', 0, 1),
    settled: numberOf(ranker.settled, 'ranker.settled', 0, 1),
    check: numberOf(ranker.check, 'ranker.check', 0, 1),
  };
}

import type { OpeningRankerDescription } from '../models/openingRankerDescription.ts';
import { labelQuality } from './labelReading.ts';
import { openingFeatures, type Pair, pairsOf } from './openingFeatures.ts';
import type { PageSeen } from './pageSeen.ts';
import { titleKey } from './titleText.ts';

/** What a page opens, and how sure that is; each certainty is the share of such answers that are right. */
export interface OpeningChoice {
  /** Null for a page that opens nothing. */
  readonly pair: Pair | null;
  readonly certainty: {
    readonly chapter: number;
    readonly title: number;
    /** That all of the answer is right. */
    readonly page: number;
  };
}

/** A pair with its probability among all pairs of its page, and none. */
export interface RankedPair {
  readonly pair: Pair;
  readonly probability: number;
}

/** Softmax over a page's pairs and the page's opening nothing, whose score is 0. */
export function rankPairs(
  seen: PageSeen,
  weights: Readonly<Record<string, number>>,
): readonly RankedPair[] {
  const scored = pairsOf(seen).map((pair) => ({
    pair,
    score: weighed(openingFeatures(seen, pair), weights),
  }));
  const highest = Math.max(0, ...scored.map(({ score }) => score));
  const total = scored.reduce(
    (sum, { score }) => sum + Math.exp(score - highest),
    Math.exp(-highest),
  );
  return scored
    .map(({ pair, score }) => ({ pair, probability: Math.exp(score - highest) / total }))
    .sort((a, b) => b.probability - a.probability);
}

/** The likeliest opening of a page, with certainties as they were calibrated. */
export function chooseOpening(seen: PageSeen, ranker: OpeningRankerDescription): OpeningChoice {
  const ranked = rankPairs(seen, ranker.pair);
  const features = certaintyFeatures(seen, ranked);
  const certainty = (weights: Readonly<Record<string, number>>) =>
    logistic(weighed(features, weights));
  const opener = certainty(ranker.opener);
  const [best] = ranked;
  if (best === undefined || opener < ranker.opens) {
    const page = 1 - opener;
    return { pair: null, certainty: { chapter: page, title: page, page } };
  }
  const page = certainty(ranker.page);
  return {
    pair: best.pair,
    certainty: {
      chapter: Math.max(page, certainty(ranker.chapter)),
      title: Math.max(page, certainty(ranker.title)),
      page,
    },
  };
}

/** What tells openers from other pages, and right answers from wrong ones, by name. */
export function certaintyFeatures(
  seen: PageSeen,
  ranked: readonly RankedPair[],
): Record<string, number> {
  const opens = ranked.reduce((sum, { probability }) => sum + probability, 0);
  const [best] = ranked;
  if (best === undefined) return { one: 1, 'opens logit': logit(opens) };
  const { label, reading, pageReading } = best.pair;
  const number = label?.reading.label?.number ?? null;
  const same = (choose: (pair: Pair) => boolean) =>
    ranked.reduce((sum, { pair, probability }) => sum + (choose(pair) ? probability : 0), 0);
  const key = titleKey(reading.text);
  const ofNumber = same((pair) => (pair.label?.reading.label?.number ?? null) === number);
  const ofTitle = same((pair) => titleKey(pair.reading.text) === key);
  const agrees = pageReading !== null && titleKey(pageReading.text) === key;
  return {
    one: 1,
    'opens logit': logit(opens),
    'number logit': logit(ofNumber),
    'title logit': logit(ofTitle),
    'title certainty': reading.confidence,
    'title doubt': Math.max(0, 0.85 - reading.confidence),
    'title agreed': agrees ? 1 : 0,
    'title differs': pageReading !== null && !agrees ? 1 : 0,
    unlabelled: label === null ? 1 : 0,
    'label quality': label === null ? 0 : labelQuality(label.reading),
    'label bare': label !== null && label.reading.label?.kind == null ? 1 : 0,
    'label figures': label?.reading.figures ?? 0,
    'label nearby': label?.isNearby === true ? 1 : 0,
    'label seen': label?.score ?? 0,
    'title seen': best.pair.title.score,
    quick: seen.text === null ? 1 : 0,
  };
}

export function weighed(
  features: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>>,
): number {
  return Object.entries(features).reduce(
    (sum, [name, value]) => sum + value * (weights[name] ?? 0),
    0,
  );
}

/** Probabilities nearer to 0 or 1 than this say no more. */
const LEAST = 0.002;

function logit(probability: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, probability));
  return Math.log(p / (1 - p));
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

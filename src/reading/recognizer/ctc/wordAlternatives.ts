import type { BeamSearchSettings, WordCertainty } from '../../models/calibration.ts';
import { LINE_EDGE } from '../language/languageModel.ts';
import { createForwardScore } from './forwardScore.ts';
import { logAdd } from './logSpace.ts';
import { type ClassLanguage, createPrefixBeamSearch, type Hypothesis } from './prefixBeamSearch.ts';
import type { WordSpan } from './wordSpans.ts';

/** A word that the ink could be. */
export interface WordCandidate {
  readonly labels: readonly number[];
  /** 0..1; the candidates of a word sum to at most 1. */
  readonly probability: number;
}

/** The chosen word's probability and the other candidates, best first. */
export interface WordJudgement {
  readonly probability: number;
  readonly others: readonly WordCandidate[];
}

/** The line around a word. */
export interface WordSurroundings {
  /** Labels of the line before the word. */
  readonly before: readonly number[];
  /** Whether the line ends with the word. */
  readonly isLast: boolean;
}

/** A word as one picture of its line shows it. */
export interface WordView {
  /** `[steps, classes]` of the whole line */
  readonly scores: Float32Array;
  /** The word's labels, which are the same in all views, and its steps in this one. */
  readonly word: WordSpan;
  /** How unclear the ink of the whole line is, from `bestPathNll`. */
  readonly lineDoubt: number;
}

export interface WordJudge {
  /**
   * Weighs a word of a line against other words that fit its steps and its place in the line.
   * @param views at least one
   */
  judge(views: readonly WordView[], line: WordSurroundings): WordJudgement;
}

const MOST_OTHERS = 3;
/** A lead above this says no more, in nats. */
const MOST_LEAD = 14;
/** Candidates rarer than this are not worth showing. */
const LEAST_PROBABILITY = 0.005;

/** How the search over a word's steps in one view ended. */
interface Contest {
  /** The word's score above all others' together, nats. */
  readonly lead: number;
  readonly others: readonly Hypothesis[];
}

/**
 * Rescores words one at a time: a small beam search over the word's own steps, in which a space
 * counts as blank, with the language model knowing the line before it and what comes next.
 * Several views count by the means of their leads and of their shares of each candidate.
 * @param certainty measured, so that probabilities come true as often as they say
 */
export function createWordJudge(
  classes: number,
  blank: number,
  space: number,
  settings: BeamSearchSettings,
  certainty: { readonly ofOne: WordCertainty; readonly ofSeveral: WordCertainty },
  language: ClassLanguage | null,
): WordJudge {
  const search = createPrefixBeamSearch(classes, blank, settings, language);
  const spaceSymbol = language?.symbolOfClass[space] ?? LINE_EDGE;

  function windowOf(logProbabilities: Float32Array, from: number, to: number): Float32Array {
    const window = logProbabilities.slice(from * classes, to * classes);
    if (space < 0) return window;
    for (let row = 0; row < window.length; row += classes) {
      window[row + blank] = logAdd(window[row + blank] ?? 0, window[row + space] ?? -Infinity);
      window[row + space] = -Infinity;
    }
    return window;
  }

  function stateAfter(labels: readonly number[]): number | undefined {
    if (language === null) return undefined;
    let state = language.model.start();
    for (const label of labels) {
      const symbol = language.symbolOfClass[label] ?? -1;
      if (symbol >= 0) state = language.model.next(state, symbol);
    }
    return state;
  }

  function languageScore(state: number | undefined, labels: readonly number[], next: number) {
    if (language === null || state === undefined) return 0;
    let score = labels.reduce((sum, label) => sum + (language.shareOfClass[label] ?? 0), 0);
    let at = state;
    for (const symbol of [...labels.map((label) => language.symbolOfClass[label] ?? -1), next]) {
      score +=
        symbol < 0
          ? -settings.lmFloor
          : Math.max(-settings.lmFloor, language.model.logProbability(at, symbol));
      if (symbol >= 0) at = language.model.next(at, symbol);
    }
    return score;
  }

  function contest(
    { scores, word: { fromStep, toStep, labels } }: WordView,
    state: number | undefined,
    nextSymbol: number,
  ): Contest {
    const window = windowOf(scores, fromStep, toStep);
    const steps = toStep - fromStep;
    const found = search.search(window, steps, {
      nextSymbol,
      ...(state === undefined ? {} : { languageState: state }),
    });
    const key = labels.join(',');
    const others = found.filter((one) => one.labels.length > 0 && one.labels.join(',') !== key);
    const own =
      found.find((one) => one.labels.join(',') === key)?.score ??
      createForwardScore(window, steps, classes, blank)(labels) +
        settings.languageWeight * languageScore(state, labels, nextSymbol) +
        settings.insertionBonus * labels.length;
    const rivals = others.reduce((sum, one) => logAdd(sum, one.score), -Infinity);
    return { lead: Math.max(-MOST_LEAD, Math.min(MOST_LEAD, own - rivals)), others };
  }

  /** What each candidate has of its views' doubt in the word, the views added up. */
  function sharesOf(contests: readonly Contest[]): readonly WordCandidate[] {
    const { slope } = certainty.ofOne;
    const shares = new Map<string, WordCandidate>();
    for (const { lead, others } of contests) {
      const best = others[0]?.score ?? 0;
      const each = others.map(({ score }) => Math.exp(slope * (score - best)));
      const total = each.reduce((sum, one) => sum + one, 0);
      others.forEach(({ labels }, i) => {
        const key = labels.join(',');
        const share = ((each[i] ?? 0) / total) * logistic(-slope * lead);
        shares.set(key, { labels, probability: (shares.get(key)?.probability ?? 0) + share });
      });
    }
    return [...shares.values()].sort((a, b) => b.probability - a.probability);
  }

  return {
    judge(views, { before, isLast }) {
      const nextSymbol = isLast ? LINE_EDGE : spaceSymbol;
      const state = stateAfter(before);
      const contests = views.map((view) => contest(view, state, nextSymbol));
      const lead = mean(contests.map((one) => one.lead));
      const doubt = mean(views.map(({ lineDoubt }) => lineDoubt));
      const { slope, doubtWeight, offset } =
        views.length === 1 ? certainty.ofOne : certainty.ofSeveral;
      const probability = logistic(slope * lead - doubtWeight * doubt + offset);
      const shares = sharesOf(contests);
      const total = shares.reduce((sum, one) => sum + one.probability, 0);
      return {
        probability,
        others: shares
          .map((one) => ({ ...one, probability: ((1 - probability) * one.probability) / total }))
          .filter((one) => one.probability >= LEAST_PROBABILITY)
          .slice(0, MOST_OTHERS),
      };
    },
  };
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import { LINE_EDGE } from '../language/languageModel.ts';
import type { WordCertainty } from './decoderSettings.ts';
import { createForwardScore } from './forwardScore.ts';
import { logAdd } from './logSpace.ts';
import {
  type BeamSearchSettings,
  type ClassLanguage,
  createPrefixBeamSearch,
} from './prefixBeamSearch.ts';
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
  /** How unclear the ink of the whole line is, from `inkDoubt`. */
  readonly lineDoubt: number;
}

export interface WordJudge {
  /**
   * Weighs a word of a line against other words that fit its steps and its place in the line.
   * @param logProbabilities `[steps, classes]` of the whole line
   */
  judge(logProbabilities: Float32Array, word: WordSpan, line: WordSurroundings): WordJudgement;
}

const MOST_OTHERS = 3;
/** A lead above this says no more, in nats. */
const MOST_LEAD = 14;
/** Candidates rarer than this are not worth showing. */
const LEAST_PROBABILITY = 0.005;

/**
 * Rescores words one at a time: a small beam search over the word's own steps, in which a space
 * counts as blank, with the language model knowing the line before it and what comes next.
 * @param certainty measured, so that probabilities come true as often as they say
 */
export function createWordJudge(
  classes: number,
  blank: number,
  space: number,
  settings: BeamSearchSettings,
  { slope, doubtWeight, offset }: WordCertainty,
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
          ? -settings.mostDoubt
          : Math.max(-settings.mostDoubt, language.model.logProbability(at, symbol));
      if (symbol >= 0) at = language.model.next(at, symbol);
    }
    return score;
  }

  return {
    judge(logProbabilities, word, { before, isLast, lineDoubt }) {
      const { fromStep, toStep, labels } = word;
      const window = windowOf(logProbabilities, fromStep, toStep);
      const steps = toStep - fromStep;
      const state = stateAfter(before);
      const nextSymbol = isLast ? LINE_EDGE : spaceSymbol;
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
          settings.labelBonus * labels.length;

      const best = others[0]?.score ?? -Infinity;
      const shareOf = (score: number): number => Math.exp(slope * (score - best));
      const total = others.reduce((sum, one) => sum + shareOf(one.score), 0);
      const rivals = others.reduce((sum, one) => logAdd(sum, one.score), -Infinity);
      const lead = Math.max(-MOST_LEAD, Math.min(MOST_LEAD, own - rivals));
      const probability = 1 / (1 + Math.exp(-(slope * lead - doubtWeight * lineDoubt + offset)));
      return {
        probability,
        others: others
          .map((one) => ({
            labels: one.labels,
            probability: ((1 - probability) * shareOf(one.score)) / total,
          }))
          .filter((one) => one.probability >= LEAST_PROBABILITY)
          .slice(0, MOST_OTHERS),
      };
    },
  };
}

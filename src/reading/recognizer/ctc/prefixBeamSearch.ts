import type { BeamSearchSettings } from '../../models/calibration.ts';
import { type LanguageModel, LINE_EDGE } from '../language/languageModel.ts';
import { logAdd } from './logSpace.ts';
import { createPrefixTree, ROOT } from './prefixTree.ts';
import { selectGreatest } from './selectGreatest.ts';

/** The language model and what the reader's classes are in it. */
export interface ClassLanguage {
  readonly model: LanguageModel;
  /** Symbol of each class; -1: unknown to the model. */
  readonly symbolOfClass: Int32Array;
  /** Added to the symbol's log probability: what a class costs that only counts as another one. */
  readonly shareOfClass: Float32Array;
}

/** One labelling found, with its scores in nats. */
export interface Hypothesis {
  /** Classes. */
  readonly labels: readonly number[];
  /** Log probability of the ink: the sum over the alignments that the search has followed. */
  readonly ink: number;
  /** Ink, language and length together. */
  readonly score: number;
}

/** What stands around the steps that are searched. */
export interface SearchContext {
  /** State of the language model before the first label; default: the beginning of a line. */
  readonly languageState?: number;
  /** What follows: a symbol of the language model; default: the end of the line. */
  readonly nextSymbol?: number;
}

export interface PrefixBeamSearch {
  /**
   * The best labellings, best first.
   * @param logProbabilities `[steps, classes]`
   */
  search(
    logProbabilities: Float32Array,
    steps: number,
    context?: SearchContext,
  ): readonly Hypothesis[];
  /** What language and length make of the labelling of a whole line, in nats. */
  languageScore(labels: readonly number[]): number;
}

/**
 * CTC prefix beam search with a character language model (Graves and Jaitly 2014; Hannun et al.
 * 2014). All alignments of a labelling are summed; the language model is asked once for each label
 * that a labelling grows by. Without limits (`beamWidth` infinite, `minProbability` 0, no language
 * model) the scores are exact.
 */
export function createPrefixBeamSearch(
  classes: number,
  blank: number,
  settings: BeamSearchSettings,
  language: ClassLanguage | null,
): PrefixBeamSearch {
  const { beamWidth, beamThreshold, languageWeight, insertionBonus, lmFloor, mostClasses } =
    settings;
  const floor = settings.minProbability > 0 ? Math.log(settings.minProbability) : -Infinity;
  const tree = createPrefixTree();
  const candidates = new Int32Array(classes);
  // Nodes of the tree: those kept after a step, and those reached by the next one with their scores.
  let beam = new Int32Array(1024);
  let kept = 0;
  let reached = new Int32Array(1024);
  let found = 0;
  let scores = new Float64Array(1024);
  let ranked = new Float64Array(1024);

  function languageCost(state: number, symbol: number): number {
    if (language === null || symbol < 0) return -lmFloor;
    return Math.max(-lmFloor, language.model.logProbability(state, symbol));
  }

  function stateOf(node: number): number {
    if (language === null) return -1;
    const known = tree.languageState[node] ?? -1;
    if (known >= 0) return known;
    const before = stateOf(tree.parent[node] ?? ROOT);
    const symbol = language.symbolOfClass[tree.label[node] ?? blank] ?? -1;
    const state = symbol < 0 ? before : language.model.next(before, symbol);
    tree.languageState[node] = state;
    return state;
  }

  function reach(node: number, step: number): void {
    if (tree.reachedAt[node] === step) return;
    tree.reachedAt[node] = step;
    tree.nextBlankScore[node] = -Infinity;
    tree.nextLabelScore[node] = -Infinity;
    if (found === reached.length) enlarge();
    reached[found++] = node;
  }

  function enlarge(): void {
    const more = new Int32Array(2 * found);
    more.set(reached);
    reached = more;
    const otherBeam = new Int32Array(2 * found);
    otherBeam.set(beam);
    beam = otherBeam;
    scores = new Float64Array(2 * found);
    ranked = new Float64Array(2 * found);
  }

  function grow(node: number, label: number, ink: number, step: number): void {
    const child = tree.child(node, label);
    if (tree.created && language !== null) {
      const symbol = language.symbolOfClass[label] ?? -1;
      tree.languageScore[child] =
        (tree.languageScore[node] ?? 0) +
        languageCost(stateOf(node), symbol) +
        (language.shareOfClass[label] ?? 0);
    }
    reach(child, step);
    tree.nextLabelScore[child] = logAdd(tree.nextLabelScore[child] ?? -Infinity, ink);
  }

  function scoreOf(node: number, ink: number): number {
    return (
      ink +
      languageWeight * (tree.languageScore[node] ?? 0) +
      insertionBonus * (tree.length[node] ?? 0)
    );
  }

  /** Fills `candidates` with the classes to follow at a step; gives their number. */
  function chooseClasses(logProbabilities: Float32Array, row: number): number {
    let count = 0;
    for (let c = 0; c < classes; c++) {
      const ink = logProbabilities[row + c] ?? -Infinity;
      if (c === blank || ink < floor) continue;
      if (count === mostClasses) {
        // They are kept in falling order: the last one gives way.
        if (ink <= (logProbabilities[row + (candidates[count - 1] ?? 0)] ?? -Infinity)) continue;
        count--;
      }
      let at = count++;
      for (; at > 0; at--) {
        const other = candidates[at - 1] ?? 0;
        if ((logProbabilities[row + other] ?? -Infinity) >= ink) break;
        candidates[at] = other;
      }
      candidates[at] = c;
    }
    return count;
  }

  function advance(logProbabilities: Float32Array, row: number, step: number): void {
    const count = chooseClasses(logProbabilities, row);
    const blankInk = logProbabilities[row + blank] ?? -Infinity;
    const blankAllowed = blankInk >= floor;
    if (count === 0 && blankAllowed) {
      // Clear paper: every labelling goes on alike, so their order stays.
      for (let k = 0; k < kept; k++) {
        const node = beam[k] ?? ROOT;
        const ends = logAdd(tree.blankScore[node] ?? -Infinity, tree.labelScore[node] ?? -Infinity);
        tree.blankScore[node] = ends + blankInk;
        tree.labelScore[node] = -Infinity;
      }
      return;
    }
    found = 0;
    for (let k = 0; k < kept; k++) {
      const node = beam[k] ?? ROOT;
      const endsInBlank = tree.blankScore[node] ?? -Infinity;
      const endsInLabel = tree.labelScore[node] ?? -Infinity;
      const total = logAdd(endsInBlank, endsInLabel);
      const last = node === ROOT ? -1 : (tree.label[node] ?? -1);
      if (blankAllowed) {
        reach(node, step);
        tree.nextBlankScore[node] = total + blankInk;
      }
      for (let i = 0; i < count; i++) {
        const label = candidates[i] ?? 0;
        const ink = logProbabilities[row + label] ?? -Infinity;
        if (label === last) {
          // Without a blank between, the same class goes on writing the same label.
          if (endsInLabel > -Infinity) {
            reach(node, step);
            tree.nextLabelScore[node] = logAdd(
              tree.nextLabelScore[node] ?? -Infinity,
              endsInLabel + ink,
            );
          }
          if (endsInBlank > -Infinity) grow(node, label, endsInBlank + ink, step);
        } else {
          grow(node, label, total + ink, step);
        }
      }
    }
    // Where the floor has cut off every way on, the beam waits a step rather than losing the line.
    if (found > 0) settle();
  }

  /** Makes the next step's scores the current ones and keeps the best labellings. */
  function settle(): void {
    let best = -Infinity;
    for (let i = 0; i < found; i++) {
      const node = reached[i] ?? ROOT;
      const endsInBlank = tree.nextBlankScore[node] ?? -Infinity;
      const endsInLabel = tree.nextLabelScore[node] ?? -Infinity;
      tree.blankScore[node] = endsInBlank;
      tree.labelScore[node] = endsInLabel;
      const score = scoreOf(node, logAdd(endsInBlank, endsInLabel));
      scores[i] = score;
      if (score > best) best = score;
    }
    let least = best - beamThreshold;
    let within = 0;
    for (let i = 0; i < found; i++) {
      const score = scores[i] ?? -Infinity;
      if (score >= least) ranked[within++] = score;
    }
    if (within > beamWidth) least = selectGreatest(ranked, within, beamWidth);
    kept = 0;
    for (let i = 0; i < found; i++) {
      if ((scores[i] ?? -Infinity) > least) beam[kept++] = reached[i] ?? ROOT;
    }
    // What is equal to the last one that has room.
    for (let i = 0; i < found && kept < beamWidth; i++) {
      if (scores[i] === least) beam[kept++] = reached[i] ?? ROOT;
    }
  }

  return {
    search(logProbabilities, steps, { languageState, nextSymbol = LINE_EDGE } = {}) {
      tree.clear();
      tree.blankScore[ROOT] = 0;
      tree.labelScore[ROOT] = -Infinity;
      if (language !== null) {
        tree.languageState[ROOT] = languageState ?? language.model.start();
      }
      beam[0] = ROOT;
      kept = 1;
      for (let t = 0; t < steps; t++) advance(logProbabilities, t * classes, t);
      return Array.from(beam.subarray(0, kept))
        .map((node): Hypothesis => {
          const ink = logAdd(
            tree.blankScore[node] ?? -Infinity,
            tree.labelScore[node] ?? -Infinity,
          );
          const end =
            language === null ? 0 : languageWeight * languageCost(stateOf(node), nextSymbol);
          return { labels: tree.labelsOf(node), ink, score: scoreOf(node, ink) + end };
        })
        .sort((a, b) => b.score - a.score);
    },
    languageScore(labels) {
      const length = insertionBonus * labels.length;
      if (language === null) return length;
      let sum = 0;
      let state = language.model.start();
      for (const label of labels) {
        const symbol = language.symbolOfClass[label] ?? -1;
        sum += languageCost(state, symbol) + (language.shareOfClass[label] ?? 0);
        if (symbol >= 0) state = language.model.next(state, symbol);
      }
      return languageWeight * (sum + languageCost(state, LINE_EDGE)) + length;
    },
  };
}

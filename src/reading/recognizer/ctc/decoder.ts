import type { LanguageModel } from '../language/languageModel.ts';
import { alignLabels } from './alignment.ts';
import { classLanguage } from './classLanguage.ts';
import { bestCrossing } from './crossings.ts';
import {
  type DecodedLine,
  type DecodedWord,
  meanConfidence,
  type RivalText,
  withRivals,
} from './decodedLine.ts';
import { DECODER_SETTINGS, type DecoderSettings } from './decoderSettings.ts';
import { createForwardScore } from './forwardScore.ts';
import { bestPathNll, logSoftmax } from './logSpace.ts';
import { createLoneCharacterJudge, loneCharacterScores } from './loneCharacter.ts';
import { createPrefixBeamSearch } from './prefixBeamSearch.ts';
import {
  COMPARED_OF_EACH,
  type ScoredView,
  softMaximum,
  type WeighedLabelling,
  weighOnAll,
} from './viewsTogether.ts';
import { createWordJudge } from './wordAlternatives.ts';
import { wordSpans } from './wordSpans.ts';

/** A reader's output on one view of a line: its picture, as it is or changed (test-time augmentation). */
export interface View {
  /** `[steps, classes]` */
  readonly logits: Float32Array;
  readonly steps: number;
}

/** The text of a line that was looked at in several pictures. */
export interface DecodedViews extends DecodedLine {
  /** Number of the picture that shows it the clearest: words' places are in its steps. */
  readonly clearest: number;
}

/** Turns a reader's output into text. */
export interface CtcDecoder {
  /**
   * @param logits `[steps, classes]` of one line, classes as in the alphabet with the blank
   * @param steps steps that belong to the line; rows after them are padding
   * @param others other views at the same line, such as a wider picture of it: the text is the one
   *   that all bear out best, its words' places are those of the first
   * @param lones views of a reader of lone characters, heard where the text is one character
   */
  decode(
    logits: Float32Array,
    steps: number,
    others?: readonly View[],
    lones?: readonly View[],
  ): DecodedLine;
  /**
   * One text out of several pictures of the same line, in other pens and shapes, say.
   * @param views at least one; words' places are those of the clearest of them
   * @param beside other views, of another net say, that have their say in the text alone
   * @param lones as in `decode`
   */
  decodeTogether(
    views: readonly View[],
    beside?: readonly View[],
    lones?: readonly View[],
  ): DecodedViews;
  /** The text alone, without its words' confidences and places. */
  decodeText(logits: Float32Array, steps: number): string;
}

export interface CtcDecoderConfig {
  /** Characters in class order; the character at index i is class i + 1. */
  readonly alphabet: readonly string[];
  readonly blank: 0;
  readonly languageModel?: LanguageModel;
  /** Labellings kept in the search over the line. */
  readonly beamWidth?: number;
  readonly settings?: DecoderSettings;
}

const NO_VIEW: ScoredView = { scores: new Float32Array(), steps: 0 };
/**
 * What one of several views misses, another finds: of 600 harsh lines 16 labellings read 0.3 % of
 * the characters worse, 48 no better, and take half as long again.
 */
const BEAM_OF_VIEWS = 24;
/** Labellings of each of several views that are compared on all. */
const COMPARED_LABELLINGS = 8;
/** Views of the same ink say together little more than the best of them, and all have a say. */
const INK_OF_VIEWS = 1.4;
const SOFTNESS_OF_VIEWS = 10;
/** A decoder with the given alphabet; without a language model the ink alone decides. */
export function createCtcDecoder({
  alphabet,
  blank,
  languageModel,
  settings = DECODER_SETTINGS,
  beamWidth = settings.line.beamWidth,
}: CtcDecoderConfig): CtcDecoder {
  const classes = alphabet.length + 1;
  const space = alphabet.indexOf(' ') + 1 || -1;
  const language = languageModel === undefined ? null : classLanguage(languageModel, alphabet);
  const search = createPrefixBeamSearch(classes, blank, { ...settings.line, beamWidth }, language);
  const searchViews = createPrefixBeamSearch(
    classes,
    blank,
    { ...settings.line, beamWidth: Math.min(beamWidth, BEAM_OF_VIEWS) },
    language,
  );
  const judge = createWordJudge(
    classes,
    blank,
    space,
    settings.word,
    { ofOne: settings.wordCertainty, ofSeveral: settings.wordCertaintyOfViews },
    language,
  );
  const judgeLone = createLoneCharacterJudge(alphabet, settings.loneCharacter);
  const textOf = (labels: readonly number[]): string =>
    labels.map((label) => alphabet[label - 1] ?? '').join('');
  const rivalsOf = (weighed: readonly WeighedLabelling[]): readonly RivalText[] =>
    weighed.map(({ labels, share }) => ({ text: textOf(labels), share }));

  const scored = ({ logits, steps }: View): ScoredView => ({
    scores: logSoftmax(logits, steps, classes, settings.inkTemperature),
    steps,
  });

  function bestLabels(scores: Float32Array, steps: number): readonly number[] {
    languageModel?.forget();
    return trimmed(search.search(scores, steps)[0]?.labels ?? [], space);
  }

  /** Of the best labellings of each view, and their crossings, what all together make likeliest. */
  function bestOfAll(views: readonly ScoredView[]): readonly number[] {
    languageModel?.forget();
    const found = views.flatMap(({ scores, steps }) =>
      searchViews.search(scores, steps).slice(0, COMPARED_LABELLINGS),
    );
    const inkOf = views.map(({ scores, steps }) =>
      createForwardScore(scores, steps, classes, blank),
    );
    const best = bestCrossing(
      found.map(({ labels }) => labels),
      (labels) =>
        searchViews.languageScore(labels) +
        INK_OF_VIEWS *
          softMaximum(
            inkOf.map((ink) => ink(labels)),
            SOFTNESS_OF_VIEWS,
          ),
    );
    return trimmed(best, space);
  }

  /** Finds the words of a labelling in the steps of a picture; undefined if it is too short. */
  function spansIn({ scores, steps }: ScoredView, labels: readonly number[]) {
    const spans = alignLabels(scores, steps, classes, blank, labels);
    return spans === null ? undefined : wordSpans(labels, spans, steps, space);
  }

  /** The words of a labelling, placed in the first view's steps, weighed in those of all. */
  function describe(
    first: ScoredView,
    others: readonly ScoredView[],
    labels: readonly number[],
  ): DecodedLine {
    const placed = labels.length === 0 ? undefined : spansIn(first, labels);
    if (placed === undefined) return { text: '', confidence: 0, words: [] };

    const views = [first, ...others].flatMap((view, i) => {
      const spans = i === 0 ? placed : spansIn(view, labels);
      const lineDoubt = bestPathNll(view.scores, view.steps, classes) / labels.length;
      return spans === undefined ? [] : [{ scores: view.scores, spans, lineDoubt }];
    });
    const words = placed.map((word, i): DecodedWord => {
      const ofWord = views.map(({ scores, spans, lineDoubt }) => ({
        scores,
        word: spans[i] ?? word,
        lineDoubt,
      }));
      const { probability, others } = judge.judge(ofWord, {
        before: labels.slice(0, word.firstLabel),
        isLast: i === placed.length - 1,
      });
      return {
        text: textOf(word.labels),
        confidence: probability,
        startStep: word.startStep,
        endStep: word.endStep,
        alternatives: others.map((other) => ({
          text: textOf(other.labels),
          probability: other.probability,
        })),
      };
    });
    return { text: textOf(labels), confidence: meanConfidence(words), words };
  }

  /** What some views together make of each character, were it alone. */
  function characterScores(views: readonly ScoredView[]): Float64Array {
    const each = views.map(({ scores, steps }) =>
      loneCharacterScores(scores, steps, classes, blank),
    );
    return Float64Array.from({ length: classes }, (_, c) =>
      softMaximum(each.map((scores) => scores[c] ?? -Infinity)),
    );
  }

  /** A single character is weighed against every other one instead of as a word of English. */
  function describeLone(
    clearest: ScoredView,
    views: readonly ScoredView[],
    lones: readonly View[],
  ): DecodedLine {
    const { label, probability, others } = judgeLone(
      characterScores(views),
      lones.length === 0 ? undefined : characterScores(lones.map(scored)),
    );
    const line = describe(clearest, [], [label]);
    const words = line.words.map((word) => ({
      ...word,
      confidence: probability,
      alternatives: others.map((other) => ({
        text: textOf(other.labels),
        probability: other.probability,
      })),
    }));
    return { ...line, confidence: meanConfidence(words), words };
  }

  return {
    decodeText(logits, steps) {
      const { scores } = scored({ logits, steps });
      const labels = bestLabels(scores, steps);
      return labels.length === 1
        ? textOf([judgeLone(loneCharacterScores(scores, steps, classes, blank)).label])
        : textOf(labels);
    },
    decode(logits, steps, others = [], lones = []) {
      const views = [{ logits, steps }, ...others].map(scored);
      const first = views[0] ?? NO_VIEW;
      const labels = views.length === 1 ? bestLabels(first.scores, steps) : bestOfAll(views);
      return labels.length === 1
        ? describeLone(first, views, lones)
        : describe(first, views.slice(1), labels);
    },
    decodeTogether(pictures, beside = [], lones = []) {
      languageModel?.forget();
      const views = [...pictures, ...beside].map(scored);
      const found = views.flatMap(({ scores, steps }) =>
        search
          .search(scores, steps)
          .slice(0, COMPARED_OF_EACH)
          .map((one) => ({ ...one, labels: trimmed(one.labels, space) })),
      );
      const [best, ...others] = weighOnAll(found, views, pictures.length, classes, blank);
      const clearest = best?.clearest ?? 0;
      const view = views[clearest] ?? NO_VIEW;
      if (best?.labels.length === 1) {
        const longer = others.filter(({ labels }) => labels.length > 1);
        return { ...withRivals(describeLone(view, views, lones), rivalsOf(longer)), clearest };
      }
      const line = describe(view, [], best?.labels ?? []);
      return { ...withRivals(line, rivalsOf(others)), clearest };
    },
  };
}

/** Labels without spaces at the ends. */
function trimmed(labels: readonly number[], space: number): readonly number[] {
  let first = 0;
  let last = labels.length;
  while (first < last && labels[first] === space) first++;
  while (last > first && labels[last - 1] === space) last--;
  return labels.slice(first, last);
}

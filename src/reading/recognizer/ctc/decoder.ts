import type { BeamSearchSettings, DecoderSettings } from '../../models/calibration.ts';
import type { LanguageModel } from '../language/languageModel.ts';
import { alignLabels } from './alignment.ts';
import { classLanguage } from './classLanguage.ts';
import { bestCrossing } from './crossings.ts';
import { type DecodedLine, type DecodedWord, meanConfidence } from './decodedLine.ts';
import { type ExpectedText, expectedClasses, keepExpected } from './expectedText.ts';
import { createForwardScore } from './forwardScore.ts';
import { bestPathNll, logSoftmax } from './logSpace.ts';
import { createLoneCharacterJudge, loneCharacterScores } from './loneCharacter.ts';
import { createPrefixBeamSearch } from './prefixBeamSearch.ts';
import { softMaximum } from './softMaximum.ts';
import { createWiderScores } from './widerScores.ts';
import { createWordJudge } from './wordAlternatives.ts';
import { wordSpans } from './wordSpans.ts';

/** A reader's output on one view of a line: its picture, as it is or changed (test-time augmentation). */
export interface View {
  /** `[steps, classes]` */
  readonly logits: Float32Array;
  readonly steps: number;
  /** Of a net that reads only the first characters of the decoder's alphabet, with the blank. */
  readonly classes?: number;
}

/** All views of one line (test-time augmentation), of one net or of several. */
export interface LineViews {
  /** The line's own pictures, at least one: words' places are those of the clearest of them. */
  readonly pictures: readonly View[];
  /** Views that have their say in the text alone: of another cut, or of another net. */
  readonly beside?: readonly View[];
  /** Views of a reader of lone characters, heard where the text is one character. */
  readonly lones?: readonly View[];
  /** What kind of text can stand there alone; default any. */
  readonly expects?: ExpectedText;
}

/** The text of a line that was looked at in several views. */
export interface DecodedViews extends DecodedLine {
  /** Number of the picture that shows it the clearest: words' places are in its steps. */
  readonly clearest: number;
}

/** Turns a reader's output into text. */
export interface LineDecoder {
  /** What readings are written in. Views are of nets that read all of it, or the first of it. */
  readonly alphabet: readonly string[];
  /** The one text that all views of a line bear out best. */
  decode(views: LineViews): DecodedViews;
}

/** In one language. */
export interface CtcDecoder extends LineDecoder {
  /** What the ink of all views and the language make of a text, nats: for comparing languages. */
  weigh(views: LineViews, text: string): number;
}

export interface CtcDecoderConfig {
  /** Characters in class order; the character at index i is class i + 1. */
  readonly alphabet: readonly string[];
  readonly blank: 0;
  readonly languageModel?: LanguageModel;
  readonly settings: DecoderSettings;
}

/** Log probabilities of one view, `[steps, classes]`. */
interface ScoredView {
  readonly scores: Float32Array;
  readonly steps: number;
}

const NO_VIEW: ScoredView = { scores: new Float32Array(), steps: 0 };
/** A decoder with the given alphabet; without a language model the ink alone decides. */
export function createCtcDecoder({
  alphabet,
  blank,
  languageModel,
  settings,
}: CtcDecoderConfig): CtcDecoder {
  const classes = alphabet.length + 1;
  const space = alphabet.indexOf(' ') + 1 || -1;
  const language = languageModel === undefined ? null : classLanguage(languageModel, alphabet);
  // What pays for the labels' cost by the language model is nothing without it.
  const beam = (limits: BeamSearchSettings): BeamSearchSettings =>
    language === null ? { ...limits, insertionBonus: 0 } : limits;
  const search = createPrefixBeamSearch(classes, blank, beam(settings.line), language);
  const searchViews = createPrefixBeamSearch(
    classes,
    blank,
    beam({ ...settings.line, beamWidth: settings.views.beamWidth }),
    language,
  );
  const judge = createWordJudge(
    classes,
    blank,
    space,
    beam(settings.word),
    { ofOne: settings.wordCertainty, ofSeveral: settings.wordCertaintyOfViews },
    language,
  );
  const wider = createWiderScores(alphabet);
  const judgeLone = createLoneCharacterJudge(alphabet, settings.loneCharacter);
  const textOf = (labels: readonly number[]): string =>
    labels.map((label) => alphabet[label - 1] ?? '').join('');

  /**
   * A net without accents takes an accented letter for its plain one. Where another net that knows
   * them has looked too, both say so; alone it cannot tell them apart, and there are none.
   */
  function scored(views: readonly View[], expects: ExpectedText): readonly ScoredView[] {
    const allowed = expectedClasses(alphabet, expects);
    const someKnowAll = views.some((view) => (view.classes ?? classes) === classes);
    return views.map(({ logits, steps, classes: own = classes }) => {
      const scores = logSoftmax(logits, steps, own, settings.inkTemperature);
      const wide = wider.widen(scores, own, someKnowAll);
      if (allowed !== null) keepExpected(wide, allowed);
      return { scores: wide, steps };
    });
  }

  function bestLabels({ scores, steps }: ScoredView): readonly number[] {
    languageModel?.forget();
    return trimmed(search.search(scores, steps)[0]?.labels ?? [], space);
  }

  /** Of the best labellings of each view, and their crossings, what all together make likeliest. */
  function bestOfAll(views: readonly ScoredView[]): readonly number[] {
    languageModel?.forget();
    const found = views.flatMap(({ scores, steps }) =>
      searchViews.search(scores, steps).slice(0, settings.views.compared),
    );
    const best = bestCrossing(
      found.map(({ labels }) => labels),
      scoreBy(views),
    );
    return trimmed(best, space);
  }

  /** What the ink of all views and the language make of a labelling, nats. */
  function scoreBy(views: readonly ScoredView[]): (labels: readonly number[]) => number {
    const inkOf = views.map(({ scores, steps }) =>
      createForwardScore(scores, steps, classes, blank),
    );
    return (labels) =>
      searchViews.languageScore(labels) +
      settings.views.inkWeight *
        softMaximum(
          inkOf.map((ink) => ink(labels)),
          settings.views.softness,
        );
  }

  /** Number of the picture that makes a labelling the likeliest. */
  function clearestOf(pictures: readonly ScoredView[], labels: readonly number[]): number {
    if (pictures.length === 1) return 0;
    const inks = pictures.map(({ scores, steps }) =>
      createForwardScore(scores, steps, classes, blank)(labels),
    );
    return inks.indexOf(Math.max(...inks));
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

  /** What some views together make of each character that may stand alone, were it alone. */
  function characterScores(views: readonly ScoredView[], expects: ExpectedText): Float64Array {
    const allowed = expectedClasses(alphabet, expects, true);
    const each = views.map(({ scores, steps }) =>
      loneCharacterScores(scores, steps, classes, blank),
    );
    return Float64Array.from({ length: classes }, (_, c) =>
      allowed?.[c] === 0
        ? -Infinity
        : softMaximum(
            each.map((scores) => scores[c] ?? -Infinity),
            settings.views.softness,
          ),
    );
  }

  /** A single character is weighed against every other one instead of as a word of English. */
  function describeLone(
    clearest: ScoredView,
    views: readonly ScoredView[],
    lones: readonly ScoredView[],
    expects: ExpectedText,
  ): DecodedLine {
    const { label, probability, others } = judgeLone(
      characterScores(views, expects),
      lones.length === 0 ? undefined : characterScores(lones, expects),
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
    alphabet,
    decode({ pictures, beside = [], lones = [], expects = 'text' }) {
      const views = scored([...pictures, ...beside], expects);
      const own = views.slice(0, pictures.length);
      const [first = NO_VIEW] = views;
      const labels = views.length === 1 ? bestLabels(first) : bestOfAll(views);
      const clearest = clearestOf(own, labels);
      const view = own[clearest] ?? NO_VIEW;
      const line =
        labels.length === 1
          ? describeLone(view, views, scored(lones, expects), expects)
          : describe(
              view,
              views.filter((other) => other !== view),
              labels,
            );
      return { ...line, clearest };
    },
    weigh: ({ pictures, beside = [], expects = 'text' }, text) =>
      scoreBy(scored([...pictures, ...beside], expects))(
        [...text].map((one) => alphabet.indexOf(one) + 1),
      ),
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

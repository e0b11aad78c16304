import { LONE_CHARACTERS } from './loneCharacterSettings.ts';
import type { BeamSearchSettings } from './prefixBeamSearch.ts';

/**
 * How a word's confidence follows from the ink: the logistic function of `slope` × its lead over
 * all other candidates − `doubtWeight` × the line's doubt + `offset` (Platt 1999), the means of
 * both where several pictures are looked at.
 */
export interface WordCertainty {
  readonly slope: number;
  readonly doubtWeight: number;
  readonly offset: number;
}

/** A line read less surely than this is looked at again: in passing, and with time. */
export interface SureReading {
  readonly live: number;
  readonly still: number;
}

/** How several views of a line are weighed together. */
export interface ViewSettings {
  /** Labellings kept in the search over each view. */
  readonly beamWidth: number;
  /** Labellings of each view that are compared on all. */
  readonly compared: number;
  /** Weight of what all views' ink says against the language model. */
  readonly inkWeight: number;
  /** Of the soft maximum over the views, nats. */
  readonly softness: number;
}

/** How a character that stands alone is chosen. */
export interface LoneCharacterSettings {
  /** Divides scores where they become probabilities. */
  readonly temperature: number;
  /**
   * Added to a character's log probability: how much oftener it is written alone than the reader
   * expects (Saerens, Latinne and Decaestecker 2002), fitted as the bias of a scaled classifier.
   */
  readonly bias: Readonly<Record<string, number>>;
}

/** Everything about decoding that was found by measuring. */
export interface DecoderSettings {
  /** Divides the logits before anything else. */
  readonly inkTemperature: number;
  /** Search over the whole line. */
  readonly line: BeamSearchSettings;
  readonly views: ViewSettings;
  /** Search over one word, for other words that its ink could be. */
  readonly word: BeamSearchSettings;
  readonly wordCertainty: WordCertainty;
  /** In a line of which several pictures were looked at. */
  readonly wordCertaintyOfViews: WordCertainty;
  readonly sureReading: SureReading;
  /** A reading of one character. */
  readonly loneCharacter: LoneCharacterSettings;
}

/**
 * Found on the even lines of the validation sets (unseen writers, fonts and generated items) by
 * `python -m training.language.logits …`, then `node training/language/tuneDecoder.mjs DIR --tune`.
 * The width of the search over the line was found on 300 other harsh lines of the same writers, with
 * the reader before: 22.1 % of characters wrong instead of 22.7, in 3 ms instead of 2.
 * The certainty of words in several views is that of the even ones of 300 other lines a set, by
 * `--certainty`, with the second reader before.
 */
export const DECODER_SETTINGS: DecoderSettings = {
  inkTemperature: 1,
  line: {
    beamWidth: 48,
    beamThreshold: 12,
    minProbability: 0.0005,
    mostClasses: 12,
    languageWeight: 0.6,
    insertionBonus: 1.8,
    lmFloor: 7,
  },
  // With 16 labellings 0.3 % of the characters of 600 harsh lines are read worse, 48 are no better.
  views: { beamWidth: 24, compared: 8, inkWeight: 1.4, softness: 2 },
  word: {
    beamWidth: 8,
    beamThreshold: 22,
    minProbability: 0.0005,
    mostClasses: 12,
    languageWeight: 0.6,
    insertionBonus: 1.8,
    lmFloor: 7,
  },
  wordCertainty: { slope: 0.584, doubtWeight: 1.836, offset: 0.251 },
  wordCertaintyOfViews: { slope: 0.619, doubtWeight: 1.53, offset: 0.575 },
  sureReading: { live: 0.7, still: 0.9 },
  loneCharacter: LONE_CHARACTERS,
};

import type { BeamSearchSettings } from './prefixBeamSearch.ts';

/** How a word's lead over the other candidates becomes a probability. */
export interface WordCertainty {
  readonly slope: number;
  readonly offset: number;
}

/** Everything about decoding that was found by measuring. */
export interface DecoderSettings {
  /** Divides the logits before anything else. */
  readonly inkTemperature: number;
  /** Search over the whole line. */
  readonly line: BeamSearchSettings;
  /** Search over one word, for other words that its ink could be. */
  readonly word: BeamSearchSettings;
  /**
   * A word's confidence is the logistic function of `slope` × its lead in nats over all other
   * candidates + `offset` (Platt 1999).
   */
  readonly wordCertainty: WordCertainty;
}

export const DECODER_SETTINGS: DecoderSettings = {
  inkTemperature: 1,
  line: {
    beamWidth: 32,
    minProbability: 0.0005,
    mostClasses: 12,
    languageWeight: 0.5,
    labelBonus: 1.4,
    mostDoubt: 9,
  },
  word: {
    beamWidth: 8,
    minProbability: 0.0005,
    mostClasses: 12,
    languageWeight: 0.5,
    labelBonus: 1.4,
    mostDoubt: 9,
  },
  wordCertainty: { slope: 0.7, offset: -0.6 },
};

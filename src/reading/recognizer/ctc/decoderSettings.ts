import type { BeamSearchSettings } from './prefixBeamSearch.ts';

/** Everything about decoding that was found by measuring. */
export interface DecoderSettings {
  /** Divides the logits before anything else. */
  readonly inkTemperature: number;
  /** Search over the whole line. */
  readonly line: BeamSearchSettings;
  /** Search over one word, for other words that its ink could be. */
  readonly word: BeamSearchSettings;
  /** Divides the scores of the words that are weighed against each other, so that their shares are true. */
  readonly wordTemperature: number;
}

export const DECODER_SETTINGS: DecoderSettings = {
  inkTemperature: 1,
  line: {
    beamWidth: 20,
    minProbability: 0.001,
    mostClasses: 12,
    languageWeight: 0.5,
    labelBonus: 1,
    mostDoubt: 9,
  },
  word: {
    beamWidth: 8,
    minProbability: 0.001,
    mostClasses: 12,
    languageWeight: 0.5,
    labelBonus: 1,
    mostDoubt: 9,
  },
  wordTemperature: 1.5,
};

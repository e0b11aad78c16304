import type { BeamSearchSettings, ReaderCalibration, WordCertainty } from './calibration.ts';

const BEAM: BeamSearchSettings = {
  beamWidth: 48,
  beamThreshold: 12,
  minProbability: 0.0005,
  mostClasses: 12,
  languageWeight: 0.5,
  insertionBonus: 1,
  lmFloor: 7,
};
const CERTAINTY: WordCertainty = { slope: 0.5, doubtWeight: 1, offset: 0 };

/**
 * What a reader goes by to which nothing was fitted: round numbers that suit most nets a little and
 * none well. It reads; its confidences are guesses.
 */
export const UNCALIBRATED: Omit<ReaderCalibration, 'weights'> = {
  decoder: {
    inkTemperature: 1,
    line: BEAM,
    views: { beamWidth: 24, compared: 8, inkWeight: 1, softness: 2 },
    word: { ...BEAM, beamWidth: 8, beamThreshold: 22 },
    wordCertainty: CERTAINTY,
    wordCertaintyOfViews: CERTAINTY,
    sureReading: { live: 0.7, still: 0.9 },
    loneCharacter: { temperature: 1, specialistShare: 0.5, bias: {} },
  },
  otherCut: { rows: 0.07, aside: 0.05 },
  printBelief: {
    sureReading: 0.97,
    evens: 0.9,
    evensIfAlike: 0.85,
    alike: 0.3,
    slope: 80,
    length: 5,
  },
};

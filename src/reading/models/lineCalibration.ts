import { hashesOf, numberOf, objectOf, regressionOf } from './fields.ts';

/** Weights of log odds that a word is handwriting: what it is taken for, and words of like height. */
export interface ClassContextWeights {
  readonly ofItself: number;
  readonly ofAlike: number;
}

/** Of a logistic regression of whether a line changes between print and handwriting at a gap. */
export interface ClassChangeWeights {
  readonly constant: number;
  /** Of the gap, in heights of its words. */
  readonly ofGap: number;
  /** Of how much surer handwriting is behind the gap than before it, log odds, times the gap. */
  readonly ofMoreWritten: number;
  /** Of how much less sure it is, times the gap. */
  readonly ofLessWritten: number;
  /** Of the logarithm of how much the height changes, times the gap. */
  readonly ofHeight: number;
}

/** Of a logistic regression of whether words found in a row are a line. */
export interface LineScoreWeights {
  readonly constant: number;
  /** Of the log odds of the words' mean score. */
  readonly ofScore: number;
  /** Of the logarithm of the line's length in heights. */
  readonly ofLength: number;
}

/** Of a logistic regression of whether a found line that was read is writing. */
export interface ReadingProofWeights {
  readonly constant: number;
  /** Of the log odds of the line's score. */
  readonly ofScore: number;
  /** Of the log odds of its reading's confidence. */
  readonly ofConfidence: number;
  /** Of the logarithm of its length in characters. */
  readonly ofLength: number;
}

/** Of a logistic regression of whether what looks from far away see is a word. */
export interface DistantViewWeights {
  readonly constant: number;
  /** Of its log odds by the mean of all far looks, and by the surest of them. */
  readonly ofMean: number;
  readonly ofBest: number;
  /** Of the logarithm of how many much lower words the nearer look knows in the picture. */
  readonly ofLower: number;
}

/** Everything about finding lines that was fitted to a detector's weights. */
export interface LineCalibration {
  /** SHA-256 of the weights that it was fitted to, by the model's name. */
  readonly weights: Readonly<Record<string, string>>;
  readonly classContext: ClassContextWeights;
  readonly classChange: ClassChangeWeights;
  readonly lineScore: LineScoreWeights;
  readonly readingProof: ReadingProofWeights;
  /** Of still pictures, at which several far looks are taken, and of moving ones. */
  readonly distantViews: DistantViewWeights;
  readonly liveDistantView: DistantViewWeights;
}

const DISTANT = {
  constant: 0,
  ofMean: 1,
  ofBest: 1,
  ofLower: -1,
};

/** What lines are found by where nothing was fitted to the detector: round numbers. */
export const UNCALIBRATED_LINES: Omit<LineCalibration, 'weights'> = {
  classContext: { ofItself: 1, ofAlike: 0 },
  classChange: { constant: -4, ofGap: 0, ofMoreWritten: 1, ofLessWritten: 0.5, ofHeight: 0.5 },
  lineScore: { constant: -1, ofScore: 3, ofLength: 1 },
  readingProof: { constant: -5, ofScore: 1, ofConfidence: 1, ofLength: 5 },
  distantViews: DISTANT,
  liveDistantView: DISTANT,
};

/**
 * Reads the `calibration` of a detector of lines.
 * @throws ReadingError `model-invalid` that names the first wrong field
 */
export function lineCalibrationOf(value: unknown): LineCalibration {
  const calibration = objectOf(value, 'calibration');
  const context = objectOf(calibration.classContext, 'calibration.classContext');
  return {
    weights: hashesOf(calibration.weights, 'calibration.weights'),
    classContext: {
      ofItself: numberOf(context.ofItself, 'calibration.classContext.ofItself', 0, 100),
      ofAlike: numberOf(context.ofAlike, 'calibration.classContext.ofAlike', 0, 100),
    },
    classChange: regressionOf(calibration.classChange, 'calibration.classChange', CLASS_CHANGE),
    lineScore: regressionOf(calibration.lineScore, 'calibration.lineScore', LINE_SCORE),
    readingProof: regressionOf(calibration.readingProof, 'calibration.readingProof', READING_PROOF),
    distantViews: regressionOf(calibration.distantViews, 'calibration.distantViews', DISTANT_VIEW),
    liveDistantView: regressionOf(
      calibration.liveDistantView,
      'calibration.liveDistantView',
      DISTANT_VIEW,
    ),
  };
}

const DISTANT_VIEW = ['constant', 'ofMean', 'ofBest', 'ofLower'] as const;
const LINE_SCORE = ['constant', 'ofScore', 'ofLength'] as const;
const READING_PROOF = ['constant', 'ofScore', 'ofConfidence', 'ofLength'] as const;
const CLASS_CHANGE = ['constant', 'ofGap', 'ofMoreWritten', 'ofLessWritten', 'ofHeight'] as const;

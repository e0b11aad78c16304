import type { ReadingProofWeights } from './models/lineCalibration.ts';
import type { ReadLine } from './results.ts';

/** What a proof is made of; an empty text is none. */
export type ProvableLine = Pick<ReadLine, 'box' | 'score'> & {
  readonly reading: Pick<ReadLine['reading'], 'text' | 'confidence'>;
};

/** Scores are held to this distance from 0 and 1, and confidences to that one. */
const SCORE_MARGIN = 0.02;
const CONFIDENCE_MARGIN = 0.003;
/** More characters than this prove no more. */
const LONG = 4;
/** Lines whose heights differ by this, as a logarithm, say less about each other. */
const ALIKE = 0.5;
/** Lines less likely than this to be writing are not shown: dust, patterns, drawings. */
const LEAST_PROOF = 0.5;

/** What the regression goes by, in the order of `ReadingProofWeights`. */
export type ProofEvidence = readonly [
  constant: 1,
  score: number,
  confidence: number,
  length: number,
  width: number,
  othersLength: number,
  others: number,
  othersWidth: number,
];

/**
 * What speaks for a line that was read: the log odds of its score and confidence, the logarithms of
 * its length in characters and of a character's width in heights, and the same two of the other lines
 * of a picture that are about as high, and whether there are any. Keys, tiles and grain come in
 * crowds of single wide characters, words in crowds of words.
 */
export function evidenceOf(line: ProvableLine, all: readonly ProvableLine[]): ProofEvidence {
  let [weights, lengths, widths] = [0, 0, 0];
  for (const other of all) {
    if (other === line || other.reading.text === '') continue;
    const unlike = Math.log(other.box.height / line.box.height) / ALIKE;
    const weight = Math.exp(-(unlike ** 2) / 2);
    weights += weight;
    lengths += weight * lengthOf(other);
    widths += weight * widthOf(other);
  }
  const mean = (sum: number) => sum / (weights + 1);
  return [
    1,
    logOdds(line.score, SCORE_MARGIN),
    logOdds(line.reading.confidence, CONFIDENCE_MARGIN),
    lengthOf(line),
    widthOf(line),
    mean(lengths),
    mean(weights),
    mean(widths),
  ];
}

/** Probability that a line is writing, 0..1. */
export function proofOf(evidence: ProofEvidence, weights: ReadingProofWeights): number {
  const inOrder = [
    weights.constant,
    weights.ofScore,
    weights.ofConfidence,
    weights.ofLength,
    weights.ofWidth,
    weights.ofOthersLength,
    weights.ofOthers,
    weights.ofOthersWidth,
  ];
  const odds = evidence.reduce((sum, value, i) => sum + value * (inOrder[i] ?? 0), 0);
  return 1 / (1 + Math.exp(-odds));
}

/** The lines of a picture that are shown: those whose readings prove them to be writing. */
export function provenLines<Line extends ProvableLine>(
  lines: readonly Line[],
  weights: ReadingProofWeights,
): Line[] {
  return lines.filter(
    (line) => line.reading.text !== '' && proofOf(evidenceOf(line, lines), weights) >= LEAST_PROOF,
  );
}

function lengthOf({ reading: { text } }: ProvableLine): number {
  return Math.log(Math.min(LONG, Math.max(1, [...text].length)));
}

function widthOf({ box, reading: { text } }: ProvableLine): number {
  return Math.log(box.width / box.height / Math.max(1, [...text].length));
}

function logOdds(probability: number, margin: number): number {
  const held = Math.min(1 - margin, Math.max(margin, probability));
  return Math.log(held / (1 - held));
}

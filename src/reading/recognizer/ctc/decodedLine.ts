/** Another word that the ink could be. */
export interface DecodedAlternative {
  readonly text: string;
  /** 0..1 */
  readonly probability: number;
}

/** A word of a decoded line. */
export interface DecodedWord {
  readonly text: string;
  /** Probability that the word is right, 0..1. */
  readonly confidence: number;
  /** Steps that show it; may lie between whole steps. */
  readonly startStep: number;
  readonly endStep: number;
  /** A few other words, best first. */
  readonly alternatives: readonly DecodedAlternative[];
}

/** The text of a line. */
export interface DecodedLine {
  readonly text: string;
  /** Mean of the words' confidences, weighted by their letters, 0..1; 0 for an empty line. */
  readonly confidence: number;
  readonly words: readonly DecodedWord[];
}

/** Mean of words' confidences, weighted by their letters; 0 without words. */
export function meanConfidence(words: readonly DecodedWord[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const weighted = words.reduce((sum, word) => sum + word.text.length * word.confidence, 0);
  return letters === 0 ? 0 : weighted / letters;
}

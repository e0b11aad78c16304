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

/** Another text of the whole line. */
export interface RivalText {
  readonly text: string;
  /** Its probability, 0..1. */
  readonly share: number;
}

/** Alternatives of a word that several pictures are given for, at most, and the rarest of them. */
const MOST_ALTERNATIVES = 4;
const LEAST_PROBABILITY = 0.01;

/** Mean of words' confidences, weighted by their letters; 0 without words. */
export function meanConfidence(words: readonly DecodedWord[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const weighted = words.reduce((sum, word) => sum + word.text.length * word.confidence, 0);
  return letters === 0 ? 0 : weighted / letters;
}

/** What other texts of the line have in a word's place becomes alternatives of the word. */
export function withRivals(line: DecodedLine, rivals: readonly RivalText[]): DecodedLine {
  const others = rivals
    .map(({ text, share }) => ({ words: text.split(' '), share }))
    .filter(({ words }) => words.length === line.words.length);
  const words = line.words.map((word, i): DecodedWord => {
    const against = others.filter(({ words }) => words[i] !== word.text);
    const kept = 1 - against.reduce((sum, { share }) => sum + share, 0);
    const shares = new Map(
      word.alternatives.map(({ text, probability }) => [text, kept * probability]),
    );
    for (const { words, share } of against) {
      const text = words[i] ?? '';
      shares.set(text, (shares.get(text) ?? 0) + share);
    }
    const alternatives = [...shares]
      .map(([text, probability]) => ({ text, probability }))
      .filter(({ probability }) => probability >= LEAST_PROBABILITY)
      .sort((a, b) => b.probability - a.probability)
      .slice(0, MOST_ALTERNATIVES);
    return { ...word, confidence: kept * word.confidence, alternatives };
  });
  return { ...line, confidence: meanConfidence(words), words };
}

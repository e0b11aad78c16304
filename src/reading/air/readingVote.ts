import type { LineReading, WordAlternative, WordReading } from '../results.ts';

/** Alternatives rarer than this are not worth showing, and no more than this many. */
const LEAST_PROBABILITY = 0.01;
const MOST_ALTERNATIVES = 4;

/**
 * The one reading out of several of the same ink: the text with the most confidence behind it, as
 * its surest reader read it. What the others read becomes alternatives of its words.
 */
export function voteOnReadings(readings: readonly LineReading[]): LineReading | null {
  const votes = new Map<string, { readonly best: LineReading; readonly weight: number }>();
  for (const reading of readings) {
    if (reading.text === '') continue;
    const before = votes.get(reading.text);
    const isBetter = before === undefined || reading.confidence > before.best.confidence;
    votes.set(reading.text, {
      best: isBetter ? reading : before.best,
      weight: (before?.weight ?? 0) + reading.confidence,
    });
  }
  const [winner, ...others] = [...votes.values()].sort((a, b) => b.weight - a.weight);
  if (winner === undefined) return null;
  const total = winner.weight + others.reduce((sum, { weight }) => sum + weight, 0);
  const agreement = total > 0 ? winner.weight / total : 0;
  const rivals = others.map(({ best, weight }) => ({ words: best.words, share: weight / total }));
  return {
    ...winner.best,
    confidence: winner.best.confidence * agreement,
    words: winner.best.words.map((word, i, words) => {
      const voted = rivals.flatMap(({ words: rival, share }) => {
        const text = rival.length === words.length ? rival[i]?.text : undefined;
        return text === undefined || text === word.text ? [] : [{ text, probability: share }];
      });
      const lost = voted.reduce((sum, { probability }) => sum + probability, 0);
      return {
        ...word,
        confidence: word.confidence * (1 - lost),
        alternatives: merged(word, voted),
      };
    }),
  };
}

function merged(word: WordReading, voted: readonly WordAlternative[]): readonly WordAlternative[] {
  const probabilities = new Map<string, number>();
  for (const { text, probability } of [...voted, ...word.alternatives]) {
    if (text === word.text) continue;
    probabilities.set(text, Math.max(probability, probabilities.get(text) ?? 0));
  }
  return [...probabilities]
    .map(([text, probability]) => ({ text, probability }))
    .filter(({ probability }) => probability >= LEAST_PROBABILITY)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MOST_ALTERNATIVES);
}

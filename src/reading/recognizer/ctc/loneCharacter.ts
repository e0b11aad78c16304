import type { LoneCharacterSettings } from '../../models/calibration.ts';
import { logAdd } from './logSpace.ts';
import type { WordCandidate } from './wordAlternatives.ts';

/** A character that was written alone, and what else it could be. */
export interface LoneCharacter {
  readonly label: number;
  readonly probability: number;
  /** Best first; with `probability` they sum to at most 1. */
  readonly others: readonly WordCandidate[];
}

/** Capitals that differ from their small letters by size alone, which a lone character hides. */
export const SIZE_ONLY = 'CKOPSUVWXZ';
/** More than of a word: a letter and its capital look the same, and count as one in three. */
const MOST_OTHERS = 5;
const LEAST_PROBABILITY = 0.001;

/**
 * Log probability of every text of one character, by CTC: blanks, the character, blanks.
 * @param logProbabilities `[steps, classes]`
 * @returns `[classes]`; −∞ for the blank
 */
export function loneCharacterScores(
  logProbabilities: Float32Array,
  steps: number,
  classes: number,
  blank: number,
): Float64Array {
  let before = 0;
  const during = new Float64Array(classes).fill(-Infinity);
  const after = new Float64Array(classes).fill(-Infinity);
  for (let t = 0; t < steps; t++) {
    const row = t * classes;
    const nothing = logProbabilities[row + blank] ?? -Infinity;
    for (let c = 0; c < classes; c++) {
      const written = during[c] ?? -Infinity;
      after[c] = logAdd(after[c] ?? -Infinity, written) + nothing;
      during[c] = logAdd(written, before) + (logProbabilities[row + c] ?? -Infinity);
    }
    before += nothing;
  }
  const scores = during.map((score, c) => logAdd(score, after[c] ?? -Infinity));
  scores[blank] = -Infinity;
  return scores;
}

/** Nats; whatever is worse than this is out of the question, and how far says nothing. */
const LEAST_SCORE = -40;

/** Scores of lone characters by readers of lines, and by one of lone characters, as one. */
function withSpecialist(
  scores: Float64Array,
  specialist: Float64Array,
  share: number,
): Float64Array {
  const clipped = (score: number | undefined): number => Math.max(LEAST_SCORE, score ?? -Infinity);
  return scores.map((score, label) =>
    score === -Infinity ? score : (1 - share) * clipped(score) + share * clipped(specialist[label]),
  );
}

/**
 * Chooses among characters by their scores from the ink and by how often each is written alone:
 * without neighbours a ring is an o, an O or a zero by that alone. Letters that differ from their
 * capital by size stand together against the others.
 * @returns takes what readers of lines make of the ink, and what one of lone characters does
 */
export function createLoneCharacterJudge(
  alphabet: readonly string[],
  { temperature, specialistShare, bias }: LoneCharacterSettings,
): (scores: Float64Array, specialist?: Float64Array) => LoneCharacter {
  const biases = Float64Array.from(['', ...alphabet], (character) => bias[character] ?? 0);
  const kinds = ['', ...alphabet].map((character, label) => {
    const small = SIZE_ONLY.includes(character) ? alphabet.indexOf(character.toLowerCase()) : -1;
    return small < 0 ? label : small + 1;
  });

  return (scores, specialist) => {
    const all =
      specialist === undefined ? scores : withSpecialist(scores, specialist, specialistShare);
    const biased = all.map((score, label) => score + (biases[label] ?? 0));
    const best = biased.reduce((a, b) => Math.max(a, b), -Infinity);
    const shares = biased.map((score) => Math.exp((score - best) / temperature));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const ofKind = new Float64Array(shares.length);
    for (const [label, kind] of kinds.entries()) {
      ofKind[kind] = (ofKind[kind] ?? 0) + (shares[label] ?? 0);
    }
    const kind = ofKind.reduce((a, share, i) => (share > (ofKind[a] ?? 0) ? i : a), 0);
    const ranked = [...shares]
      .map((share, label) => ({ label, probability: share / total }))
      .sort((a, b) => b.probability - a.probability);
    const first = ranked.find(({ label }) => kinds[label] === kind) ?? { label: 0, probability: 0 };
    const others = ranked
      .filter(({ label, probability }) => label !== first.label && probability >= LEAST_PROBABILITY)
      .slice(0, MOST_OTHERS)
      .map(({ label, probability }) => ({ labels: [label], probability }));
    return { ...first, others };
  };
}

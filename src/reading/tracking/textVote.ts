import type { LineReading, WordAlternative, WordReading } from '../results.ts';
import { alignWords, wordLikeness } from './wordAlignment.ts';

/** Several readings of the same ink, voted into one text that does not flicker. */
export interface TextVote {
  /** How many readings have been taken. */
  readonly count: number;
  /** The voted reading; null before the first. */
  readonly result: LineReading | null;
  /**
   * Takes one more reading.
   * @param trust weight beside the reading's own confidence, such as how sharp its picture was
   */
  add(reading: LineReading, trust: number): void;
}

interface Ballot {
  readonly reading: LineReading;
  readonly weight: number;
}

/** One place of the line: the words that readings saw there; null is "no word here". */
interface Slot {
  readonly votes: readonly { readonly word: WordReading | null; readonly weight: number }[];
}

/** More are not kept: the lightest goes. */
const MOST_BALLOTS = 7;
/** A shown word gives way only to one with this much more support. */
const STICKINESS = 1.08;
const MOST_ALTERNATIVES = 3;
/** A reading that came back empty says little: it must not wipe out one with text. */
const EMPTY_WEIGHT = 0.02;

function weightOf(reading: LineReading, trust: number): number {
  if (reading.text.trim() === '') return EMPTY_WEIGHT * trust;
  return Math.max(EMPTY_WEIGHT, reading.confidence ** 2) * trust;
}

/** The reading's words; an engine that gives none is split at its spaces, evenly along the line. */
function wordsOf(reading: LineReading): readonly WordReading[] {
  if (reading.words.length > 0) return reading.words;
  const length = Math.max(1, reading.text.length);
  return [...reading.text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    confidence: reading.confidence,
    start: match.index / length,
    end: (match.index + match[0].length) / length,
    alternatives: [],
  }));
}

/** Aligns words with the slots, each word with the likest that was seen there. */
function alignWithSlots(slots: readonly Slot[], words: readonly WordReading[]) {
  return alignWords(slots.length, words.length, (left, right) => {
    const text = words[right]?.text ?? '';
    let likest = 0;
    for (const { word } of slots[left]?.votes ?? []) {
      if (word !== null) likest = Math.max(likest, wordLikeness(word.text, text));
    }
    return likest;
  });
}

/** Puts all readings into slots, heaviest first, each aligned with what stands already. */
function slotsOf(ballots: readonly Ballot[]): readonly Slot[] {
  const byWeight = [...ballots].sort((a, b) => b.weight - a.weight);
  let slots: readonly Slot[] = [];
  let before = 0;
  for (const { reading, weight } of byWeight) {
    const words = wordsOf(reading);
    const passed = before;
    const standing = slots;
    slots = alignWithSlots(standing, words).map(({ left, right }): Slot => {
      const word = right === null ? null : (words[right] ?? null);
      const votes =
        left === null ? [{ word: null, weight: passed }] : (standing[left]?.votes ?? []);
      return { votes: [...votes, { word, weight }] };
    });
    before += weight;
  }
  return slots;
}

/** The shown word of each slot; null where none is shown, undefined where nothing is shown yet. */
function shownWords(
  slots: readonly Slot[],
  shown: LineReading | null,
): readonly (string | null | undefined)[] {
  if (shown === null || shown.text.trim() === '') return slots.map(() => undefined);
  const words = wordsOf(shown);
  const texts: (string | null)[] = slots.map(() => null);
  for (const { left, right } of alignWithSlots(slots, words)) {
    if (left !== null && right !== null) texts[left] = words[right]?.text ?? null;
  }
  return texts;
}

/** What one slot is read as, or null where most saw no word. */
function electedWord({ votes }: Slot, shown: string | null | undefined): WordReading | null {
  const support = new Map<string | null, number>();
  let total = 0;
  for (const { word, weight } of votes) {
    const share = weight * (word === null ? 1 : 0.5 + word.confidence / 2);
    const text = word?.text ?? null;
    support.set(text, (support.get(text) ?? 0) + share);
    total += share;
  }
  let winner: string | null = null;
  let most = -1;
  for (const [text, share] of support) {
    if (share > most) {
      most = share;
      winner = text;
    }
  }
  const kept = shown === undefined ? undefined : support.get(shown);
  if (shown !== undefined && kept !== undefined && most <= STICKINESS * kept) {
    winner = shown;
    most = kept;
  }
  if (winner === null) return null;
  const backers = votes.flatMap(({ word }) =>
    word !== null && word.text === winner ? [word] : [],
  );
  const best = backers.reduce((a, b) => (b.confidence > a.confidence ? b : a));
  const agreement = total > 0 ? most / total : 1;
  const others = new Map<string, number>();
  for (const { text, probability } of best.alternatives) others.set(text, probability);
  for (const { word, weight } of votes) {
    if (word === null || word.text === winner || total <= 0) continue;
    const share = (weight * word.confidence) / total;
    others.set(word.text, Math.min(1, Math.max(others.get(word.text) ?? 0, share)));
  }
  others.set(winner, Math.max(best.confidence * agreement, others.get(winner) ?? 0));
  const alternatives: WordAlternative[] = [...others]
    .map(([text, probability]) => ({ text, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MOST_ALTERNATIVES);
  return { ...best, confidence: best.confidence * agreement, alternatives };
}

function electedReading(ballots: readonly Ballot[], shown: LineReading | null): LineReading | null {
  const heaviest = ballots.reduce<Ballot | null>(
    (best, ballot) => (best === null || ballot.weight > best.weight ? ballot : best),
    null,
  );
  if (heaviest === null) return null;
  // Where all agree there is nothing to vote on, and the surest reading stands as it is.
  if (ballots.every(({ reading }) => reading.text === heaviest.reading.text)) {
    return heaviest.reading;
  }
  const slots = slotsOf(ballots);
  const standing = shownWords(slots, shown);
  const words = slots.flatMap((slot, i) => electedWord(slot, standing[i]) ?? []);
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const confidence = words.reduce(
    (sum, word) => sum + (word.confidence * word.text.length) / Math.max(1, letters),
    0,
  );
  return {
    text: words.map((word) => word.text).join(' '),
    confidence,
    words,
    engine: heaviest.reading.engine,
  };
}

/**
 * Votes word by word (ROVER, Fiscus 1997): readings are aligned, every slot elects the word with
 * the most weight, and a word once shown stays until another has clearly more support.
 */
export function createTextVote(): TextVote {
  let ballots: Ballot[] = [];
  let count = 0;
  let result: LineReading | null = null;
  return {
    get count() {
      return count;
    },
    get result() {
      return result;
    },
    add(reading, trust) {
      count += 1;
      ballots = [...ballots, { reading, weight: weightOf(reading, trust) }];
      if (ballots.length > MOST_BALLOTS) {
        const lightest = ballots.reduce((a, b) => (b.weight < a.weight ? b : a));
        ballots = ballots.filter((ballot) => ballot !== lightest);
      }
      result = electedReading(ballots, result);
    },
  };
}

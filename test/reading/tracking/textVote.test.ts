import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineReading } from '../../../src/reading/results.ts';
import { createTextVote } from '../../../src/reading/tracking/textVote.ts';
import { alignWords, wordLikeness } from '../../../src/reading/tracking/wordAlignment.ts';
import { reads } from './movingPaper.ts';

function vote(readings: readonly (readonly [LineReading, number])[]) {
  const votes = createTextVote();
  for (const [reading, trust] of readings) votes.add(reading, trust);
  return votes;
}

describe('text vote', () => {
  it('has no result before the first reading', () => {
    expect(createTextVote().result).toBeNull();
  });

  it('gives a single reading back as it is', () => {
    const reading = reads('hello there', 0.7);
    expect(vote([[reading, 1]]).result).toBe(reading);
  });

  it('takes from each reading the words that most agree on', () => {
    const { result } = vote([
      [reads('the cot sat on', 0.8), 1],
      [reads('the cat sat or', 0.8), 1],
      [reads('tha cat sat on', 0.8), 1],
    ]);
    expect(result?.text).toBe('the cat sat on');
  });

  it('lets a sharper picture outweigh blurred ones', () => {
    const { result } = vote([
      [reads('1ight', 0.5), 1],
      [reads('light', 0.5), 9],
    ]);
    expect(result?.text).toBe('light');
  });

  it('drops a word that only one reading saw, keeps one that only one missed', () => {
    const { result } = vote([
      [reads('send the letter', 0.8), 1],
      [reads('send letter', 0.8), 1],
      [reads('send the letter x', 0.8), 1],
    ]);
    expect(result?.text).toBe('send the letter');
  });

  it('keeps the shown text when another is only as likely', () => {
    const votes = vote([[reads('form', 0.6), 1]]);
    votes.add(reads('from', 0.6), 1);
    expect(votes.result?.text).toBe('form');
    votes.add(reads('from', 0.6), 1);
    expect(votes.result?.text).toBe('from');
  });

  it('is not wiped out by an empty reading, and shows text as soon as there is some', () => {
    const votes = vote([[reads('', 0), 5]]);
    expect(votes.result?.text).toBe('');
    votes.add(reads('here', 0.6), 1);
    expect(votes.result?.text).toBe('here');
    votes.add(reads('', 0), 5);
    expect(votes.result?.text).toBe('here');
  });

  it('offers what other readings saw as alternatives, and is less sure of a disputed word', () => {
    const { result } = vote([
      [reads('big house', 0.9), 2],
      [reads('big horse', 0.9), 1],
    ]);
    const [big, house] = result?.words ?? [];
    expect(house?.text).toBe('house');
    expect(house?.alternatives.map(({ text }) => text)).toEqual(['house', 'horse']);
    expect(house?.confidence).toBeLessThan(big?.confidence ?? 0);
  });

  it('votes on engines that give no words of their own', () => {
    const bare = (text: string): LineReading => ({ ...reads(text, 0.8), words: [] });
    const { result } = vote([
      [bare('red gren blue'), 1],
      [bare('red green blue'), 1],
      [bare('red green bloe'), 1],
    ]);
    expect(result?.text).toBe('red green blue');
    expect(result?.words.map(({ start }) => start)).toEqual(
      [...(result?.words ?? [])].map(({ start }) => start).sort((a, b) => a - b),
    );
  });

  it('settles on the truth when each word is read wrong now and then, and then stays', () => {
    const words = fc.constantFrom('river', 'stone', 'paper', 'light', 'green', 'seven');
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: 5 }),
        (truth, start) => {
          const votes = createTextVote();
          // Each reading spoils one word; no word is spoilt twice in a row the same way.
          for (let i = 0; i < 7; i++) {
            const spoilt = truth.map((word, at) =>
              at === (start + i) % truth.length ? `${word.slice(1)}${i}` : word,
            );
            votes.add(reads(spoilt.join(' '), 0.7), 1);
          }
          expect(votes.result?.text).toBe(truth.join(' '));
        },
      ),
    );
  });
});

describe('word alignment', () => {
  it('pairs like words and leaves the others out', () => {
    const left = ['the', 'quick', 'fox'];
    const right = ['tha', 'fox', 'runs'];
    const steps = alignWords(left.length, right.length, (i, j) =>
      wordLikeness(left[i] ?? '', right[j] ?? ''),
    );
    expect(steps).toEqual([
      { left: 0, right: 0 },
      { left: 1, right: null },
      { left: 2, right: 1 },
      { left: null, right: 2 },
    ]);
  });

  it('uses every word once and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        const steps = alignWords(a.length, b.length, (i, j) =>
          wordLikeness(a[i] ?? '', b[j] ?? ''),
        );
        expect(steps.flatMap(({ left }) => left ?? [])).toEqual(a.map((_, i) => i));
        expect(steps.flatMap(({ right }) => right ?? [])).toEqual(b.map((_, i) => i));
      }),
    );
  });

  it('calls words alike by the characters they share', () => {
    expect(wordLikeness('same', 'same')).toBe(1);
    expect(wordLikeness('', '')).toBe(1);
    expect(wordLikeness('cat', 'dog')).toBe(0);
    expect(wordLikeness('green', 'gren')).toBeCloseTo(0.8);
  });
});

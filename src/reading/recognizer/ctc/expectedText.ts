/** What is written where only one kind of text can stand: a field of a form, a page of numbers. */
export const EXPECTED_TEXTS = ['text', 'number', 'email'] as const;
export type ExpectedText = (typeof EXPECTED_TEXTS)[number];

const DIGITS = '0123456789';
/** Amounts, percentages, degrees, times and dates in figures. */
const NUMBER = `${DIGITS}.,-–+$€£%°:/`;
/** RFC 5322's dot-atoms as people have them: no quotes, no comments. */
const EMAIL = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@._-+';

/**
 * Which classes an expected text may hold, `[classes]`, 1 or 0, class 0 being the CTC blank; null
 * where all may stand. A number of one character is a digit.
 * @param alphabet characters in class order; the character at index i is class i + 1
 */
export function expectedClasses(
  alphabet: readonly string[],
  expected: ExpectedText,
  isLone = false,
): Uint8Array | null {
  if (expected === 'text') return null;
  const numbers = isLone ? DIGITS : NUMBER;
  const characters = expected === 'number' ? numbers : EMAIL;
  return Uint8Array.from(['', ...alphabet], (character) =>
    characters.includes(character) ? 1 : 0,
  );
}

/**
 * Leaves each step's probability to the classes that may stand, in their own proportions.
 * @param scores log probabilities, `[steps, classes]`; changed
 */
export function keepExpected(scores: Float32Array, allowed: Uint8Array): void {
  const classes = allowed.length;
  for (let row = 0; row < scores.length; row += classes) {
    let total = 0;
    for (let c = 0; c < classes; c++) {
      if (allowed[c] === 1) total += Math.exp(scores[row + c] ?? -Infinity);
    }
    const log = Math.log(total);
    for (let c = 0; c < classes; c++) {
      scores[row + c] = allowed[c] === 1 ? (scores[row + c] ?? -Infinity) - log : -Infinity;
    }
  }
}

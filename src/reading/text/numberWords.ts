const UNITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;

const TENS = [
  'twenty',
  'thirty',
  'forty',
  'fifty',
  'sixty',
  'seventy',
  'eighty',
  'ninety',
] as const;

const IRREGULAR_ORDINALS: Readonly<Record<string, string>> = {
  first: 'one',
  second: 'two',
  third: 'three',
  fifth: 'five',
  eighth: 'eight',
  ninth: 'nine',
  twelfth: 'twelve',
};

const VALUES: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, index): [string, number] => [word, 20 + 10 * index]),
  ['fourty', 40],
]);

/** A whole number from 1 to 999 in English words: `twenty-one`, `one hundred and five`. */
export function formatNumberWords(value: number): string {
  if (value < 20) return UNITS[value] ?? '';
  if (value < 100) {
    const tens = TENS[Math.floor(value / 10) - 2] ?? '';
    return value % 10 === 0 ? tens : `${tens}-${UNITS[value % 10] ?? ''}`;
  }
  const hundreds = `${UNITS[Math.floor(value / 100)] ?? ''} hundred`;
  return value % 100 === 0 ? hundreds : `${hundreds} and ${formatNumberWords(value % 100)}`;
}

/** The cardinal of an ordinal: `twentieth` → `twenty`; other words as they are. */
function cardinalOf(word: string): string {
  const irregular = IRREGULAR_ORDINALS[word];
  if (irregular !== undefined) return irregular;
  if (word.endsWith('ieth')) return `${word.slice(0, -4)}y`;
  return word.endsWith('th') ? word.slice(0, -2) : word;
}

/** The number that one word stands for; unless `exact`, one letter in long words may be misread. */
function valueOfWord(word: string, exact: boolean): number | null {
  const cardinal = cardinalOf(word.replace(/0/g, 'o').replace(/[1|!]/g, 'i'));
  const known = VALUES.get(cardinal);
  if (known !== undefined) return known;
  if (exact || cardinal.length < 5) return null;
  for (const [candidate, value] of VALUES) {
    if (candidate.length === cardinal.length && differences(candidate, cardinal) === 1) {
      return value;
    }
  }
  return null;
}

function differences(a: string, b: string): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a.charAt(i) !== b.charAt(i)) count++;
  return count;
}

/** A number at the start of a text, and how many characters it takes up. */
export interface NumberWords {
  readonly value: number;
  readonly length: number;
}

/**
 * Reads number words, cardinal or ordinal, from the start of a text: `TWENTY-ONE`, `Twentyone`,
 * `One Hundred and Five`, `Third`. Values from 1 to 999; null when it starts with none.
 * @param options.exact whether no letter may be misread. Default false
 */
export function parseNumberWords(
  text: string,
  { exact = false }: { readonly exact?: boolean } = {},
): NumberWords | null {
  let value = 0;
  let length = 0;
  // The largest value the next word may have: units follow tens, never units.
  let room = 1000;
  for (const match of text.matchAll(/[a-z0|!1]+/gi)) {
    const gap = text.slice(length, match.index);
    if (length > 0 ? !/^[\s-]{1,3}$/.test(gap) : gap !== '') break;
    const word = match[0].toLowerCase();
    const end = match.index + match[0].length;
    if (word === 'and' && value >= 100 && room === 100) {
      const after = parseNumberWords(text.slice(end).trimStart(), { exact });
      if (after === null || after.value >= 100) break;
      return {
        value: value + after.value,
        length: text.length - text.slice(end).trimStart().length + after.length,
      };
    }
    if (cardinalOf(word) === 'hundred' && value >= 1 && value <= 9 && room < 1000) {
      value *= 100;
      room = 100;
      length = end;
      continue;
    }
    const joined = valueOfJoined(word, exact);
    if (joined === null || joined === 0 || joined >= room || room === 1) break;
    value += joined;
    room = joined >= 20 && joined % 10 === 0 ? 10 : 1;
    length = end;
  }
  return length === 0 || value === 0 ? null : { value, length };
}

/** Also `twentyone`, as a reader leaves it that drops the hyphen. */
function valueOfJoined(word: string, exact: boolean): number | null {
  const single = valueOfWord(word, exact);
  if (single !== null) return single;
  for (const [index, tens] of TENS.entries()) {
    if (!word.startsWith(tens)) continue;
    const unit = valueOfWord(word.slice(tens.length), exact);
    if (unit !== null && unit > 0 && unit < 10) return 20 + 10 * index + unit;
  }
  return null;
}

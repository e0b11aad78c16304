export const APOSTROPHE = 27;
const FIRST_ACCENTED = 28;

/** How the symbols of a model are letters of its word trie: 1–26 are a–z, 27 is the apostrophe. */
export interface TrieLetters {
  /** Letter of each symbol of either case; 0 for what is in no word. */
  readonly letters: Uint8Array;
  /** 1 for symbols that are capitals. */
  readonly capitals: Uint8Array;
  /** Symbol of each letter in small, and as a capital; 0 where there is none. */
  readonly small: Uint8Array;
  readonly large: Uint8Array;
}

/**
 * From 28 on come the small letters beyond a–z, in the order of the model's symbols.
 * @param characters code point of each symbol; symbol 0 is the edge of a line
 */
export function createTrieLetters(characters: Uint32Array): TrieLetters {
  const texts = Array.from(characters, (point, symbol) =>
    symbol === 0 ? '' : String.fromCodePoint(point),
  );
  const accented = texts.filter((text) => text > '\x7f' && /\p{Ll}/u.test(text));
  const letterByText = new Map([
    ...Array.from('abcdefghijklmnopqrstuvwxyz', (text, i) => [text, i + 1] as const),
    ["'", APOSTROPHE] as const,
    ...accented.map((text, i) => [text, FIRST_ACCENTED + i] as const),
  ]);
  const letters = Uint8Array.from(texts, (text) => letterByText.get(text.toLowerCase()) ?? 0);
  const symbolOf = (text: string): number => Math.max(0, texts.indexOf(text));
  const byLetter = (spell: (text: string) => string): Uint8Array => {
    const symbols = new Uint8Array(FIRST_ACCENTED + accented.length);
    for (const [text, letter] of letterByText) symbols[letter] = symbolOf(spell(text));
    return symbols;
  };
  return {
    letters,
    capitals: Uint8Array.from(texts, (text) => (/\p{Lu}/u.test(text) ? 1 : 0)),
    small: byLetter((text) => text),
    large: byLetter((text) => text.toUpperCase()),
  };
}

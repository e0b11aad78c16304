import { firstOf, type PackedModel } from './packedModel.ts';
import { APOSTROPHE, createTrieLetters } from './trieLetters.ts';

/** Not inside a word. */
export const NO_WORD = -1;
/** Inside a word that the trie does not hold. */
export const UNKNOWN_WORD = -2;

/** Letter case inside a word: small letters follow, one capital has been seen, capitals follow. */
export const SMALL = 0;
export const ONE_CAPITAL = 1;
export const CAPITALS = 2;

const EDGE = 0;
/** Trie depth is told apart up to here; the word is then as good as known. */
const MOST_LETTERS = 63;

/**
 * What the model remembers of a line: the longest history that the n-grams know, and where in the
 * word trie the last word is. One object is moved from state to state; tables hold the rest.
 */
export interface LineHistory {
  /** Nodes of the history trie from the root (no history) to the longest known; `depth` + 1 of them. */
  readonly path: Int32Array;
  depth: number;
  /** Node of the word trie, or `NO_WORD`, `UNKNOWN_WORD`. */
  word: number;
  letters: number;
  letterCase: number;
  /** Sets it to the beginning of a line. */
  reset(): void;
  append(symbol: number): void;
  /** The same number for histories with the same future. */
  key(): number;
  store(state: number): void;
  load(state: number): void;
}

/** A history at the beginning of a line. */
export function createLineHistory(packed: PackedModel): LineHistory {
  const longest = packed.order - 1;
  const { histories, words, characters } = packed;
  const { letters, capitals } = createTrieLetters(characters);

  // Symbols, newest first.
  const recent = new Uint8Array(longest);
  const path = new Int32Array(longest + 1);
  const wordNodes = words.symbol.length;

  let capacity = 1024;
  const width = longest + 6;
  let table = new Int32Array(capacity * width);

  function childHistory(node: number, symbol: number): number {
    const first = firstOf(histories.childBlock, histories.children, node);
    const last = first + (histories.children[node] ?? 0);
    for (let child = first; child < last; child++) {
      if (histories.symbol[child] === symbol) return child;
    }
    return -1;
  }

  function childWord(node: number, letter: number): number {
    if (node < 0) return UNKNOWN_WORD;
    const first = firstOf(words.childBlock, words.children, node);
    const last = first + (words.children[node] ?? 0);
    for (let child = first; child < last; child++) {
      if (words.symbol[child] === letter) return child;
    }
    return UNKNOWN_WORD;
  }

  function walk(known: number): void {
    history.depth = 0;
    path[0] = 0;
    for (let i = 0; i < known; i++) {
      const child = childHistory(path[i] ?? 0, recent[i] ?? 0);
      if (child < 0) return;
      path[i + 1] = child;
      history.depth = i + 1;
    }
  }

  function followWord(symbol: number): void {
    const letter = letters[symbol] ?? 0;
    if (letter === 0) {
      history.word = NO_WORD;
      history.letters = 0;
      history.letterCase = SMALL;
      return;
    }
    const capital = capitals[symbol] === 1;
    if (history.word === NO_WORD) {
      // A quotation mark before a word looks the same as an apostrophe; such a word goes unknown.
      history.word = letter === APOSTROPHE ? UNKNOWN_WORD : childWord(0, letter);
      history.letters = 1;
      history.letterCase = capital ? ONE_CAPITAL : SMALL;
      return;
    }
    let word = childWord(history.word, letter);
    if (letter !== APOSTROPHE) {
      if (history.letterCase === ONE_CAPITAL) history.letterCase = capital ? CAPITALS : SMALL;
      else if (capital !== (history.letterCase === CAPITALS)) word = UNKNOWN_WORD;
    }
    history.word = word;
    history.letters = Math.min(history.letters + 1, MOST_LETTERS);
    if (word === UNKNOWN_WORD) {
      history.letters = 0;
      history.letterCase = SMALL;
    }
  }

  const history: LineHistory = {
    path,
    depth: 0,
    word: NO_WORD,
    letters: 0,
    letterCase: SMALL,
    reset() {
      recent[0] = EDGE;
      history.word = NO_WORD;
      history.letters = 0;
      history.letterCase = SMALL;
      walk(1);
    },
    append(symbol) {
      if (symbol === EDGE) {
        history.reset();
        return;
      }
      const known = Math.min(history.depth + 1, longest);
      recent.copyWithin(1, 0, known - 1);
      recent[0] = symbol;
      followWord(symbol);
      walk(known);
    },
    key() {
      const place = (path[history.depth] ?? 0) * (wordNodes + 2) + history.word + 2;
      return place * 3 + history.letterCase;
    },
    store(state) {
      if (state >= capacity) {
        while (state >= capacity) capacity *= 2;
        const larger = new Int32Array(capacity * width);
        larger.set(table);
        table = larger;
      }
      let at = state * width;
      table[at++] = history.depth;
      table[at++] = history.word;
      table[at++] = history.letters;
      table[at++] = history.letterCase;
      for (let i = 0; i < history.depth; i++) table[at++] = recent[i] ?? 0;
    },
    load(state) {
      let at = state * width;
      history.depth = table[at++] ?? 0;
      history.word = table[at++] ?? NO_WORD;
      history.letters = table[at++] ?? 0;
      history.letterCase = table[at++] ?? SMALL;
      for (let i = 0; i < history.depth; i++) recent[i] = table[at++] ?? 0;
    },
  };
  history.reset();
  return history;
}

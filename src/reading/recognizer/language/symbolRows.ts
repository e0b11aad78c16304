import { CAPITALS, type LineHistory, ONE_CAPITAL, SMALL } from './lineHistory.ts';
import { BACKOFF_SHIFT, COST_STEP, firstOf, type PackedModel } from './packedModel.ts';
import { APOSTROPHE, createTrieLetters } from './trieLetters.ts';

/** After one capital the next letter of a word is small this often. */
const CAPITALISED = 0.9;
const WORD_END = 0;

/** Writes the log probabilities of all symbols after a history. */
export interface SymbolRows {
  write(history: LineHistory, row: Float32Array): void;
}

/** Evaluates a packed model: n-grams with backoff, mixed with the word trie. */
export function createSymbolRows(packed: PackedModel): SymbolRows {
  const { histories, entries, words, mixing, characters } = packed;
  const symbols = characters.length;
  const probabilityOf = Float64Array.from({ length: 256 }, (_, cost) =>
    Math.exp(-cost / COST_STEP),
  );
  const weightOf = Float64Array.from({ length: 256 }, (_, cost) =>
    Math.exp(-(cost - BACKOFF_SHIFT) / COST_STEP),
  );
  const { letters, small, large } = createTrieLetters(characters);
  const apostrophe = small[APOSTROPHE] ?? 0;
  const probabilities = new Float64Array(symbols);
  const fromWords = new Float64Array(symbols);

  function writeNgrams({ path, depth }: LineHistory): void {
    for (let i = 0; i <= depth; i++) {
      const node = path[i] ?? 0;
      if (i > 0) {
        const weight = weightOf[histories.backoff[node] ?? 0] ?? 1;
        for (let s = 0; s < symbols; s++) probabilities[s] = (probabilities[s] ?? 0) * weight;
      }
      const first = firstOf(histories.entryBlock, histories.entries, node);
      const last = first + (histories.entries[node] ?? 0);
      for (let entry = first; entry < last; entry++) {
        probabilities[entries.symbol[entry] ?? 0] = probabilityOf[entries.cost[entry] ?? 0] ?? 0;
      }
    }
  }

  function mixWords(node: number, share: number, letterCase: number): void {
    let outside = 0;
    for (let s = 0; s < symbols; s++) {
      fromWords[s] = 0;
      if (letters[s] === 0) outside += probabilities[s] ?? 0;
    }
    const asSmall = letterCase === SMALL ? 1 : letterCase === ONE_CAPITAL ? CAPITALISED : 0;
    const asLarge = letterCase === CAPITALS ? 1 : letterCase === ONE_CAPITAL ? 1 - CAPITALISED : 0;
    let end = 0;
    const first = firstOf(words.childBlock, words.children, node);
    const last = first + (words.children[node] ?? 0);
    for (let child = first; child < last; child++) {
      const letter = words.symbol[child] ?? 0;
      const p = probabilityOf[words.cost[child] ?? 0] ?? 0;
      if (letter === WORD_END) {
        end = p / outside;
      } else if (letter === APOSTROPHE) {
        fromWords[apostrophe] = (fromWords[apostrophe] ?? 0) + p;
      } else {
        fromWords[small[letter] ?? 0] = p * asSmall;
        const capital = large[letter] ?? 0;
        if (capital > 0) fromWords[capital] = p * asLarge;
      }
    }
    for (let s = 0; s < symbols; s++) {
      const ngram = probabilities[s] ?? 0;
      const word = letters[s] === 0 ? ngram * end : (fromWords[s] ?? 0);
      probabilities[s] = (1 - share) * ngram + share * word;
    }
  }

  return {
    write(history, row) {
      writeNgrams(history);
      if (history.word >= 0) {
        const share = mixing[Math.min(history.letters, mixing.length - 1)] ?? 0;
        if (share > 0) mixWords(history.word, share, history.letterCase);
      }
      for (let s = 0; s < symbols; s++) row[s] = Math.log(probabilities[s] ?? 0);
    },
  };
}

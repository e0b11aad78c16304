import { ReadingError } from '../../errors.ts';
import type { LoadedModel } from '../../models/loadModel.ts';
import { createLineHistory } from './lineHistory.ts';
import { type PackedModel, viewPackedModel } from './packedModel.ts';
import { createSymbolRows } from './symbolRows.ts';

/** The edge of a line: before its first character and after its last. */
export const LINE_EDGE = 0;

/**
 * Probabilities of the next character of a line. States are small whole numbers: following a
 * character and asking for a probability allocate nothing once a state has been seen.
 */
export interface LanguageModel {
  /** Symbol of a character; -1 where the model does not know it. */
  symbolOf(character: string): number;
  /** The state at the beginning of a line. */
  start(): number;
  /** The state after a symbol. */
  next(state: number, symbol: number): number;
  /** Natural logarithm of the probability of a symbol in a state. */
  logProbability(state: number, symbol: number): number;
  /** Makes room when many states have been seen; all states but `start()` lose their meaning. */
  forget(): void;
}

/** States kept between lines; each takes about 800 bytes. */
const KEPT_STATES = 12_000;
const FIRST_CAPACITY = 1024;

/**
 * The language model out of its loaded files: character n-grams with backoff (interpolated
 * Witten–Bell), mixed with a trie of frequent words.
 * @throws ReadingError `model-invalid`
 */
export function createLanguageModel({
  manifest,
  bytes,
}: Pick<LoadedModel<'language-model'>, 'manifest' | 'bytes'>): LanguageModel {
  const file = bytes.get(manifest.files[0]?.path ?? '');
  if (file === undefined) {
    throw new ReadingError('model-invalid', { detail: 'language model has no file' });
  }
  return languageModelOf(viewPackedModel(file));
}

/** The language model over a packed file. */
export function languageModelOf(packed: PackedModel): LanguageModel {
  const symbols = packed.characters.length;
  const symbolByCodePoint = new Map<number, number>();
  packed.characters.forEach((codePoint, symbol) => {
    if (symbol !== LINE_EDGE) symbolByCodePoint.set(codePoint, symbol);
  });
  for (let i = 0; i + 1 < packed.aliases.length; i += 2) {
    const symbol = symbolByCodePoint.get(packed.aliases[i + 1] ?? 0);
    if (symbol !== undefined) symbolByCodePoint.set(packed.aliases[i] ?? 0, symbol);
  }

  const rowsOf = createSymbolRows(packed);
  const history = createLineHistory(packed);

  // A state is a row of these tables; states with the same future share one.
  let capacity = FIRST_CAPACITY;
  let logProbabilities = new Float32Array(capacity * symbols);
  let successors = new Int32Array(capacity * symbols).fill(-1);
  let count = 0;
  const stateByKey = new Map<number, number>();

  function grow(): void {
    capacity *= 2;
    const rows = new Float32Array(capacity * symbols);
    rows.set(logProbabilities);
    logProbabilities = rows;
    const next = new Int32Array(capacity * symbols).fill(-1);
    next.set(successors);
    successors = next;
  }

  /** The state of what `history` now holds. */
  function intern(): number {
    const key = history.key();
    const known = stateByKey.get(key);
    if (known !== undefined) return known;
    if (count === capacity) grow();
    const state = count++;
    stateByKey.set(key, state);
    history.store(state);
    rowsOf.write(history, logProbabilities.subarray(state * symbols, (state + 1) * symbols));
    return state;
  }

  function begin(): number {
    history.reset();
    return intern();
  }
  const first = begin();

  return {
    symbolOf: (character) => symbolByCodePoint.get(character.codePointAt(0) ?? -1) ?? -1,
    start: () => first,
    next(state, symbol) {
      const at = state * symbols + symbol;
      const known = successors[at] ?? -1;
      if (known >= 0) return known;
      history.load(state);
      history.append(symbol);
      const next = intern();
      successors[at] = next;
      return next;
    },
    logProbability: (state, symbol) => logProbabilities[state * symbols + symbol] ?? -Infinity,
    forget() {
      if (count < KEPT_STATES) return;
      successors.fill(-1, 0, count * symbols);
      count = 0;
      stateByKey.clear();
      begin();
    },
  };
}

import { ReadingError } from '../../errors.ts';

/**
 * The language model's file as typed arrays over its bytes: nothing is parsed or copied.
 * The layout is that of `training/language/packed.py`.
 */
export interface PackedModel {
  /** Code point of each symbol; symbol 0 is the edge of a line. */
  readonly characters: Uint32Array;
  /** Pairs of code points: the first counts as the second. */
  readonly aliases: Uint32Array;
  /** Length of the longest n-gram. */
  readonly order: number;
  /** Trie of histories, newest character first. */
  readonly histories: {
    readonly symbol: Uint8Array;
    readonly backoff: Uint8Array;
    readonly children: Uint8Array;
    readonly childBlock: Uint32Array;
    readonly entries: Uint8Array;
    readonly entryBlock: Uint32Array;
  };
  /** What follows the histories. */
  readonly entries: { readonly symbol: Uint8Array; readonly cost: Uint8Array };
  /** Trie of words: 0 ends a word, other letters as in `trieLetters.ts`. */
  readonly words: {
    readonly symbol: Uint8Array;
    readonly cost: Uint8Array;
    readonly children: Uint8Array;
    readonly childBlock: Uint32Array;
  };
  /** The word trie's share after so many letters; the last holds for all longer words. */
  readonly mixing: Float32Array;
}

const MAGIC = 0x4d4c4c48;
const VERSION = 1;
const HEADER_BYTES = 64;
/** Every so many starts of children are stored; those between are counted. */
export const BLOCK = 32;
/** A cost of one byte is -16 ln(p). */
export const COST_STEP = 16;
/** Backoff costs are shifted by this, since a weight may be above one. */
export const BACKOFF_SHIFT = 32;

/**
 * Views a model's bytes.
 * @throws ReadingError `model-invalid`
 */
export function viewPackedModel(bytes: Uint8Array): PackedModel {
  // Word-sized sections need an aligned start.
  const file = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  if (file.byteLength < HEADER_BYTES) throw invalid('is too short');
  const header = new Uint32Array(file.buffer, file.byteOffset, HEADER_BYTES / 4);
  const [magic, version, symbols, order, histories, entries, nodes, depths, aliases] = header;
  if (magic !== MAGIC) throw invalid('is of another kind');
  if (version !== VERSION) throw invalid(`has version ${version}`);
  if (
    symbols === undefined ||
    order === undefined ||
    histories === undefined ||
    entries === undefined ||
    nodes === undefined ||
    depths === undefined ||
    aliases === undefined
  ) {
    throw invalid('has no header');
  }
  if (symbols < 2 || symbols > 256 || order < 2 || order > 16 || depths < 1) {
    throw invalid('has a wrong header');
  }

  let offset = HEADER_BYTES;
  const section = (length: number, size: 1 | 4): number => {
    const start = offset;
    offset += Math.ceil((length * size) / 4) * 4;
    if (offset > file.byteLength) throw invalid('is cut short');
    return file.byteOffset + start;
  };
  const words = (length: number) => new Uint32Array(file.buffer, section(length, 4), length);
  const floats = (length: number) => new Float32Array(file.buffer, section(length, 4), length);
  const octets = (length: number) => new Uint8Array(file.buffer, section(length, 1), length);

  const characters = words(symbols);
  const aliasPairs = words(2 * aliases);
  const historyChildBlock = words(Math.ceil(histories / BLOCK));
  const historyEntryBlock = words(Math.ceil(histories / BLOCK));
  const nodeChildBlock = words(Math.ceil(nodes / BLOCK));
  const mixing = floats(depths);
  const packed: PackedModel = {
    characters,
    aliases: aliasPairs,
    order,
    histories: {
      symbol: octets(histories),
      backoff: octets(histories),
      children: octets(histories),
      entries: octets(histories),
      childBlock: historyChildBlock,
      entryBlock: historyEntryBlock,
    },
    entries: { symbol: octets(entries), cost: octets(entries) },
    words: {
      symbol: octets(nodes),
      cost: octets(nodes),
      children: octets(nodes),
      childBlock: nodeChildBlock,
    },
    mixing,
  };
  if (offset !== file.byteLength) throw invalid('has bytes left over');
  return packed;
}

/** Index of a node's first child or entry: the stored start of its block and the counts up to it. */
export function firstOf(blocks: Uint32Array, counts: Uint8Array, node: number): number {
  const block = node >> 5;
  let first = blocks[block] ?? 0;
  for (let i = block << 5; i < node; i++) first += counts[i] ?? 0;
  return first;
}

function invalid(what: string): ReadingError {
  return new ReadingError('model-invalid', { detail: `language model ${what}` });
}

import { booleanOf, integerOf, invalid, objectOf, stringOf } from './fields.ts';

/** What the line reader's graph expects and what its classes mean. */
export interface ReaderDescription {
  /** Height of a line, px. */
  readonly height: number;
  /** Px of the line for one column of the output. */
  readonly stride: number;
  readonly widthMultiple: number;
  /** Characters in class order; the character at index i is class i + 1. */
  readonly alphabet: readonly string[];
  /** Whether its lines are normalised with light and shadow taken out stroke by stroke. */
  readonly topHat: boolean;
  /** Class of the CTC blank. */
  readonly blank: 0;
}

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function readerOf(value: unknown): ReaderDescription {
  const reader = objectOf(value, 'reader');
  const alphabet = [...stringOf(reader.alphabet, 'reader.alphabet')];
  if (new Set(alphabet).size !== alphabet.length) {
    throw invalid('reader.alphabet', 'has a character twice');
  }
  if (reader.blank !== 0) throw invalid('reader.blank', 'must be 0');
  return {
    height: integerOf(reader.height, 'reader.height', 1, 1024),
    stride: integerOf(reader.stride, 'reader.stride', 1, 1024),
    widthMultiple: integerOf(reader.widthMultiple, 'reader.widthMultiple', 1, 1024),
    alphabet,
    topHat: booleanOf(reader.topHat ?? false, 'reader.topHat'),
    blank: 0,
  };
}

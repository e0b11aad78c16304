import { arrayOf, integerOf, objectOf, weightsIn } from './fields.ts';

/** A net with one hidden layer of tanh that tells what printed figure a piece of ink is, or none. */
export interface NumeralReaderDescription {
  /** Sides of the picture that it takes, px. */
  readonly width: number;
  readonly height: number;
  /** Weights of the pixels, row after row, a row a hidden unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  /** Weights of the hidden units, a row a class: the figures 0 to 9, and none of them. */
  readonly out: readonly (readonly number[])[];
  readonly outBias: readonly number[];
}

/** Figures 0 to 9, and none. */
const FIGURE_CLASSES = 11;

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function numeralsOf(value: unknown): NumeralReaderDescription {
  const numerals = objectOf(value, 'numerals');
  const width = integerOf(numerals.width, 'numerals.width', 1, 256);
  const height = integerOf(numerals.height, 'numerals.height', 1, 256);
  const units = arrayOf(numerals.hidden, 'numerals.hidden', 1, 1024);
  const classes = arrayOf(numerals.out, 'numerals.out', FIGURE_CLASSES, FIGURE_CLASSES);
  return {
    width,
    height,
    hidden: units.map((row) => weightsIn(row, 'numerals.hidden', width * height)),
    hiddenBias: weightsIn(numerals.hiddenBias, 'numerals.hiddenBias', units.length),
    out: classes.map((row) => weightsIn(row, 'numerals.out', units.length)),
    outBias: weightsIn(numerals.outBias, 'numerals.outBias', FIGURE_CLASSES),
  };
}

import { arrayOf, integerOf, objectOf, weightsIn } from './fields.ts';

/** A net with one hidden layer of tanh that tells what a piece of ink is. */
export interface PieceNetDescription {
  /** Sides of the picture that it takes, px. */
  readonly width: number;
  readonly height: number;
  /** Weights of the pixels, row after row, a row a hidden unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly hiddenBias: readonly number[];
  /** Weights of the hidden units, a row a class. */
  readonly out: readonly (readonly number[])[];
  readonly outBias: readonly number[];
}

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function pieceNetOf(value: unknown, field: string, classes: number): PieceNetDescription {
  const net = objectOf(value, field);
  const width = integerOf(net.width, `${field}.width`, 1, 256);
  const height = integerOf(net.height, `${field}.height`, 1, 256);
  const units = arrayOf(net.hidden, `${field}.hidden`, 1, 1024);
  return {
    width,
    height,
    hidden: units.map((row) => weightsIn(row, `${field}.hidden`, width * height)),
    hiddenBias: weightsIn(net.hiddenBias, `${field}.hiddenBias`, units.length),
    out: arrayOf(net.out, `${field}.out`, classes, classes).map((row) =>
      weightsIn(row, `${field}.out`, units.length),
    ),
    outBias: weightsIn(net.outBias, `${field}.outBias`, classes),
  };
}

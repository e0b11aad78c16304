import type { FieldInk } from './fieldInk.ts';
import type { FieldKind } from './form.ts';

/** What tells a filled field from an empty one. */
export interface InkFeatures extends Readonly<Record<string, number>> {
  readonly bias: number;
  readonly amount: number;
  readonly tallest: number;
}

/**
 * A logistic each for fields that are written into and for boxes, fitted by `npm run fit:fields`: of
 * 1,500 drawn fields that it was not fitted to it tells 97.3 %, of as many boxes 99.8 %.
 */
const WRITTEN: InkFeatures = { bias: 5.5411, amount: 1.5861, tallest: 7.3657 };
const TICKED: InkFeatures = { bias: 5.1201, amount: 2.1978, tallest: 5.4852 };

/** Amounts are told apart by how many times more ink there is. */
export function inkFeatures({ amount, tallest }: FieldInk): InkFeatures {
  return { bias: 1, amount: Math.log(amount + 0.001), tallest };
}

/** Probability, 0..1, that somebody wrote into a field or ticked it. */
export function filledProbability(ink: FieldInk, kind: FieldKind): number {
  const weights = kind === 'tick' ? TICKED : WRITTEN;
  const { bias, amount, tallest } = inkFeatures(ink);
  const score = weights.bias * bias + weights.amount * amount + weights.tallest * tallest;
  return 1 / (1 + Math.exp(-score));
}

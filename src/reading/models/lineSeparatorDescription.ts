import { arrayOf, objectOf, stringsOf, weightsIn } from './fields.ts';

/** A net with one hidden layer of tanh: what speaks for a stroke standing in a line. */
export interface StrokeScorer {
  /** Weights of the features, a row a unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly out: readonly number[];
}

/** What sets ink apart into lines. */
export interface LineSeparatorDescription {
  /** Names of the features that the scorers take, in their order. */
  readonly features: readonly string[];
  /** For a stroke that has just come, by what was written before it. */
  readonly first: StrokeScorer;
  /** For a stroke with all others known. */
  readonly again: StrokeScorer;
}

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function separatorOf(value: unknown): LineSeparatorDescription {
  const separator = objectOf(value, 'separator');
  const features = stringsOf(separator.features, 'separator.features');
  const scorer = (name: 'first' | 'again'): StrokeScorer => {
    const where = `separator.${name}`;
    const scorer = objectOf(separator[name], where);
    const hidden = arrayOf(scorer.hidden, `${where}.hidden`, 1, 1024);
    return {
      hidden: hidden.map((row) => weightsIn(row, `${where}.hidden`, features.length)),
      bias: weightsIn(scorer.bias, `${where}.bias`, hidden.length),
      out: weightsIn(scorer.out, `${where}.out`, hidden.length),
    };
  };
  return { features, first: scorer('first'), again: scorer('again') };
}

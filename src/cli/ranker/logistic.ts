import type { FeatureWeights } from '../../reading/models/openingRankerDescription.ts';

export type Features = Readonly<Record<string, number>>;

/** One choice among several: which options were right; choosing none scores 0. */
export interface ChoiceExample {
  readonly options: readonly { readonly features: Features; readonly isRight: boolean }[];
  /** Whether none of them is right, as on a page that opens nothing. */
  readonly isNone: boolean;
}

/** One answer, right or wrong. */
export interface AnswerExample {
  readonly features: Features;
  readonly isRight: boolean;
}

const STEPS = 1500;
const RATE = 0.03;
/** Adam (Kingma and Ba 2015). */
const [DECAY_MEAN, DECAY_SQUARE, TINY] = [0.9, 0.999, 1e-8];

/** Weights of a conditional logit over each example's options, with an L2 penalty. */
export function fitChoices(examples: readonly ChoiceExample[], penalty: number): FeatureWeights {
  const names = namesOf(examples.flatMap(({ options }) => options.map((o) => o.features)));
  const rows = examples.map(({ options, isNone }) => ({
    isNone,
    options: options.map(({ features, isRight }) => ({ row: rowOf(features, names), isRight })),
  }));
  return minimise(names, penalty, examples.length, (weights, gradient) => {
    for (const { options, isNone } of rows) {
      const scores = options.map(({ row }) => dot(row, weights));
      const highest = Math.max(0, ...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const none = Math.exp(-highest);
      const total = powers.reduce((sum, power) => sum + power, none);
      const right = options.reduce(
        (sum, { isRight }, i) => sum + (isRight ? (powers[i] ?? 0) : 0),
        isNone ? none : 0,
      );
      options.forEach(({ row, isRight }, i) => {
        const power = powers[i] ?? 0;
        add(gradient, row, power / total - (isRight ? power / Math.max(right, 1e-12) : 0));
      });
    }
  });
}

/** Weights of a logistic regression with an L2 penalty. */
export function fitAnswers(examples: readonly AnswerExample[], penalty: number): FeatureWeights {
  const names = namesOf(examples.map(({ features }) => features));
  const rows = examples.map(({ features, isRight }) => ({ row: rowOf(features, names), isRight }));
  return minimise(names, penalty, examples.length, (weights, gradient) => {
    for (const { row, isRight } of rows) {
      add(gradient, row, 1 / (1 + Math.exp(-dot(row, weights))) - (isRight ? 1 : 0));
    }
  });
}

function minimise(
  names: readonly string[],
  penalty: number,
  count: number,
  addGradient: (weights: Float64Array, gradient: Float64Array) => void,
): FeatureWeights {
  const weights = new Float64Array(names.length);
  const mean = new Float64Array(names.length);
  const square = new Float64Array(names.length);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = new Float64Array(names.length);
    addGradient(weights, gradient);
    for (let i = 0; i < names.length; i++) {
      const g = ((gradient[i] ?? 0) + penalty * (weights[i] ?? 0)) / Math.max(1, count);
      mean[i] = DECAY_MEAN * (mean[i] ?? 0) + (1 - DECAY_MEAN) * g;
      square[i] = DECAY_SQUARE * (square[i] ?? 0) + (1 - DECAY_SQUARE) * g * g;
      const m = (mean[i] ?? 0) / (1 - DECAY_MEAN ** step);
      const s = (square[i] ?? 0) / (1 - DECAY_SQUARE ** step);
      const rate = RATE * (1 - step / (STEPS + 1));
      weights[i] = (weights[i] ?? 0) - (rate * m) / (Math.sqrt(s) + TINY);
    }
  }
  return Object.fromEntries(names.map((name, i) => [name, Number((weights[i] ?? 0).toFixed(4))]));
}

function namesOf(features: readonly Features[]): string[] {
  return [...new Set(features.flatMap(Object.keys))].sort();
}

function rowOf(features: Features, names: readonly string[]): Float64Array {
  return Float64Array.from(names, (name) => features[name] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function add(into: Float64Array, row: Float64Array, times: number): void {
  for (let i = 0; i < row.length; i++) into[i] = (into[i] ?? 0) + times * (row[i] ?? 0);
}

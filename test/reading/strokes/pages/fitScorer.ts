import type { StrokeScorer } from '../../../../src/reading/models/lineSeparatorDescription.ts';
import { LINE_FEATURES } from '../../../../src/reading/strokes/lineFeatures.ts';
import type { Random } from '../../../air/clips/random.ts';

/** A stroke's choice: the features of all its options one after another, and which is right. */
export interface ChoiceRow {
  readonly options: Float32Array;
  readonly right: number;
}

const UNITS = 32;
const BATCH = 64;
const RATE = 0.004;
const PENALTY = 1e-5;
/** Adam (Kingma and Ba 2015). */
const [DECAY_MEAN, DECAY_SQUARE, TINY] = [0.9, 0.999, 1e-8];

/** Fits a net with one hidden layer whose softmax over each row's options is likeliest to be right. */
export function fitScorer(
  rows: readonly ChoiceRow[],
  { epochs, random }: { readonly epochs: number; readonly random: Random },
): StrokeScorer {
  const inputs = LINE_FEATURES.length;
  const { mean, deviation } = spread(rows, inputs);
  for (const { options } of rows) {
    for (let i = 0; i < options.length; i++) {
      const f = i % inputs;
      options[i] = ((options[i] ?? 0) - (mean[f] ?? 0)) / (deviation[f] ?? 1);
    }
  }
  const size = UNITS * (inputs + 2);
  const weights = Float64Array.from({ length: size }, () => random.normal() / Math.sqrt(inputs));
  const [gradient, first, second] = [0, 0, 0].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const order = rows.map((_, i) => i);
  const steps = Math.ceil(rows.length / BATCH) * epochs;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1);
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    let loss = 0;
    for (let from = 0; from < order.length; from += BATCH) {
      gradient.fill(0);
      const batch = order.slice(from, from + BATCH);
      for (const index of batch) {
        const row = rows[index];
        if (row) loss += addGradient(row, inputs, weights, gradient);
      }
      step += 1;
      const rate = RATE * (1 - step / (steps + 1));
      for (let i = 0; i < size; i++) {
        const g = (gradient[i] ?? 0) / batch.length + PENALTY * (weights[i] ?? 0);
        first[i] = DECAY_MEAN * (first[i] ?? 0) + (1 - DECAY_MEAN) * g;
        second[i] = DECAY_SQUARE * (second[i] ?? 0) + (1 - DECAY_SQUARE) * g * g;
        const m = (first[i] ?? 0) / (1 - DECAY_MEAN ** step);
        const s = (second[i] ?? 0) / (1 - DECAY_SQUARE ** step);
        weights[i] = (weights[i] ?? 0) - (rate * m) / (Math.sqrt(s) + TINY);
      }
    }
    console.log(`  epoch ${epoch + 1}: loss ${(loss / rows.length).toFixed(5)}`);
  }
  return unstandardised(weights, inputs, mean, deviation);
}

/** Adds a row's gradient. @returns its loss */
function addGradient(
  { options, right }: ChoiceRow,
  inputs: number,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const count = options.length / inputs;
  const active = new Float64Array(count * UNITS);
  const scores = new Float64Array(count);
  for (let o = 0; o < count; o++) {
    for (let u = 0; u < UNITS; u++) {
      const at = u * (inputs + 2);
      let sum = weights[at + inputs] ?? 0;
      for (let i = 0; i < inputs; i++)
        sum += (weights[at + i] ?? 0) * (options[o * inputs + i] ?? 0);
      const value = Math.tanh(sum);
      active[o * UNITS + u] = value;
      scores[o] = (scores[o] ?? 0) + (weights[at + inputs + 1] ?? 0) * value;
    }
  }
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  for (let o = 0; o < count; o++) {
    const wrong = (powers[o] ?? 0) / total - (o === right ? 1 : 0);
    if (Math.abs(wrong) < 1e-6) continue;
    for (let u = 0; u < UNITS; u++) {
      const at = u * (inputs + 2);
      const value = active[o * UNITS + u] ?? 0;
      gradient[at + inputs + 1] = (gradient[at + inputs + 1] ?? 0) + wrong * value;
      const inner = wrong * (weights[at + inputs + 1] ?? 0) * (1 - value * value);
      gradient[at + inputs] = (gradient[at + inputs] ?? 0) + inner;
      for (let i = 0; i < inputs; i++) {
        gradient[at + i] = (gradient[at + i] ?? 0) + inner * (options[o * inputs + i] ?? 0);
      }
    }
  }
  return -Math.log(Math.max(1e-12, (powers[right] ?? 0) / total));
}

function spread(rows: readonly ChoiceRow[], inputs: number) {
  const [sum, squares] = [new Float64Array(inputs), new Float64Array(inputs)];
  let count = 0;
  for (const { options } of rows) {
    count += options.length / inputs;
    for (let i = 0; i < options.length; i++) {
      const value = options[i] ?? 0;
      sum[i % inputs] = (sum[i % inputs] ?? 0) + value;
      squares[i % inputs] = (squares[i % inputs] ?? 0) + value * value;
    }
  }
  const mean = sum.map((value) => value / count);
  const deviation = squares.map((value, f) =>
    Math.max(1e-3, Math.sqrt(Math.max(0, value / count - (mean[f] ?? 0) ** 2))),
  );
  return { mean, deviation };
}

/** The net for features as they are, with what they were shifted and scaled by in its weights. */
function unstandardised(
  weights: Float64Array,
  inputs: number,
  mean: Float64Array,
  deviation: Float64Array,
): StrokeScorer {
  const units = Array.from({ length: UNITS }, (_, u) => {
    const row = Array.from(weights.slice(u * (inputs + 2), (u + 1) * (inputs + 2)));
    const hidden = row.slice(0, inputs).map((weight, f) => weight / (deviation[f] ?? 1));
    const bias = hidden.reduce((sum, weight, f) => sum - weight * (mean[f] ?? 0), row[inputs] ?? 0);
    return { hidden: hidden.map(rounded), bias: rounded(bias), out: rounded(row[inputs + 1] ?? 0) };
  });
  return {
    hidden: units.map(({ hidden }) => hidden),
    bias: units.map(({ bias }) => bias),
    out: units.map(({ out }) => out),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

import { ReadingError } from '../errors.ts';
import type { LineSeparatorDescription, StrokeScorer } from '../models/lineSeparatorDescription.ts';
import type { Ink, InkStroke } from './ink.ts';
import { type InkShape, inkSize, shapesOf } from './inkShape.ts';
import { LINE_FEATURES, type LineSeen, lineFeatures, seeLine } from './lineFeatures.ts';

/** Strokes that stand in one line. */
export interface StrokeLine {
  /** The `id` of its first stroke, which it keeps while it is written on. */
  readonly id: number;
  /** In the order of writing. */
  readonly strokes: readonly InkStroke[];
}

/** A line that is being put together. */
export interface OpenLine {
  readonly part: number;
  readonly shapes: InkShape[];
}

/** The lines that a stroke could stand in, seen from it, and the features of each and of a new one. */
export interface LineChoice {
  readonly lines: readonly OpenLine[];
  /** One for each line, and last one for a line that begins here. */
  readonly features: readonly (readonly number[])[];
}

/** Lines farther above or below a stroke than this are not among its choices, in sizes. */
const OUT_OF_REACH = 4;
/** Hypotheses that are followed at once, and the least likely choice that makes one, as a logarithm. */
const BEAM = 6;
const LEAST_LIKELY = Math.log(0.002);
/** Strokes this near one that changes its line look for theirs again, in sizes. */
const NEIGHBOURHOOD = 2;
/** After all strokes are known, each looks for its line again this often at most. */
const LOOKS_BACK = 6;

/**
 * The separator, if it was fitted to the features that this code computes.
 * @throws ReadingError `model-invalid`
 */
export function checkedSeparator(separator: LineSeparatorDescription): LineSeparatorDescription {
  if (separator.features.join() === LINE_FEATURES.join()) return separator;
  throw new ReadingError('model-invalid', { detail: 'separator.features are not those in use' });
}

/**
 * Ink set apart into lines, from top to bottom, by where it lies and when it was written: each
 * stroke in turn goes to the likeliest line or begins one; then, with all of them known, each looks
 * again: what was too little to tell when it came is told by what came after it. A line that the
 * writer began is never joined to one before.
 */
export function separateLines(
  { strokes }: Ink,
  { first, again }: LineSeparatorDescription,
): readonly StrokeLine[] {
  const size = inkSize(strokes);
  const shapes = shapesOf(strokes, size);
  const lines = writtenInTurn(shapes, size, first);
  lookAgain(shapes, lines, size, again);
  return lines
    .filter((line) => line.shapes.length > 0)
    .sort((a, b) => middleOf(a) - middleOf(b))
    .map(({ shapes: own }) => {
      const written = own.map(({ stroke }) => stroke).sort((a, b) => a.id - b.id);
      return { id: written[0]?.id ?? 0, strokes: written };
    });
}

/** A way to set the strokes apart that came so far. */
interface Hypothesis {
  readonly lines: readonly OpenLine[];
  /** Logarithm of its probability. */
  readonly score: number;
}

/**
 * Lines as they come, each stroke judged by those before it alone. Where a stroke may begin a line
 * or not, both are followed until what comes next tells.
 */
export function writtenInTurn(
  shapes: readonly InkShape[],
  size: number,
  scorer: StrokeScorer,
): OpenLine[] {
  let beam: readonly Hypothesis[] = [{ lines: [], score: 0 }];
  for (const [i, shape] of shapes.entries()) {
    const surroundings = { size, before: shapes[i - 1] ?? null, after: null };
    beam = beam
      .flatMap(({ lines, score }) => {
        const choice = choiceOf(shape, lines, surroundings);
        const likely = logSoftmax(choice.features.map((values) => scoreOf(values, scorer)));
        return likely
          .map((own, option) => ({ own, line: choice.lines[option] ?? null }))
          .filter(({ own }) => own > LEAST_LIKELY)
          .map(({ own, line }) => ({ lines: withShape(lines, line, shape), score: score + own }));
      })
      .sort((a, b) => b.score - a.score)
      .slice(0, BEAM);
  }
  return [...(beam[0]?.lines ?? [])];
}

function withShape(
  lines: readonly OpenLine[],
  line: OpenLine | null,
  shape: InkShape,
): readonly OpenLine[] {
  if (line === null) return [...lines, { part: shape.part, shapes: [shape] }];
  return lines.map((one) => (one === line ? { ...one, shapes: [...one.shapes, shape] } : one));
}

function logSoftmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
  return scores.map((score) => score - highest - Math.log(total));
}

/**
 * Moves strokes to likelier lines, all others known, until none moves. After the first look only
 * those look again whose surroundings have changed.
 */
function lookAgain(
  shapes: readonly InkShape[],
  lines: OpenLine[],
  size: number,
  scorer: StrokeScorer,
): void {
  const home = new Map(lines.flatMap((line) => line.shapes.map((shape) => [shape, line] as const)));
  let looking = new Set(shapes);
  for (let look = 0; look < LOOKS_BACK && looking.size > 0; look++) {
    const touched = new Set<InkShape>();
    for (const [i, shape] of shapes.entries()) {
      const own = home.get(shape);
      if (own === undefined || !looking.has(shape)) continue;
      own.shapes.splice(own.shapes.indexOf(shape), 1);
      const [before, after] = [shapes[i - 1] ?? null, shapes[i + 1] ?? null];
      const choice = choiceOf(shape, lines, { size, before, after });
      const line =
        likeliest(choice, scorer) ?? (own.shapes.length === 0 ? own : newLine(lines, shape.part));
      line.shapes.push(shape);
      home.set(shape, line);
      if (line === own) continue;
      for (const other of [before, after]) if (other) touched.add(other);
      for (const other of shapes) if (isNear(shape, other, size)) touched.add(other);
    }
    looking = touched;
  }
}

function isNear({ box: a }: InkShape, { box: b }: InkShape, size: number): boolean {
  return (
    Math.max(b.x - a.x - a.width, a.x - b.x - b.width) < NEIGHBOURHOOD * size &&
    Math.max(b.y - a.y - a.height, a.y - b.y - b.height) < NEIGHBOURHOOD * size
  );
}

/** What a stroke can choose among: the lines of its part that have ink, and a new one. */
export function choiceOf(
  shape: InkShape,
  lines: readonly OpenLine[],
  surroundings: Parameters<typeof lineFeatures>[3],
): LineChoice {
  const reach = OUT_OF_REACH * surroundings.size;
  const [top, bottom] = [shape.box.y - reach, shape.box.y + shape.box.height + reach];
  const open = lines.filter(
    ({ part, shapes }) =>
      part === shape.part && shapes.some(({ middle }) => middle > top && middle < bottom),
  );
  const seen: readonly LineSeen[] = open.map(({ shapes }) =>
    seeLine(shape, shapes, surroundings.size),
  );
  return {
    lines: open,
    features: [...seen, null].map((line) => lineFeatures(shape, seen, line, surroundings)),
  };
}

/** @returns null where a line begins */
function likeliest({ lines, features }: LineChoice, scorer: StrokeScorer): OpenLine | null {
  let best = lines.length;
  let highest = -Infinity;
  for (const [i, values] of features.entries()) {
    const score = scoreOf(values, scorer);
    if (score > highest) [best, highest] = [i, score];
  }
  return lines[best] ?? null;
}

/** A net with one hidden layer of tanh. */
export function scoreOf(values: readonly number[], { hidden, bias, out }: StrokeScorer): number {
  let score = 0;
  for (let unit = 0; unit < out.length; unit++) {
    let sum = bias[unit] ?? 0;
    const weights = hidden[unit] ?? [];
    for (let i = 0; i < values.length; i++) sum += (weights[i] ?? 0) * (values[i] ?? 0);
    score += (out[unit] ?? 0) * Math.tanh(sum);
  }
  return score;
}

function newLine(lines: OpenLine[], part: number): OpenLine {
  const line: OpenLine = { part, shapes: [] };
  lines.push(line);
  return line;
}

function middleOf({ shapes }: OpenLine): number {
  const [sum, count] = shapes.reduce(
    ([y, n], { middle, points }) => [y + middle * points.length, n + points.length],
    [0, 0],
  );
  return sum / Math.max(1, count);
}

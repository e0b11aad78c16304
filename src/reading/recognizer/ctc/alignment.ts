/** Where a label lies: its first step and the step after its last. */
export interface LabelSpan {
  readonly start: number;
  readonly end: number;
}

const STAY = 0;
const ADVANCE = 1;
const SKIP_BLANK = 2;

/**
 * The likeliest alignment of a known labelling (Viterbi over the CTC states): for each label the
 * steps that show it.
 * @param logProbabilities `[steps, classes]`
 * @param labels classes, no blanks among them
 * @returns spans in order that do not overlap; null when there are too few steps for the labels
 */
export function alignLabels(
  logProbabilities: Float32Array,
  steps: number,
  classes: number,
  blank: number,
  labels: readonly number[],
): readonly LabelSpan[] | null {
  if (labels.length === 0) return [];
  const states = 2 * labels.length + 1;
  const classOf = Int32Array.from({ length: states }, (_, s) =>
    s % 2 === 0 ? blank : (labels[(s - 1) / 2] ?? blank),
  );
  let before = new Float64Array(states).fill(-Infinity);
  let now = new Float64Array(states);
  const moves = new Uint8Array(steps * states);
  const scoreOf = (t: number, s: number): number =>
    logProbabilities[t * classes + (classOf[s] ?? blank)] ?? -Infinity;
  before[0] = scoreOf(0, 0);
  before[1] = scoreOf(0, 1);
  for (let t = 1; t < steps; t++) {
    for (let s = 0; s < states; s++) {
      let best = before[s] ?? -Infinity;
      let move = STAY;
      const previous = s > 0 ? (before[s - 1] ?? -Infinity) : -Infinity;
      if (previous > best) {
        best = previous;
        move = ADVANCE;
      }
      if (s > 2 && s % 2 === 1 && classOf[s] !== classOf[s - 2]) {
        const skipped = before[s - 2] ?? -Infinity;
        if (skipped > best) {
          best = skipped;
          move = SKIP_BLANK;
        }
      }
      moves[t * states + s] = move;
      now[s] = best + scoreOf(t, s);
    }
    [before, now] = [now, before];
  }
  let state =
    (before[states - 1] ?? -Infinity) >= (before[states - 2] ?? -Infinity)
      ? states - 1
      : states - 2;
  if (steps === 0 || before[state] === -Infinity) return null;
  const starts = new Int32Array(labels.length);
  const ends = new Int32Array(labels.length);
  for (let t = steps - 1; t >= 0; t--) {
    if (state % 2 === 1) {
      const label = (state - 1) / 2;
      if (ends[label] === 0) ends[label] = t + 1;
      starts[label] = t;
    }
    state -= moves[t * states + state] ?? STAY;
  }
  return labels.map((_, i) => ({ start: starts[i] ?? 0, end: ends[i] ?? 0 }));
}

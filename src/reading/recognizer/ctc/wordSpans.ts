import type { LabelSpan } from './alignment.ts';

/** A word of a decoded line: its labels, and the steps of the line that are its own. */
export interface WordSpan {
  readonly labels: readonly number[];
  /** Index of its first label in the line. */
  readonly firstLabel: number;
  /** Steps that show the word, widened by half a letter where there is room. */
  readonly startStep: number;
  readonly endStep: number;
  /** Steps between the spaces beside it, which nothing else than this word can use. */
  readonly fromStep: number;
  readonly toStep: number;
}

/**
 * Splits a labelling at its spaces.
 * @param spans steps of each label, from `alignLabels`
 */
export function wordSpans(
  labels: readonly number[],
  spans: readonly LabelSpan[],
  steps: number,
  space: number,
): readonly WordSpan[] {
  const words: WordSpan[] = [];
  for (let first = 0; first < labels.length; ) {
    if (labels[first] === space) {
      first++;
      continue;
    }
    let last = first;
    while (last + 1 < labels.length && labels[last + 1] !== space) last++;
    const fromStep = first === 0 ? 0 : (spans[first - 1]?.end ?? 0);
    const toStep = last + 1 === labels.length ? steps : (spans[last + 1]?.start ?? steps);
    const inkStart = spans[first]?.start ?? fromStep;
    const inkEnd = spans[last]?.end ?? toStep;
    // CTC marks a letter somewhere in its middle: the word's ink begins about half a letter before.
    const halfLetter = last > first ? (inkEnd - inkStart) / (last - first) / 2 : 2;
    words.push({
      labels: labels.slice(first, last + 1),
      firstLabel: first,
      startStep: Math.max(fromStep, inkStart - halfLetter),
      endStep: Math.min(toStep, inkEnd + halfLetter),
      fromStep,
      toStep,
    });
    first = last + 1;
  }
  return words;
}

/** How one label is written: which class, over how many steps, and how much clearer than the rest. */
export interface PeakedLabel {
  readonly label: number;
  readonly steps?: number;
}

/**
 * Logits of a reader that is sure: each label a peak, one blank step between labels and at both ends.
 * @param height how far the peaks stand above everything else
 */
export function peakedLogits(
  labels: readonly PeakedLabel[],
  classes: number,
  height = 14,
): { logits: Float32Array; steps: number } {
  const path = [0, ...labels.flatMap(({ label, steps = 1 }) => [...Array(steps).fill(label), 0])];
  const logits = new Float32Array(path.length * classes);
  path.forEach((label: number, t) => {
    logits[t * classes + label] = height;
  });
  return { logits, steps: path.length };
}

/** Logits that spell a text, with the doubts given: at a character's place, another one this close. */
export function spelledLogits(
  text: string,
  alphabet: readonly string[],
  doubts: readonly { readonly at: number; readonly other: string; readonly behind: number }[] = [],
  height = 14,
): { logits: Float32Array; steps: number } {
  const classes = alphabet.length + 1;
  const classOf = (character: string): number => alphabet.indexOf(character) + 1;
  const result = peakedLogits(
    [...text].map((character) => ({ label: classOf(character) })),
    classes,
    height,
  );
  for (const { at, other, behind } of doubts) {
    result.logits[(1 + 2 * at) * classes + classOf(other)] = height - behind;
  }
  return result;
}

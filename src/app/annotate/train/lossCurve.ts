/** Points of a curve in a field of the given size, y down. */
export type CurvePoint = readonly [x: number, y: number];

/** More points than this are not told apart. */
const MOST_POINTS = 120;

/**
 * The curve of losses, each point the mean of its stretch, so that the way is seen and not the noise
 * of single steps. The field holds `steps` steps and losses from 0 to the largest mean.
 */
export function lossCurve(
  losses: readonly number[],
  steps: number,
  width: number,
  height: number,
): readonly CurvePoint[] {
  const stretch = Math.max(1, Math.ceil(steps / MOST_POINTS));
  const means: number[] = [];
  for (let from = 0; from < losses.length; from += stretch) {
    const part = losses.slice(from, from + stretch);
    means.push(part.reduce((sum, loss) => sum + loss, 0) / part.length);
  }
  const most = Math.max(...means, Number.MIN_VALUE);
  const across = Math.max(1, Math.ceil(steps / stretch) - 1);
  return means.map((mean, at) => [(at / across) * width, height * (1 - mean / most)]);
}

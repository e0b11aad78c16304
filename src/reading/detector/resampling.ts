/**
 * How a row of `size` samples becomes one of `length` samples: output i is the sum of
 * `weights[first[i]..first[i + 1]]` times the samples from `start[i]` on.
 */
export interface Resampling {
  readonly start: Int32Array;
  readonly first: Int32Array;
  /** The weights of each output sum to 1. */
  readonly weights: Float32Array;
}

/**
 * Area averaging where the row shrinks (every sample counts by the share of it that is covered),
 * linear interpolation between centres where it grows; as OpenCV's INTER_AREA and INTER_LINEAR.
 */
export function resampling(size: number, length: number): Resampling {
  const start = new Int32Array(length);
  const first = new Int32Array(length + 1);
  const weights: number[] = [];
  const step = size / length;
  for (let i = 0; i < length; i++) {
    if (step > 1) {
      const from = i * step;
      const to = Math.min(size, from + step);
      const begin = Math.floor(from + 1e-6);
      const end = Math.min(size, Math.max(begin + 1, Math.ceil(to - 1e-6)));
      start[i] = begin;
      for (let x = begin; x < end; x++) {
        weights.push((Math.min(to, x + 1) - Math.max(from, x)) / (to - from));
      }
    } else {
      const center = Math.min(Math.max((i + 0.5) * step - 0.5, 0), size - 1);
      const begin = Math.min(Math.floor(center), Math.max(0, size - 2));
      start[i] = begin;
      weights.push(1 - (center - begin));
      if (size > 1) weights.push(center - begin);
    }
    first[i + 1] = weights.length;
  }
  return { start, first, weights: new Float32Array(weights) };
}

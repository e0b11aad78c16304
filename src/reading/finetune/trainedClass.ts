import type { ClassOrigins } from './headWeights.ts';

/** A class to train. */
export interface TrainedClass {
  readonly name: string;
  /** What the model to start from may call it, the likeliest first. */
  readonly knownAs: readonly string[];
}

const SAME: readonly ((a: string, b: string) => boolean)[] = [
  (a, b) => a === b,
  (a, b) => a.toLowerCase() === b.toLowerCase(),
];

/**
 * Which of the known classes each class is; no two are the same one. Names as they are written count
 * first, then names in whatever case.
 */
export function classOrigins(
  classes: readonly TrainedClass[],
  known: readonly string[],
): ClassOrigins {
  const origins: (number | null)[] = classes.map(() => null);
  for (const same of SAME) {
    classes.forEach(({ knownAs }, at) => {
      if (origins[at] !== null) return;
      for (const name of knownAs) {
        const found = known.findIndex((one, i) => !origins.includes(i) && same(one, name));
        if (found < 0) continue;
        origins[at] = found;
        return;
      }
    });
  }
  return origins;
}

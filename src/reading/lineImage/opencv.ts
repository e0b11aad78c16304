import type OpenCvModule from '@techstark/opencv-js';

/** OpenCV.js, started. Boxed as `{ cv }` when awaited, because the module itself is a thenable. */
export type OpenCv = typeof OpenCvModule;

/** Starts OpenCV.js once: split wasm in the page, the package as it is in Node. */
export type LoadOpenCv = () => Promise<{ readonly cv: OpenCv }>;

interface Deletable {
  delete(): void;
}

/** Objects in OpenCV's memory that were handed to {@link keepMat} and not yet deleted. */
let alive = 0;

/** How many Mats (and vectors) are alive: the same after a thousand frames as after one. */
export function countMats(): number {
  return alive;
}

/** Counts an object that outlives its function; `release` deletes it. */
export function keepMat<T extends Deletable>(mat: T): { readonly mat: T; release(): void } {
  alive += 1;
  return {
    mat,
    release() {
      alive -= 1;
      mat.delete();
    },
  };
}

/**
 * Runs `work` with a `keep` that remembers Mats (and vectors); all of them are deleted afterwards,
 * whether `work` returns or throws.
 */
export function withMats<Result>(
  work: (keep: <T extends Deletable>(mat: T) => T) => Result,
): Result {
  const kept: Deletable[] = [];
  try {
    return work((mat) => {
      kept.push(mat);
      alive += 1;
      return mat;
    });
  } finally {
    for (const mat of kept.reverse()) {
      mat.delete();
      alive -= 1;
    }
  }
}

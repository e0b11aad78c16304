import type OpenCvModule from '@techstark/opencv-js';

/** OpenCV.js, started. Boxed as `{ cv }` when awaited, because the module itself is a thenable. */
export type OpenCv = typeof OpenCvModule;

/** Starts OpenCV.js once: split wasm in the page, the package as it is in Node. */
export type LoadOpenCv = () => Promise<{ readonly cv: OpenCv }>;

interface Deletable {
  delete(): void;
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
      return mat;
    });
  } finally {
    for (const mat of kept.reverse()) mat.delete();
  }
}

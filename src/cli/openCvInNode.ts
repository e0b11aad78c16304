import { createRequire } from 'node:module';
import { ReadingError } from '../reading/errors.ts';
import type { OpenCv } from '../reading/lineImage/opencv.ts';

let started: Promise<{ readonly cv: OpenCv }> | undefined;

/** The events that OpenCV.js's script takes over when it is loaded in Node. */
const TAKEN_OVER = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Starts OpenCV.js from the installed package, once.
 * @throws ReadingError `opencv-failed`
 */
export function loadOpenCvInNode(): Promise<{ readonly cv: OpenCv }> {
  started ??= start();
  return started;
}

function start(): Promise<{ readonly cv: OpenCv }> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(new ReadingError('opencv-failed', { cause }));
    const before = TAKEN_OVER.map((event) => process.listeners(event as 'uncaughtException'));
    try {
      const cv: OpenCv & { onAbort?: (reason: unknown) => void } = createRequire(import.meta.url)(
        '@techstark/opencv-js',
      );
      cv.onAbort = fail;
      // `cv` is a thenable that resolves with itself: only a box of it can be awaited.
      cv.onRuntimeInitialized = () => resolve({ cv });
    } catch (error) {
      fail(error);
    } finally {
      // Its handlers would abort OpenCV on any promise rejected elsewhere in the program.
      for (const [i, event] of TAKEN_OVER.entries()) {
        for (const listener of process.listeners(event as 'uncaughtException')) {
          if (!before[i]?.includes(listener)) process.removeListener(event, listener);
        }
      }
    }
  });
}

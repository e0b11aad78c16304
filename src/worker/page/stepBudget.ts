import type { ReadingError } from '../../reading/errors.ts';
import type { PdfSteps } from '../../reading/pictureFile/pdfPages.ts';

/** How often it is looked whether a step is over its time, ms. */
const BEAT_MS = 1000;

/**
 * Steps that are each waited for so many seconds without a sign of progress. The first that takes
 * longer ends whatever does them, and with it all steps that are under way or still come.
 *
 * Seconds are counted only while the page is looked at: hidden pages are not drawn.
 */
export function stepBudget(
  seconds: number,
  overdue: () => ReadingError,
  isLookedAt: () => boolean = () => document.visibilityState === 'visible',
): PdfSteps {
  let ended: ReadingError | null = null;
  const waiting = new Set<(error: ReadingError) => void>();

  function end(): void {
    if (ended !== null) return;
    ended = overdue();
    for (const give of waiting) give(ended);
  }

  return <Value>(step: (heard: () => void) => Promise<Value>): Promise<Value> => {
    if (ended !== null) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      let silent = 0;
      const beats = setInterval(() => {
        if (isLookedAt()) silent += 1;
        if (silent > seconds) end();
      }, BEAT_MS);
      const settled = (): void => {
        clearInterval(beats);
        waiting.delete(giveUp);
      };
      const giveUp = (error: ReadingError): void => {
        settled();
        reject(error);
      };
      waiting.add(giveUp);
      step(() => {
        silent = 0;
      })
        .then(resolve, reject)
        .finally(settled);
    });
  };
}

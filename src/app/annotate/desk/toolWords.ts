import { storedObject, storedValue } from '../../storage/storedValue.ts';

/** After so many presses the icons are known. */
const LEARNT = 8;

const presses = storedValue('handlens.annotate.tools', (stored: string | null) => {
  const { count } = storedObject(stored);
  return { count: typeof count === 'number' && Number.isFinite(count) ? count : 0 };
});

/** Counts a press of a tool in the strip, as long as that matters. */
export function notePress(known: number): void {
  if (known < LEARNT) presses.change({ count: known + 1 });
}

/** Presses so far, and whether the tools still show their words. */
export function useToolWords(): { readonly count: number; readonly shown: boolean } {
  const { count } = presses.use();
  return { count, shown: count < LEARNT };
}

import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the keyboard's place where what had it goes away: it moves to the first thing marked
 * `data-onward` in what has come.
 * @param phase changes whenever something may go
 */
export function useFocusOnward(phase: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(phase);
  useLayoutEffect(() => {
    if (before.current === phase) return;
    before.current = phase;
    // What had the focus is gone with the last change: the browser then has it nowhere.
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    place.current?.querySelector<HTMLElement>('[data-onward]')?.focus();
  });
  return place;
}

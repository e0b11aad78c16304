import { useSyncExternalStore } from 'react';

const byTouch = matchMedia('(pointer: coarse)');

function subscribe(listener: () => void): () => void {
  byTouch.addEventListener('change', listener);
  return () => byTouch.removeEventListener('change', listener);
}

/** True on phones and tablets: what is mainly worked with is a finger. */
export function useTouch(): boolean {
  return useSyncExternalStore(subscribe, () => byTouch.matches);
}

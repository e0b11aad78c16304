import { useSyncExternalStore } from 'react';
import { type ScreenName, screenOfHash } from './screens.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The screen that the address names: no server is asked, so any static host and base path will do. */
export function useHashRoute(): ScreenName {
  return useSyncExternalStore(subscribe, () => screenOfHash(location.hash));
}

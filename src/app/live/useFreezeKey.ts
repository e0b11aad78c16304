import { useEffect } from 'react';
import { hasOwnKeys } from '../keys/hasOwnKeys.ts';

/** Calls `toggle` on Space, wherever Space does nothing else. */
export function useFreezeKey(active: boolean, toggle: () => void): void {
  useEffect(() => {
    if (!active) return;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || event.repeat || event.defaultPrevented) return;
      if (hasOwnKeys(event.target)) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [active, toggle]);
}

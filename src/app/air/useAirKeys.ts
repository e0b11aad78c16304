import { useEffect } from 'react';
import { hasOwnKeys } from '../keys/hasOwnKeys.ts';
import { AIR_ACTIONS, type AirActionName } from './airActions.ts';

/**
 * The keys of the writing actions, and Space, which puts the pen down for as long as it is held.
 * @param onHold null where the pen is not held
 */
export function useAirKeys(
  active: boolean,
  perform: (name: AirActionName) => void,
  onHold: ((down: boolean) => void) | null,
): void {
  useEffect(() => {
    if (!active) return;
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.defaultPrevented || hasOwnKeys(event.target)) return;
        if (event.key === ' ' && onHold) {
          event.preventDefault();
          if (!event.repeat) onHold(true);
          return;
        }
        const action = event.repeat ? undefined : AIR_ACTIONS.find((each) => each.keyTest(event));
        if (!action) return;
        event.preventDefault();
        perform(action.name);
      },
      { signal },
    );
    window.addEventListener('keyup', (event) => event.key === ' ' && onHold?.(false), { signal });
    window.addEventListener('blur', () => onHold?.(false), { signal });
    return () => listening.abort();
  }, [active, perform, onHold]);
}

import { useEffect } from 'react';
import { hasOwnKeys, takesText } from '../keys/hasOwnKeys.ts';
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
        if (event.defaultPrevented || takesText(event.target)) return;
        const onControl = hasOwnKeys(event.target);
        if (event.key === ' ' && onHold && !onControl) {
          event.preventDefault();
          if (!event.repeat) onHold(true);
          return;
        }
        const action = AIR_ACTIONS.find(({ keyTest }) => keyTest(event));
        if (!action || event.repeat || (onControl && !action.onButtons)) return;
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

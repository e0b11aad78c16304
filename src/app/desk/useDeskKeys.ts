import { useEffect } from 'react';
import { takesText } from '../keys/hasOwnKeys.ts';
import { useSteadyHandler } from '../useSteadyHandler.ts';

/** What single letters do on the desk, wherever no text is being written. */
export interface DeskKeys {
  readonly switchOverlay: () => void;
  /** Opens the next word that is unsure, or with -1 the one before. */
  readonly walkUnsure: (step: 1 | -1) => void;
}

export function useDeskKeys(active: boolean, keys: DeskKeys): void {
  const press = useSteadyHandler((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (takesText(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 't' && !event.repeat) keys.switchOverlay();
    else if (key === 'n') keys.walkUnsure(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    if (!active) return;
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [active, press]);
}

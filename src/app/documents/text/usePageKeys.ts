import { useEffect } from 'react';
import { takesText } from '../../keys/hasOwnKeys.ts';
import { useSteadyHandler } from '../../useSteadyHandler.ts';

interface PageKeys {
  /** To the next page, or with -1 the one before. */
  readonly step: (by: 1 | -1) => void;
  readonly undo: () => void;
}

/** Page down and up go from page to page, Control or Command with Z takes back what was done to them. */
export function usePageKeys(active: boolean, { step, undo }: PageKeys): void {
  const press = useSteadyHandler((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || takesText(event.target)) return;
    // Behind a dialog nothing changes.
    if (document.querySelector('dialog[open]')) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.shiftKey && event.key.toLowerCase() === 'z') undo();
    else if (!command && event.key === 'PageDown') step(1);
    else if (!command && event.key === 'PageUp') step(-1);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    if (!active) return;
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [active, press]);
}

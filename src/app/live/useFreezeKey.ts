import { useEffect } from 'react';

const USES_SPACE =
  'input, textarea, select, button, summary, a[href], [role="button"], [contenteditable], dialog, [popover]';

/** Calls `toggle` on Space, wherever Space does nothing else. */
export function useFreezeKey(active: boolean, toggle: () => void): void {
  useEffect(() => {
    if (!active) return;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== ' ' || event.repeat || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(USES_SPACE)) return;
      event.preventDefault();
      toggle();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [active, toggle]);
}

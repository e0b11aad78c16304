import { type RefObject, useEffect, useState } from 'react';
import { swallowClick } from './swallowClick.ts';

const HOLD_MS = 350;
/** A finger trembles this far, px. */
const STILL_PX = 8;

/**
 * True while a picture is pressed and held: then the other of ink and text is shown.
 * @param held the picture stands still, so that a press on its text begins a selection
 */
export function usePeek(area: RefObject<HTMLElement | null>, held: boolean): boolean {
  const [peeking, setPeeking] = useState(false);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const listening = new AbortController();
    const { signal } = listening;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pressed: PointerEvent | null = null;
    let peeks = false;
    const end = (): void => {
      clearTimeout(timer);
      pressed = null;
      if (!peeks) return;
      peeks = false;
      setPeeking(false);
      swallowClick(element);
    };
    element.addEventListener(
      'pointerdown',
      (event) => {
        const onText = event.target instanceof Element && event.target.closest('.ink-letters');
        end();
        if (event.button !== 0 || !event.isPrimary || (held && onText)) return;
        pressed = event;
        timer = setTimeout(() => {
          peeks = true;
          setPeeking(true);
        }, HOLD_MS);
      },
      { signal },
    );
    element.addEventListener(
      'pointermove',
      (event) => {
        if (pressed === null || peeks) return;
        const { clientX, clientY } = pressed;
        if (Math.hypot(event.clientX - clientX, event.clientY - clientY) > STILL_PX) end();
      },
      { signal },
    );
    for (const name of ['pointerup', 'pointercancel'] as const) {
      window.addEventListener(name, end, { signal });
    }
    return () => {
      listening.abort();
      end();
    };
  }, [area, held]);
  return peeking;
}

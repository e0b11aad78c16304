import { type RefObject, useEffect } from 'react';
import type { InkPoint } from '../../reading/strokes/ink.ts';
import type { Size } from '../stage/displayGeometry.ts';
import type { AirWriting } from './useAirWriting.ts';

/** With no pointer down for this long, what was written is read with all care, ms. */
const PAUSE_MS = 900;

/**
 * Lets mouse, finger and stylus write on an element. Every point that the device measured is taken
 * (coalesced events), in the task in which it comes; pressure plays no part.
 * @param picture size that the ink is px of, spread over the element
 */
export function usePad(
  element: RefObject<HTMLElement | null>,
  active: boolean,
  picture: Size,
  { ink, pause }: AirWriting,
): void {
  const { width, height } = picture;
  useEffect(() => {
    const pad = element.current;
    if (!pad || !active) return;
    const listening = new AbortController();
    const { signal } = listening;
    let writing: number | null = null;
    let resting: ReturnType<typeof setTimeout> | undefined;

    const pointsOf = (events: readonly PointerEvent[]): readonly InkPoint[] => {
      const place = pad.getBoundingClientRect();
      return events.map(({ clientX, clientY, timeStamp }) => ({
        x: ((clientX - place.left) * width) / place.width,
        y: ((clientY - place.top) * height) / place.height,
        timeMs: timeStamp,
      }));
    };
    pad.addEventListener(
      'pointerdown',
      (event) => {
        // One pen at a time: the ball of the hand on a touch screen is a second pointer.
        if (writing !== null || event.button !== 0) return;
        event.preventDefault();
        writing = event.pointerId;
        try {
          pad.setPointerCapture(event.pointerId);
        } catch {
          // A pointer that is gone already, or one that a test made.
        }
        clearTimeout(resting);
        ink.lift();
        ink.extend(pointsOf([event]));
      },
      { signal },
    );
    pad.addEventListener(
      'pointermove',
      (event) => {
        if (event.pointerId !== writing) return;
        const measured = event.getCoalescedEvents?.() ?? [];
        ink.extend(pointsOf(measured.length > 0 ? measured : [event]));
      },
      { signal },
    );
    const lift = (event: PointerEvent): void => {
      if (event.pointerId !== writing) return;
      writing = null;
      ink.lift();
      resting = setTimeout(pause, PAUSE_MS);
    };
    pad.addEventListener('pointerup', lift, { signal });
    pad.addEventListener('pointercancel', lift, { signal });
    return () => {
      listening.abort();
      clearTimeout(resting);
    };
  }, [element, active, width, height, ink, pause]);
}

import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { Box, Point } from '../../reading/geometry.ts';
import type { Size } from './displayGeometry.ts';
import { swallowClick } from './swallowClick.ts';
import { panBy, showPlace, WHOLE, type Zoom, zoomBy } from './zoomedPicture.ts';

/** A wheel's step of 100 px enlarges by this much; a trackpad sends many small ones. */
const WHEEL_STEP = 1.25;
/** Keys that enlarge by a factor, and keys that move what is enlarged, px. */
const ZOOM_KEYS: Readonly<Record<string, number>> = { '+': 1.3, '=': 1.3, '-': 1 / 1.3 };
const PAN_KEYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: 60, y: 0 },
  ArrowRight: { x: -60, y: 0 },
  ArrowUp: { x: 0, y: 60 },
  ArrowDown: { x: 0, y: -60 },
};
/** Farther than this is a drag and no click, px. */
const DRAG_PX = 5;

/**
 * Wheel, pinch, drag and keys enlarge and move a picture that stands still; it is whole again as
 * soon as it moves, or another takes its place.
 */
export function useZoom(
  area: RefObject<HTMLElement | null>,
  still: boolean,
  subject?: number,
): {
  readonly zoom: Zoom;
  /** Brings a place, in shares of the picture, into sight where it is enlarged. */
  readonly show: (place: Box) => void;
} {
  const [zoom, setZoom] = useState(WHOLE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject begins anew.
  useEffect(() => {
    const element = area.current;
    if (!still || !element) return;
    const listening = new AbortController();
    const { signal } = listening;
    const frame = (): Size => ({ width: element.clientWidth, height: element.clientHeight });
    const place = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: clientX - left, y: clientY - top };
    };
    const fingers = new Map<number, Point>();
    let dragged = 0;

    element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const factor = WHEEL_STEP ** (-event.deltaY / 100);
        setZoom((before) => zoomBy(before, factor, place(event), frame()));
      },
      { signal, passive: false },
    );
    element.addEventListener(
      'pointerdown',
      (event) => {
        const onText = event.target instanceof Element && event.target.closest('.ink-letters');
        // A mouse that is pressed on text selects it; a finger moves the picture all the same.
        if (event.button > 1 || (event.pointerType === 'mouse' && event.button === 0 && onText)) {
          return;
        }
        if (event.isPrimary) {
          fingers.clear();
          dragged = 0;
        }
        fingers.set(event.pointerId, place(event));
      },
      { signal },
    );
    element.addEventListener(
      'pointermove',
      (event) => {
        const from = fingers.get(event.pointerId);
        if (from === undefined) return;
        const to = place(event);
        const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
        fingers.set(event.pointerId, to);
        dragged += Math.hypot(to.x - from.x, to.y - from.y);
        if (other === undefined) {
          setZoom((before) => panBy(before, to.x - from.x, to.y - from.y, frame()));
          return;
        }
        const before = Math.hypot(from.x - other.x, from.y - other.y);
        const after = Math.hypot(to.x - other.x, to.y - other.y);
        const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
        const factor = before > 0 ? after / before : 1;
        setZoom((now) =>
          panBy(
            zoomBy(now, factor, middle, frame()),
            (to.x - from.x) / 2,
            (to.y - from.y) / 2,
            frame(),
          ),
        );
      },
      { signal },
    );
    const lift = (event: PointerEvent): void => {
      if (!fingers.delete(event.pointerId)) return;
      if (fingers.size === 0 && dragged > DRAG_PX) swallowClick(element);
    };
    for (const name of ['pointerup', 'pointercancel'] as const) {
      window.addEventListener(name, lift, { signal });
    }
    element.addEventListener(
      'keydown',
      (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const { width, height } = frame();
        const middle = { x: width / 2, y: height / 2 };
        const factor = ZOOM_KEYS[event.key];
        const pan = PAN_KEYS[event.key];
        if (factor !== undefined) setZoom((before) => zoomBy(before, factor, middle, frame()));
        else if (pan !== undefined) setZoom((before) => panBy(before, pan.x, pan.y, frame()));
        else if (event.key === '0') setZoom(WHOLE);
        else return;
        event.preventDefault();
      },
      { signal },
    );
    return () => {
      listening.abort();
      setZoom(WHOLE);
    };
  }, [area, still, subject]);
  const show = useCallback(
    ({ x, y, width, height }: Box) => {
      const { clientWidth, clientHeight } = area.current ?? { clientWidth: 0, clientHeight: 0 };
      const frame = { width: clientWidth, height: clientHeight };
      const place = {
        ...{ x: x * frame.width, y: y * frame.height },
        ...{ width: width * frame.width, height: height * frame.height },
      };
      setZoom((before) => (before.scale > 1 ? showPlace(before, place, frame) : before));
    },
    [area],
  );
  return { zoom, show };
}

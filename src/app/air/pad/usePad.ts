import { type RefObject, useEffect, useRef } from 'react';
import type { Point } from '../../../reading/geometry.ts';
import type { InkPoint } from '../../../reading/strokes/ink.ts';
import { strokesTouched, withoutStrokes } from '../../../reading/strokes/inkSelection.ts';
import type { InkStore } from '../../../reading/strokes/inkStore.ts';
import { scratchedOut } from '../../../reading/strokes/scratchOut.ts';
import type { Size } from '../../stage/displayGeometry.ts';
import { useSteadyHandler } from '../../useSteadyHandler.ts';
import type { Lasso } from './lasso.ts';
import type { PadMode } from './padPen.ts';
import { PadPointers } from './padPointers.ts';

/** With no pointer down for this long, what was written is read with all care, ms. */
const PAUSE_MS = 900;
/** A tap goes no farther than this, px of the page. */
const TAP_PX = 5;
/** Width of the eraser, px of the page. */
const ERASER_PX = 10;

interface PadOptions {
  readonly element: RefObject<HTMLElement | null>;
  /** What the paper is moved in. */
  readonly scroller: RefObject<HTMLElement | null>;
  readonly active: boolean;
  /** Size that the ink is px of, spread over the element. */
  readonly picture: Size;
  readonly ink: InkStore;
  readonly mode: PadMode;
  readonly lasso: Lasso;
  /** What will be written next, as the browser foresees it. */
  readonly foresee: (from: InkPoint | null, points: readonly InkPoint[]) => void;
  /** The pen rests, or goes on. */
  readonly onRest: (resting: boolean) => void;
  /** A tap while the pen rests. @returns whether it meant something, and is no dot */
  readonly onTap: (at: Point) => boolean;
}

/** What a pointer does from coming down to being lifted. */
interface Gesture {
  readonly pointerId: number;
  readonly does: PadMode;
  readonly from: Point;
  readonly wasResting: boolean;
  /** The eraser has taken something away: what follows is one step with it. */
  erased: boolean;
  last: InkPoint;
}

/**
 * Lets mouse, finger and pen write on an element. Every point that the device measured is taken
 * (coalesced events), in the task in which it comes, with the pressure of a pen; what the browser
 * foresees is only shown.
 */
export function usePad(options: PadOptions): void {
  const { element, scroller, active, picture, ink } = options;
  const { width, height } = picture;
  const foresee = useSteadyHandler(options.foresee);
  const onRest = useSteadyHandler(options.onRest);
  const onTap = useSteadyHandler(options.onTap);
  const newest = useRef(options);
  useEffect(() => {
    newest.current = options;
  });

  useEffect(() => {
    const pad = element.current;
    if (!pad || !active) return;
    const listening = new AbortController();
    const { signal } = listening;
    const pointers = new PadPointers();
    let gesture: Gesture | null = null;
    let rests = true;
    let resting: ReturnType<typeof setTimeout> | undefined;

    const pointOf = ({ clientX, clientY, timeStamp, pointerType, pressure }: PointerEvent) => {
      const place = pad.getBoundingClientRect();
      const point: InkPoint = {
        x: ((clientX - place.left) * width) / place.width,
        y: ((clientY - place.top) * height) / place.height,
        timeMs: timeStamp,
      };
      return pointerType === 'pen' && pressure > 0 ? { ...point, pressure } : point;
    };
    const reach = (): number => (ERASER_PX * width) / pad.getBoundingClientRect().width;
    const erase = (held: Gesture, path: readonly InkPoint[]): void => {
      const { strokes } = ink.ink();
      const touched = strokesTouched(strokes, path, reach());
      if (touched.size === 0) return;
      ink.edit((all) => withoutStrokes(all, touched), held.erased);
      held.erased = true;
    };

    const begin = (event: PointerEvent, does: PadMode): void => {
      const point = pointOf(event);
      const from = { x: event.clientX, y: event.clientY };
      gesture = {
        ...{ pointerId: event.pointerId, does, from, last: point },
        wasResting: rests,
        erased: false,
      };
      clearTimeout(resting);
      rests = false;
      onRest(false);
      if (does === 'pen') {
        ink.lift();
        ink.extend([point]);
      } else if (does === 'eraser') erase(gesture, [point]);
      else newest.current.lasso.begin(point);
    };
    const goOn = (held: Gesture, event: PointerEvent): void => {
      const measured = event.getCoalescedEvents?.() ?? [];
      const points = (measured.length > 0 ? measured : [event]).map(pointOf);
      if (held.does === 'pen') {
        ink.extend(points);
        foresee(points.at(-1) ?? null, (event.getPredictedEvents?.() ?? []).map(pointOf));
      } else if (held.does === 'eraser') erase(held, [held.last, ...points]);
      else newest.current.lasso.goOn(points);
      held.last = points.at(-1) ?? held.last;
    };
    const discard = (): void => {
      if (gesture?.does === 'pen') ink.apply([{ do: 'discard' }]);
      if (gesture?.does === 'lasso') newest.current.lasso.end();
      foresee(null, []);
      gesture = null;
    };
    const finish = (held: Gesture, event: PointerEvent): void => {
      foresee(null, []);
      gesture = null;
      if (held.does === 'lasso') newest.current.lasso.end();
      if (held.does === 'pen') {
        const { from } = held;
        const isTap = Math.hypot(event.clientX - from.x, event.clientY - from.y) < TAP_PX;
        if (isTap && held.wasResting && onTap(held.last)) ink.apply([{ do: 'discard' }]);
        else liftPen(ink);
      }
      rest();
    };
    const rest = (): void => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        rests = true;
        onRest(true);
      }, PAUSE_MS);
    };

    pad.addEventListener(
      'pointerdown',
      (event) => {
        if (event.target instanceof Element && event.target.closest('button')) return;
        const { role, discards } = pointers.down(event);
        if (discards) discard();
        if (role === 'none') return;
        event.preventDefault();
        try {
          pad.setPointerCapture(event.pointerId);
        } catch {
          // A pointer that is gone already, or one that a test made.
        }
        if (role === 'write') begin(event, newest.current.mode);
        else if (role === 'erase') begin(event, 'eraser');
      },
      { signal },
    );
    pad.addEventListener(
      'pointermove',
      (event) => {
        if (gesture?.pointerId === event.pointerId) goOn(gesture, event);
        else if (pointers.roleOf(event.pointerId) === 'scroll') {
          scroller.current?.scrollBy(0, -event.movementY / pointers.scrolling);
        }
      },
      { signal },
    );
    const lift = (event: PointerEvent): void => {
      pointers.up(event.pointerId);
      if (gesture?.pointerId === event.pointerId) finish(gesture, event);
      else if (gesture === null) rest();
    };
    pad.addEventListener('pointerup', lift, { signal });
    pad.addEventListener('pointercancel', lift, { signal });
    return () => {
      listening.abort();
      clearTimeout(resting);
    };
  }, [element, scroller, active, width, height, ink, foresee, onRest, onTap]);
}

/** The stroke is done: ink, or a scratch that takes ink away, in one step. */
function liftPen(ink: InkStore): void {
  const { strokes } = ink.ink();
  const newest = strokes.at(-1);
  const gone = newest ? scratchedOut(newest, strokes.slice(0, -1)) : new Set<number>();
  if (gone.size === 0) {
    ink.lift();
    return;
  }
  ink.apply([{ do: 'discard' }]);
  ink.edit((all) => withoutStrokes(all, gone));
}

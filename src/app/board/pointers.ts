import type { Point } from '../../reading/geometry.ts';

/** What pointers on the canvas do; points are CSS px from its upper left corner. */
export interface PointerHandlers {
  press(press: {
    readonly view: Point;
    readonly button: number;
    readonly touch: boolean;
    readonly adding: boolean;
    readonly copying: boolean;
  }): void;
  move(view: Point, touch: boolean): void;
  release(view: Point): void;
  /** What was begun does not count: a second finger came, or the system took the pointer away. */
  cancel(): void;
  leave(): void;
  /** Two fingers: `factor` apart or together about `anchor`, and moved by `dx`, `dy`. */
  pinch(factor: number, anchor: Point, dx: number, dy: number): void;
  wheel(event: WheelEvent, view: Point): void;
  doubleClick(view: Point): void;
}

/** Follows mouse, pen and fingers on an element, with capture, until the returned function is called. */
export function followPointers(element: HTMLElement, handlers: PointerHandlers): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const down = new Map<number, Point>();
  /** The one pointer that draws or drags; null while two fingers pinch. */
  let acting: number | null = null;

  const place = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const forget = (event: PointerEvent): boolean => {
    down.delete(event.pointerId);
    const acted = acting === event.pointerId;
    if (acted) acting = null;
    return acted;
  };

  element.addEventListener(
    'pointerdown',
    (event) => {
      const touch = event.pointerType === 'touch';
      if (acting !== null && !touch) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      down.set(event.pointerId, place(event));
      if (down.size > 1) {
        if (acting !== null) handlers.cancel();
        acting = null;
        return;
      }
      acting = event.pointerId;
      handlers.press({
        view: place(event),
        button: event.button,
        touch,
        adding: event.ctrlKey || event.metaKey || event.shiftKey,
        copying: event.altKey,
      });
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      const view = place(event);
      const touch = event.pointerType === 'touch';
      if (down.size === 2 && down.has(event.pointerId)) {
        const before = [...down.values()];
        down.set(event.pointerId, view);
        pinch(before, [...down.values()]);
      } else if (acting === event.pointerId || (acting === null && down.size === 0)) {
        handlers.move(view, touch);
      }
    },
    { signal },
  );
  element.addEventListener(
    'pointerup',
    (event) => {
      if (forget(event)) handlers.release(place(event));
    },
    { signal },
  );
  element.addEventListener(
    'pointercancel',
    (event) => {
      if (forget(event)) handlers.cancel();
    },
    { signal },
  );
  element.addEventListener('pointerleave', () => down.size === 0 && handlers.leave(), { signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  element.addEventListener('dblclick', (event) => handlers.doubleClick(place(event)), { signal });
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      handlers.wheel(event, place(event));
    },
    { signal, passive: false },
  );

  function pinch(before: readonly Point[], after: readonly Point[]): void {
    const [a, b] = before;
    const [c, d] = after;
    if (!a || !b || !c || !d) return;
    const apart = (p: Point, q: Point): number => Math.max(1, Math.hypot(p.x - q.x, p.y - q.y));
    const middle = (p: Point, q: Point): Point => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
    const from = middle(a, b);
    const to = middle(c, d);
    handlers.pinch(apart(c, d) / apart(a, b), to, to.x - from.x, to.y - from.y);
  }

  return () => listening.abort();
}

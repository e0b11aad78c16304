import { type RefObject, useEffect, useRef } from 'react';
import type { Box } from '../../reading/geometry.ts';
import type { LiveView } from '../../worker/client.ts';
import type { Size } from '../stage/displayGeometry.ts';
import type { Zoom } from '../stage/zoomedPicture.ts';
import { useSteadyHandler } from '../useSteadyHandler.ts';

interface ScrollTogether {
  readonly desk: RefObject<HTMLElement | null>;
  /** The picture, in the desk. */
  readonly area: RefObject<HTMLElement | null>;
  /** What is read in a picture that stands still; null while it moves. */
  readonly view: LiveView | null;
  readonly zoom: Zoom;
  /** Brings a place, in shares of the picture, into sight. */
  readonly show: (place: Box) => void;
}

/** A box of the picture in shares of it. */
export function shareOf({ x, y, width, height }: Box, of: Size): Box {
  return {
    ...{ x: x / of.width, y: y / of.height },
    ...{ width: width / of.width, height: height / of.height },
  };
}

/** The first line, in reading order, whose middle is in sight on the enlarged picture. */
export function firstInSight(view: LiveView, { scale, y }: Zoom, frame: Size): number | null {
  const found = view.lines.find(({ box }) => {
    const middle = ((box.y + box.height / 2) / view.height) * frame.height * scale + y;
    return middle >= 0 && middle <= frame.height;
  });
  return found?.id ?? null;
}

/** An enlarged picture and its text follow each other: the one that a person moves leads. */
export function useScrollTogether({ desk, area, view, zoom, show }: ScrollTogether): void {
  const leads = useRef<'picture' | 'text'>('text');

  const follow = useSteadyHandler((scrolled: Element) => {
    if (leads.current !== 'text' || view === null) return;
    const { top } = scrolled.getBoundingClientRect();
    const padding = Number.parseFloat(getComputedStyle(scrolled).scrollPaddingTop) || 0;
    const rows = Array.from(scrolled.querySelectorAll<HTMLElement>('[data-line]'));
    const first = rows.find((row) => row.getBoundingClientRect().bottom > top + padding);
    const line = view.lines.find(({ id }) => String(id) === first?.dataset.line);
    if (line) show(shareOf(line.box, view));
  });

  useEffect(() => {
    const element = desk.current;
    if (!element) return;
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true, passive: true } as const;
    const lead = ({ target }: Event): void => {
      const onPicture = target instanceof Node && area.current?.contains(target);
      leads.current = onPicture ? 'picture' : 'text';
    };
    for (const name of ['wheel', 'pointerdown', 'keydown'] as const) {
      element.addEventListener(name, lead, options);
    }
    element.addEventListener(
      'scroll',
      ({ target }) => target instanceof Element && follow(target),
      options,
    );
    return () => listening.abort();
  }, [desk, area, follow]);

  useEffect(() => {
    const { current: element } = area;
    if (leads.current !== 'picture' || view === null || !element || zoom.scale === 1) return;
    const frame = { width: element.clientWidth, height: element.clientHeight };
    const first = firstInSight(view, zoom, frame);
    const row = desk.current?.querySelector(`.transcript-line[data-line="${first}"]`);
    row?.scrollIntoView({ block: 'start' });
  }, [desk, area, view, zoom]);
}

import { type RefObject, useEffect, useRef } from 'react';
import type { Box } from '../../reading/geometry.ts';
import type { InkStore } from '../../reading/strokes/inkStore.ts';
import { watchTheme } from '../settings/watchTheme.ts';
import type { Size } from '../stage/displayGeometry.ts';
import { useElementSize } from '../stage/useElementSize.ts';
import type { ForeseenInk } from './foreseenInk.ts';
import { InkCanvas } from './inkCanvas.ts';
import { PenRing } from './penRing.ts';

interface InkLayerProps {
  readonly ink: InkStore;
  readonly picture: Size;
  /** Light ink in a dark casing over a picture, dark ink on paper. */
  readonly look: 'picture' | 'paper';
  /** Box of the line that is looked at in the transcript, px of the picture. */
  readonly highlighted: Box | null;
  /** Where the ring at the pen tip is handed out; null where the pointer itself shows it. */
  readonly ring: RefObject<PenRing | null> | null;
  /** Where the showing of foreseen ink is handed out. */
  readonly foreseen: RefObject<ForeseenInk | null> | null;
}

/** Ink and pen tip over what is written on. */
export function InkLayer({ ink, picture, look, highlighted, ring, foreseen }: InkLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const casing = useRef<HTMLCanvasElement>(null);
  const lines = useRef<HTMLCanvasElement>(null);
  const ahead = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const shown = useElementSize(layer);
  const { width, height } = picture;

  useEffect(() => {
    if (!casing.current || !lines.current || !ahead.current || !shown) return;
    const canvas = new InkCanvas(casing.current, lines.current, ahead.current);
    canvas.fit({ width, height }, shown);
    const drawAll = (): void => canvas.draw(ink.ink());
    drawAll();
    if (foreseen) {
      foreseen.current = {
        show: (from, points) => {
          const newest = from && points.length > 0 ? ink.ink().strokes.at(-1) : undefined;
          canvas.foresee(from && newest ? { ...newest, points: [from, ...points] } : null);
        },
      };
    }
    const stopWatching = watchTheme(drawAll);
    const unsubscribe = ink.subscribe((change) => {
      if (change.kind === 'extended') canvas.extend(change.stroke, change.from);
      else drawAll();
    });
    return () => {
      stopWatching();
      unsubscribe();
      if (foreseen) foreseen.current = null;
    };
  }, [ink, shown, width, height, foreseen]);

  useEffect(() => {
    if (!ring || !tip.current) return;
    ring.current = new PenRing(tip.current);
    return () => {
      ring.current = null;
    };
  }, [ring]);

  return (
    <div ref={layer} className="ink-layer" data-look={look}>
      <canvas ref={casing} className="ink-casing" />
      <canvas ref={lines} className="ink-lines" role="img" aria-label="Your writing" />
      <canvas ref={ahead} className="ink-foreseen" />
      {highlighted && (
        <svg className="ink-highlight" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <rect
            x={highlighted.x - 12}
            y={highlighted.y - 12}
            width={highlighted.width + 24}
            height={highlighted.height + 24}
          />
        </svg>
      )}
      <div ref={tip} className="pen-ring" hidden />
    </div>
  );
}

import { type RefObject, useEffect, useRef } from 'react';
import type { Box } from '../../reading/geometry.ts';
import type { InkStore } from '../../reading/strokes/inkStore.ts';
import { watchTheme } from '../settings/watchTheme.ts';
import type { Size } from '../stage/displayGeometry.ts';
import { useElementSize } from '../stage/useElementSize.ts';
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
}

/** Ink and pen tip over what is written on. */
export function InkLayer({ ink, picture, look, highlighted, ring }: InkLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const casing = useRef<HTMLCanvasElement>(null);
  const lines = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const shown = useElementSize(layer);
  const { width, height } = picture;

  useEffect(() => {
    if (!casing.current || !lines.current || !shown) return;
    const canvas = new InkCanvas(casing.current, lines.current);
    canvas.fit({ width, height }, shown);
    const drawAll = (): void => canvas.draw(ink.ink());
    drawAll();
    const stopWatching = watchTheme(drawAll);
    const unsubscribe = ink.subscribe((change) => {
      if (change.kind === 'extended') canvas.extend(change.stroke, change.from);
      else drawAll();
    });
    return () => {
      stopWatching();
      unsubscribe();
    };
  }, [ink, shown, width, height]);

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

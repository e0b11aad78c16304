import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Point, Quad } from '../../../reading/geometry.ts';
import { movedCorner } from './movedCorner.ts';

const CORNERS = ['Top left', 'Top right', 'Bottom right', 'Bottom left'] as const;
/** A press of an arrow moves a corner by this share of the picture; with Shift ten times as far. */
const KEY_STEP = 0.002;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface CornerHandlesProps {
  /** In shares of the picture that it lies over. */
  readonly quad: Quad;
  readonly onQuad: (quad: Quad) => void;
}

/** A quad over a picture whose corners are dragged, or moved by arrows; what lies outside is dimmed. */
export function CornerHandles({ quad, onQuad }: CornerHandlesProps) {
  const layer = useRef<HTMLDivElement>(null);
  const points = quad.map(({ x, y }) => `${x * 100},${y * 100}`);

  const drag = (corner: number) => (event: PointerEvent<HTMLButtonElement>) => {
    const place = layer.current?.getBoundingClientRect();
    if (!place || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = place;
    const to = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
    onQuad(movedCorner(quad, corner, to));
  };
  const press = (corner: number) => (event: KeyboardEvent) => {
    const by = ARROWS[event.key];
    const at = quad[corner];
    if (!by || !at) return;
    event.preventDefault();
    const step = KEY_STEP * (event.shiftKey ? 10 : 1);
    onQuad(movedCorner(quad, corner, { x: at.x + by.x * step, y: at.y + by.y * step }));
  };

  return (
    <div ref={layer} className="corners">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path className="corners-outside" d={`M0 0H100V100H0ZM${points.join('L')}Z`} />
        <polygon className="corners-casing" points={points.join(' ')} />
        <polygon className="corners-edge" points={points.join(' ')} />
      </svg>
      {quad.map(({ x, y }, corner) => (
        <button
          key={CORNERS[corner]}
          type="button"
          className="corner"
          aria-label={`${CORNERS[corner]} corner: arrows move it`}
          style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag(corner)}
          onKeyDown={press(corner)}
        />
      ))}
    </div>
  );
}

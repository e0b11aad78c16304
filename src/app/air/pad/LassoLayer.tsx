import { Icon } from '../../icons/Icon.tsx';
import type { Size } from '../../stage/displayGeometry.ts';
import type { LassoView } from './lasso.ts';

interface LassoLayerProps {
  readonly view: LassoView;
  readonly paper: Size;
  readonly onRemove: () => void;
}

/** The loop that is drawn, and the ink that it holds. */
export function LassoLayer({ view: { loop, box }, paper, onRemove }: LassoLayerProps) {
  if (loop.length === 0 && box === null) return null;
  return (
    <>
      <svg className="lasso" viewBox={`0 0 ${paper.width} ${paper.height}`} aria-hidden="true">
        {loop.length > 1 && <polyline points={loop.map(({ x, y }) => `${x},${y}`).join(' ')} />}
        {box && <rect x={box.x} y={box.y} width={box.width} height={box.height} />}
      </svg>
      {box && (
        <button
          type="button"
          className="button lasso-remove"
          style={{
            left: `${(100 * (box.x + box.width)) / paper.width}%`,
            top: `${(100 * box.y) / paper.height}%`,
          }}
          onClick={onRemove}
        >
          <Icon name="clear" />
          Delete
        </button>
      )}
    </>
  );
}

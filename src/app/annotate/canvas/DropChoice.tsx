import { useEffect, useRef } from 'react';
import type { Point } from '../../../reading/geometry.ts';

interface DropChoiceProps {
  readonly at: Point;
  readonly onChoose: (copy: boolean) => void;
  readonly onCancel: () => void;
}

/** After a drag with the right button: copy or move, as LabelImg asks. */
export function DropChoice({ at, onChoose, onCancel }: DropChoiceProps) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset
      className="board-choice"
      aria-label="Boxes dragged"
      style={{ left: at.x, top: at.y }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onCancel();
      }}
    >
      <button ref={first} type="button" onClick={() => onChoose(true)}>
        Copy here
      </button>
      <button type="button" onClick={() => onChoose(false)}>
        Move here
      </button>
    </fieldset>
  );
}

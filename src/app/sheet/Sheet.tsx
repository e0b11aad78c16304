import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import './sheet.css';

/** How far a finger must go for the sheet to follow it to its other height, px. */
const PULL = 40;

/** The panel beside the picture; on narrow pages a sheet below it that can be pulled up. */
export function Sheet({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const pressedAt = useRef<number | null>(null);

  const release = (event: PointerEvent): void => {
    if (pressedAt.current === null) return;
    const pulled = pressedAt.current - event.clientY;
    pressedAt.current = null;
    if (Math.abs(pulled) < PULL) setOpen((before) => !before);
    else setOpen(pulled > 0);
  };

  return (
    <aside className="sheet" data-open={open || undefined} aria-label={label}>
      <button
        type="button"
        className="sheet-handle"
        aria-expanded={open}
        aria-label={open ? 'Make the text smaller' : 'Make the text larger'}
        onPointerDown={(event) => {
          pressedAt.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={release}
        onPointerCancel={() => {
          pressedAt.current = null;
        }}
        onClick={(event) => {
          // A keyboard's click; a pointer's was handled when it was let go.
          if (event.detail === 0) setOpen((before) => !before);
        }}
      />
      <div className="sheet-body">{children}</div>
    </aside>
  );
}

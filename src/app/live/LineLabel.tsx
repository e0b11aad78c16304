import type { LineStatus } from '../../worker/client.ts';
import type { PlacedLabel } from './labelPlacement.ts';

interface LineLabelProps {
  readonly label: PlacedLabel;
  readonly text: string;
  readonly status: LineStatus;
  readonly lit: boolean;
}

/** A line's reading on the picture. Screen readers get it from the outline and the transcript. */
export function LineLabel({ label, text, status, lit }: LineLabelProps) {
  const { origin, slope, width } = label;
  return (
    <span
      className="line-label"
      data-status={status}
      data-lit={lit || undefined}
      aria-hidden="true"
      style={{
        width,
        transform: `translate(${origin.x.toFixed(1)}px, ${origin.y.toFixed(1)}px) rotate(${slope.toFixed(4)}rad)`,
      }}
    >
      {text}
    </span>
  );
}

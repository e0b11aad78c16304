import { lossCurve } from './lossCurve.ts';

const WIDTH = 480;
const HEIGHT = 120;

/** How wrong the model was on the pictures it trained on, step by step. */
export function LossCurve({
  losses,
  steps,
}: {
  readonly losses: readonly number[];
  /** Steps that the whole width stands for. */
  readonly steps: number;
}) {
  const points = lossCurve(losses, steps, WIDTH, HEIGHT).map(([x, y]) => `${x},${y}`);
  const first = losses[0]?.toFixed(2) ?? '';
  const last = losses.at(-1)?.toFixed(2) ?? '';
  return (
    <figure className="loss-curve">
      <svg
        role="img"
        aria-label={`Error while training: ${first} at the first step, ${last} at step ${losses.length}`}
        viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`}
        preserveAspectRatio="none"
      >
        <path className="loss-ground" d={`M0 ${HEIGHT}H${WIDTH}`} />
        <polyline className="loss-line" points={points.join(' ')} />
      </svg>
      <figcaption>
        <span>Error on the pictures trained on</span>
        <span className="figure">
          {first} → {last}
        </span>
      </figcaption>
    </figure>
  );
}

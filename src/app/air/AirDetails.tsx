import type { InkStore } from '../../reading/strokes/inkStore.ts';
import { useReaderState } from '../reader/ReaderContext.tsx';
import { PlatformComparison } from './PlatformComparison.tsx';
import type { AirStatus } from './useAirCamera.ts';

const STAGES: Readonly<Record<string, string>> = {
  takeFrameMs: 'Take the frame',
  followMarkerMs: 'Follow the marker',
  findHandMs: 'Find the hand',
};

/** For those who want to know: frames a second, and the milliseconds from frame to ink. */
export function AirDetails({
  status,
  ink,
}: {
  readonly status: AirStatus | null;
  readonly ink: InkStore;
}) {
  const reader = useReaderState();
  return (
    <details className="air-details">
      <summary>Details</summary>
      <dl className="figure">
        <dt>Reads with</dt>
        <dd>{reader.kind === 'ready' ? reader.backend : 'starting'}</dd>
        {status && (
          <>
            <dt>Picture</dt>
            <dd>
              {status.width} × {status.height} px
            </dd>
            <dt>Frames followed</dt>
            <dd>{status.fps.toFixed(1)} per second</dd>
            <dt>Frame to ink</dt>
            <dd>{milliseconds(status.frameToInkMs)}</dd>
            {Object.entries(status.timings).map(([stage, timeMs]) => (
              <div className="details-row" key={stage}>
                <dt>{STAGES[stage] ?? stage}</dt>
                <dd>{milliseconds(timeMs)}</dd>
              </div>
            ))}
            {status.handEvery !== null && (
              <>
                <dt>Hand looked for</dt>
                <dd>{status.handEvery === 1 ? 'in every frame' : 'in every second frame'}</dd>
              </>
            )}
          </>
        )}
        <PlatformComparison ink={ink} />
      </dl>
    </details>
  );
}

function milliseconds(timeMs: number): string {
  return `${timeMs.toFixed(timeMs < 10 ? 1 : 0)} ms`;
}

import type { LiveView } from '../../worker/client.ts';
import { useReaderState } from '../reader/ReaderContext.tsx';
import { EngineSetting } from '../settings/EngineSetting.tsx';
import '../stage/details.css';

interface DetailsPanelProps {
  readonly view: LiveView | null;
  readonly moving: boolean;
}

/** Which engine reads, and for those who want to know: frames a second and milliseconds of each stage. */
export function DetailsPanel({ view, moving }: DetailsPanelProps) {
  const reader = useReaderState();
  const timings = Object.entries(view?.timings ?? {});
  return (
    <div className="details">
      <EngineSetting />
      <details>
        <summary>Details</summary>
        <dl className="figure">
          <dt>Calculates with</dt>
          <dd>{reader.kind === 'ready' ? reader.backend : 'starting'}</dd>
          {view && (
            <>
              <dt>Picture</dt>
              <dd>
                {view.width} × {view.height} px
              </dd>
              {moving && (
                <>
                  <dt>Frames read</dt>
                  <dd>{view.fps.toFixed(1)} per second</dd>
                </>
              )}
              {timings.map(([stage, timeMs]) => (
                <div className="details-row" key={stage}>
                  <dt>{stageLabel(stage)}</dt>
                  <dd>{timeMs.toFixed(timeMs < 10 ? 1 : 0)} ms</dd>
                </div>
              ))}
            </>
          )}
        </dl>
      </details>
    </div>
  );
}

/** `"findLines"` → `"Find lines"`: the stages name themselves. */
function stageLabel(stage: string): string {
  const words = stage
    .replace(/Ms$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

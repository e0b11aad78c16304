import { useSyncExternalStore } from 'react';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import type { BackgroundRun } from '../suggest/backgroundRun.ts';
import type { Desk } from './desk.ts';

/** How far suggesting for all pictures is; it can be paused, gone on with, and ended. */
export function BackgroundProgress({
  background,
  desk,
}: {
  readonly background: BackgroundRun;
  readonly desk: Desk;
}) {
  const state = useSyncExternalStore(background.subscribe, background.getState);
  if (state.kind === 'idle') return null;
  const { commands } = desk;
  const paused = state.kind === 'paused';
  return (
    <div className="desk-task" data-suggesting={state.kind}>
      <ProgressBar
        label={paused ? 'Suggesting for all pictures: paused' : 'Suggesting for all pictures'}
        done={state.done / Math.max(1, state.total)}
        figure={`${state.done} of ${state.total}`}
      />
      {paused ? (
        <button type="button" className="button quiet" onClick={commands.suggestAll}>
          Go on
        </button>
      ) : (
        <button type="button" className="button quiet" onClick={commands.pauseSuggesting}>
          Pause
        </button>
      )}
      <button type="button" className="button quiet" onClick={commands.stopSuggesting}>
        End
      </button>
    </div>
  );
}

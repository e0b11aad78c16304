import { useSyncExternalStore } from 'react';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import type { Desk } from '../desk/desk.ts';
import type { Training } from './useTraining.ts';

/** Says at the desk that a training goes on, while its dialog is closed. */
export function DeskTraining({
  training,
  desk,
}: {
  readonly training: Training;
  readonly desk: Desk;
}) {
  const { running } = useSyncExternalStore(training.run.subscribe, training.run.getState);
  const { dispatch, state } = desk;
  if (running === null || state.dialog.kind === 'training') return null;
  const { progress } = running;
  const isStep = progress?.phase === 'training';
  return (
    <div className="desk-task">
      <ProgressBar
        label="Training"
        done={isStep ? progress.step / progress.steps : null}
        figure={isStep ? `${progress.step} of ${progress.steps}` : ''}
      />
      <button
        type="button"
        className="button quiet"
        onClick={() => dispatch({ type: 'dialog', dialog: { kind: 'training' } })}
      >
        Show
      </button>
    </div>
  );
}

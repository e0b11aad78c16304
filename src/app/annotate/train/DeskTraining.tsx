import { useEffect, useSyncExternalStore } from 'react';
import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import type { Desk } from '../desk/desk.ts';
import type { Training } from './useTraining.ts';

/** The project is not left without a word. */
const LEAVING = {
  message: 'A training goes on in this project.',
  hint: 'Closing once more ends it with nothing.',
};

/** Says at the desk that a training goes on, is done or has failed, while its dialog is closed. */
export function DeskTraining({
  training,
  desk,
}: {
  readonly training: Training;
  readonly desk: Desk;
}) {
  const { run } = training;
  const { running, trouble, isNews } = useSyncExternalStore(run.subscribe, run.getState);
  const { dispatch, state } = desk;
  const isOpen = state.dialog.kind === 'training';
  useEffect(() => {
    if (isOpen && isNews) run.see();
  }, [isOpen, isNews, run]);
  if (isOpen) return null;
  if (trouble) return <Notice error={trouble} onDismiss={() => run.forgive()} />;
  if (running === null && !isNews) return null;
  if (running?.warned && !running.stopping) {
    return (
      <Notice
        error={LEAVING}
        action={{ label: 'Stop, and keep what it has', perform: () => run.stop() }}
        onDismiss={() => run.stay()}
      />
    );
  }
  const progress = running?.progress;
  const isStep = progress?.phase === 'training';
  return (
    <div className={running ? 'desk-task' : 'desk-task desk-news'}>
      {running ? (
        <ProgressBar
          label="Training"
          done={isStep ? progress.step / progress.steps : null}
          figure={isStep ? `${progress.step} of ${progress.steps}` : ''}
        />
      ) : (
        <span>Training is done.</span>
      )}
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

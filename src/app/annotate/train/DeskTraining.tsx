import { useEffect, useSyncExternalStore } from 'react';
import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import type { Desk } from '../desk/desk.ts';
import type { Training } from './useTraining.ts';

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

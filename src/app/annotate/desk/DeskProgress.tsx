import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import { useReader, useReaderState } from '../../reader/ReaderContext.tsx';
import { ReaderProgress } from '../../reader/ReaderProgress.tsx';
import type { TaskControl } from './useTask.ts';

/** How far the task under way is, the reader that it may wait for, or why the last one failed. */
export function DeskProgress({ control }: { readonly control: TaskControl }) {
  const { task, trouble, forgive } = control;
  const reader = useReader();
  const state = useReaderState().kind;
  const tryAgain = (): void => {
    forgive();
    reader?.retry();
  };
  return (
    <>
      {task && (
        <div className="desk-task">
          {state === 'loading' && task.total === 0 ? (
            <ReaderProgress />
          ) : (
            <ProgressBar
              label={task.label}
              done={task.total > 0 ? task.done / task.total : null}
              figure={task.total > 0 ? `${task.done} of ${task.total}` : ''}
            />
          )}
          <button type="button" className="button quiet" onClick={task.cancel}>
            Cancel
          </button>
        </div>
      )}
      {trouble && (
        <Notice
          error={trouble}
          {...(state === 'failed' ? { action: { label: 'Try again', perform: tryAgain } } : {})}
          onDismiss={forgive}
        />
      )}
    </>
  );
}

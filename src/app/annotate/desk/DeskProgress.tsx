import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import type { TaskControl } from './useTask.ts';

/** How far the task under way is, or why the last one failed. */
export function DeskProgress({ control }: { readonly control: TaskControl }) {
  const { task, trouble, forgive } = control;
  return (
    <>
      {task && (
        <div className="desk-task">
          <ProgressBar
            label={task.label}
            done={task.total > 0 ? task.done / task.total : null}
            figure={task.total > 0 ? `${task.done} of ${task.total}` : ''}
          />
          <button type="button" className="button quiet" onClick={task.cancel}>
            Cancel
          </button>
        </div>
      )}
      {trouble && <Notice error={trouble} onDismiss={forgive} />}
    </>
  );
}

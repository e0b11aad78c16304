import { ProgressBar } from '../../progress/ProgressBar.tsx';
import { LossCurve } from './LossCurve.tsx';
import { type RunningTraining, timeLeftMs } from './trainingRun.ts';

const PHASES = {
  looking: 'Looking at the pictures',
  measuring: 'Measuring',
  training: 'Training',
} as const;

/** How far a training is; it can be stopped with what it has. */
export function TrainingProgress({
  running,
  onStop,
  curve = false,
}: {
  readonly running: RunningTraining;
  readonly onStop: () => void;
  readonly curve?: boolean;
}) {
  const { progress, losses, stopping } = running;
  const left = timeLeftMs(running, Date.now());
  const [done, total] =
    progress === null
      ? [0, 0]
      : progress.phase === 'training'
        ? [progress.step, progress.steps]
        : [progress.done, progress.total];
  const figure = total === 0 ? '' : `${done} of ${total}`;
  return (
    <div className="training-running" data-training={progress?.phase ?? 'starting'}>
      <ProgressBar
        label={stopping ? 'Stopping' : PHASES[progress?.phase ?? 'looking']}
        done={total === 0 ? null : done / total}
        figure={left === null ? figure : `${figure} · ${inWords(left)} left`}
      />
      {curve && progress?.phase === 'training' && (
        <LossCurve losses={losses} steps={progress.steps} />
      )}
      {/* Not disabled while it stops: that would take the keyboard's place away. */}
      <button
        type="button"
        className="button"
        data-onward
        aria-disabled={stopping}
        onClick={stopping ? undefined : onStop}
      >
        Stop
      </button>
    </div>
  );
}

function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

import './progress.css';

interface ProgressBarProps {
  readonly label: string;
  /** 0..1, or null while it cannot be known. */
  readonly done: number | null;
  /** How far in figures, with their unit. */
  readonly figure: string;
}

export function ProgressBar({ label, done, figure }: ProgressBarProps) {
  return (
    <div className="progress">
      <div className="progress-words">
        <span>{label}</span>
        <span className="figure">{figure}</span>
      </div>
      <progress aria-label={label} {...(done === null ? {} : { value: done, max: 1 })} />
    </div>
  );
}

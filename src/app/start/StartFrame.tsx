import type { ReactNode } from 'react';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import './start.css';

interface StartFrameProps {
  readonly title: string;
  /** What is done with what goes in. */
  readonly children: ReactNode;
  /** The ways to begin. */
  readonly buttons: ReactNode;
  /** A smaller line below the buttons. */
  readonly note: ReactNode;
  readonly picture: ReactNode;
}

/** The first second of a screen that reads: what it does, and the ways to begin. */
export function StartFrame({ title, children, buttons, note, picture }: StartFrameProps) {
  return (
    <div className="start">
      <div className="start-words">
        <h1>{title}</h1>
        <p>{children}</p>
        <div className="start-buttons">{buttons}</div>
        <p className="start-photo">{note}</p>
        <div className="start-reader">
          <ReaderProgress />
        </div>
      </div>
      {picture}
    </div>
  );
}

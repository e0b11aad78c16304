import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons/Icon.tsx';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import './start.css';

interface StartFrameProps {
  readonly title: string;
  /** What is done with the camera's picture. */
  readonly children: ReactNode;
  readonly onCamera: () => void;
  /** The way to begin without a camera. */
  readonly other: {
    readonly icon: IconName;
    readonly label: string;
    readonly perform: () => void;
  };
  /** A smaller line below the buttons. */
  readonly note: ReactNode;
  readonly picture: ReactNode;
}

/** The first second of a mode with a camera: what it does, and the ways to begin. */
export function StartFrame({ title, children, onCamera, other, note, picture }: StartFrameProps) {
  return (
    <div className="start">
      <div className="start-words">
        <h1>{title}</h1>
        <p>{children}</p>
        <div className="start-buttons">
          <button type="button" className="button primary large" onClick={onCamera}>
            <Icon name="camera" />
            Start camera
          </button>
          <button type="button" className="button large" onClick={other.perform}>
            <Icon name={other.icon} />
            {other.label}
          </button>
        </div>
        <p className="start-photo">{note}</p>
        <div className="start-reader">
          <ReaderProgress />
        </div>
      </div>
      {picture}
    </div>
  );
}

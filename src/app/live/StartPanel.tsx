import { FileButton } from '../files/FileButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import { useTouch } from '../useTouch.ts';
import { StartPicture } from './StartPicture.tsx';
import '../start/start.css';

interface StartPanelProps {
  readonly onCamera: () => void;
  readonly onSample: () => void;
  readonly onPhoto: (files: readonly File[]) => void;
}

/** The first second of Live: what it does, what the camera is for, and three ways to begin. */
export function StartPanel({ onCamera, onSample, onPhoto }: StartPanelProps) {
  const touch = useTouch();
  return (
    <div className="start">
      <div className="start-words">
        <h1>Hold up something handwritten.</h1>
        <p>
          The camera is used to read what you show it, and for nothing else. Its picture stays on
          this device.
        </p>
        <div className="start-buttons">
          <button type="button" className="button primary large" onClick={onCamera}>
            <Icon name="camera" />
            Start camera
          </button>
          <button type="button" className="button large" onClick={onSample}>
            <Icon name="paper" />
            Try a sample
          </button>
        </div>
        <p className="start-photo">
          {touch ? 'Or read a photo:' : 'Or drop a photo anywhere here, paste one, or'}{' '}
          <FileButton className="link" onFiles={onPhoto}>
            choose one
          </FileButton>
          .
        </p>
        <div className="start-reader">
          <ReaderProgress />
        </div>
      </div>
      <StartPicture />
    </div>
  );
}

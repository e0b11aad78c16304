import { Icon } from '../icons/Icon.tsx';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import { AirStartPicture } from './AirStartPicture.tsx';
import '../start/start.css';

interface AirStartProps {
  readonly onCamera: () => void;
  readonly onPad: () => void;
}

/** The first second of Air: what it does, and the two ways to begin. */
export function AirStart({ onCamera, onPad }: AirStartProps) {
  return (
    <div className="start">
      <div className="start-words">
        <h1>Write in the air.</h1>
        <p>
          Hold up a coloured pen, or just thumb and index finger, and write. The camera’s picture
          stays on this device.
        </p>
        <div className="start-buttons">
          <button type="button" className="button primary large" onClick={onCamera}>
            <Icon name="camera" />
            Start camera
          </button>
          <button type="button" className="button large" onClick={onPad}>
            <Icon name="pen" />
            Write on a pad
          </button>
        </div>
        <p className="start-photo">The pad takes mouse, finger and stylus, and needs no camera.</p>
        <div className="start-reader">
          <ReaderProgress />
        </div>
      </div>
      <AirStartPicture />
    </div>
  );
}

import { CameraSelect } from '../camera/CameraSelect.tsx';
import type { CameraError } from '../camera/cameraErrors.ts';
import type { Camera } from '../camera/useCamera.ts';
import { FileButton } from '../files/FileButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import '../start/start.css';
import './trouble.css';

interface CameraTroubleProps {
  readonly error: CameraError;
  readonly camera: Camera;
  readonly onSample: () => void;
  readonly onPhoto: (files: readonly File[]) => void;
  readonly onClose: () => void;
}

/** The camera failed: what happened, what to do, and the ways on without it. */
export function CameraTrouble(props: CameraTroubleProps) {
  const { error, camera } = props;
  return (
    <div className="trouble">
      <div className="trouble-words" role="alert" data-code={error.code}>
        <Icon name="alert" />
        <h1>{error.message}</h1>
        <p>{error.hint}</p>
      </div>
      <div className="start-buttons">
        <button type="button" className="button primary large" onClick={camera.retry}>
          <Icon name="retry" />
          Try again
        </button>
        <FileButton className="button large" onFiles={props.onPhoto}>
          <Icon name="upload" />
          Read a photo
        </FileButton>
        <button type="button" className="button large" onClick={props.onSample}>
          <Icon name="paper" />
          Try a sample
        </button>
      </div>
      <CameraSelect camera={camera} />
      <button type="button" className="link" onClick={props.onClose}>
        Back
      </button>
    </div>
  );
}

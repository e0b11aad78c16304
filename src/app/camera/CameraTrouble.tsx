import type { ReactNode } from 'react';
import { Icon } from '../icons/Icon.tsx';
import { CameraSelect } from './CameraSelect.tsx';
import type { CameraError } from './cameraErrors.ts';
import type { Camera } from './useCamera.ts';
import '../start/start.css';
import './trouble.css';

interface CameraTroubleProps {
  readonly error: CameraError;
  readonly camera: Camera;
  /** Buttons of the ways on without a camera. */
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** The camera failed: what happened, what to do, and the ways on without it. */
export function CameraTrouble({ error, camera, children, onClose }: CameraTroubleProps) {
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
        {children}
      </div>
      <CameraSelect camera={camera} />
      <button type="button" className="link" onClick={onClose}>
        Back
      </button>
    </div>
  );
}

import { useRef, useState } from 'react';
import { CameraPicture } from '../../camera/CameraPicture.tsx';
import { CameraSelect } from '../../camera/CameraSelect.tsx';
import { useCamera } from '../../camera/useCamera.ts';
import { Dialog } from '../../dialog/Dialog.tsx';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';

interface PhotoCameraProps {
  readonly onPhoto: (files: readonly File[]) => void;
  readonly onClose: () => void;
}

/** Takes photos of pages with the computer's camera, one after the other. */
export function PhotoCamera({ onPhoto, onClose }: PhotoCameraProps) {
  const camera = useCamera(true);
  const video = useRef<HTMLVideoElement>(null);
  const [taken, setTaken] = useState(0);

  const take = (): void => {
    if (!video.current || video.current.videoWidth === 0) return;
    const canvas = document.createElement('canvas');
    canvas.width = video.current.videoWidth;
    canvas.height = video.current.videoHeight;
    canvas.getContext('2d')?.drawImage(video.current, 0, 0);
    canvas.toBlob(
      (blob) => {
        if (!blob) return;
        onPhoto([new File([blob], `Photo ${timeOfDay()}.jpg`, { type: 'image/jpeg' })]);
        setTaken((count) => count + 1);
      },
      'image/jpeg',
      0.92,
    );
  };

  return (
    <Dialog title="Take a photo of the page" wide onClose={onClose}>
      {camera.state.kind === 'failed' ? (
        <Notice error={camera.state.error} action={{ label: 'Try again', perform: camera.retry }} />
      ) : (
        <div className="photo-camera">
          {camera.state.kind === 'on' ? (
            <CameraPicture
              video={video}
              track={camera.state.track}
              mirrored={false}
              label="Camera picture"
            />
          ) : (
            <p>Starting the camera. Allow it if the browser asks.</p>
          )}
        </div>
      )}
      <div className="photo-camera-tools">
        <button
          type="button"
          className="button primary"
          disabled={camera.state.kind !== 'on'}
          onClick={take}
        >
          <Icon name="camera" />
          Take photo
        </button>
        <CameraSelect camera={camera} />
        <p role="status" className="figure">
          {taken > 0 && (taken === 1 ? '1 photo taken' : `${taken} photos taken`)}
        </p>
        <button type="button" className="button" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}

/** `"14.32.05"`: a time that may stand in a file's name. */
function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 8).replaceAll(':', '.');
}

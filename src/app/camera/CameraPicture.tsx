import './camera.css';
import { type RefObject, useEffect } from 'react';

interface CameraPictureProps {
  readonly track: MediaStreamTrack;
  readonly mirrored: boolean;
  readonly label: string;
  readonly onSize?: (width: number, height: number) => void;
  readonly video: RefObject<HTMLVideoElement | null>;
}

/** The camera's picture; mirrored for the eye only. */
export function CameraPicture({ track, mirrored, label, onSize, video }: CameraPictureProps) {
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    element.play().catch(() => {
      // Interrupted by the next track, or waits for a tap; `autoPlay` covers the rest.
    });
    return () => {
      element.srcObject = null;
    };
  }, [track, video]);

  return (
    <video
      ref={video}
      className={mirrored ? 'camera-picture mirrored' : 'camera-picture'}
      aria-label={label}
      autoPlay
      muted
      playsInline
      onResize={(event) =>
        onSize?.(event.currentTarget.videoWidth, event.currentTarget.videoHeight)
      }
      onLoadedMetadata={(event) =>
        onSize?.(event.currentTarget.videoWidth, event.currentTarget.videoHeight)
      }
    />
  );
}

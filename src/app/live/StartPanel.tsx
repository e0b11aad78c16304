import { FileButton } from '../files/FileButton.tsx';
import { CameraButtons } from '../start/CameraButtons.tsx';
import { StartFrame } from '../start/StartFrame.tsx';
import { useTouch } from '../useTouch.ts';
import { StartPicture } from './StartPicture.tsx';

interface StartPanelProps {
  readonly onCamera: () => void;
  readonly onSample: () => void;
  readonly onPhotos: (files: readonly File[]) => void;
}

/** The first second of Live: what it does, what the camera is for, and three ways to begin. */
export function StartPanel({ onCamera, onSample, onPhotos }: StartPanelProps) {
  const touch = useTouch();
  return (
    <StartFrame
      title="Hold up something handwritten."
      buttons={
        <CameraButtons
          onCamera={onCamera}
          other={{ icon: 'paper', label: 'Try a sample', perform: onSample }}
        />
      }
      note={
        <>
          {touch ? 'Or read photos:' : 'Or drop photos anywhere here, paste one, or'}{' '}
          <FileButton className="link" multiple onFiles={onPhotos}>
            choose some
          </FileButton>
          .
        </>
      }
      picture={<StartPicture />}
    >
      The camera is used to read what you show it, and for nothing else. Its picture stays on this
      device.
    </StartFrame>
  );
}

import { FileButton } from '../files/FileButton.tsx';
import { StartFrame } from '../start/StartFrame.tsx';
import { useTouch } from '../useTouch.ts';
import { StartPicture } from './StartPicture.tsx';

interface StartPanelProps {
  readonly onCamera: () => void;
  readonly onSample: () => void;
  readonly onPhoto: (files: readonly File[]) => void;
}

/** The first second of Live: what it does, what the camera is for, and three ways to begin. */
export function StartPanel({ onCamera, onSample, onPhoto }: StartPanelProps) {
  const touch = useTouch();
  return (
    <StartFrame
      title="Hold up something handwritten."
      onCamera={onCamera}
      other={{ icon: 'paper', label: 'Try a sample', perform: onSample }}
      note={
        <>
          {touch ? 'Or read a photo:' : 'Or drop a photo anywhere here, paste one, or'}{' '}
          <FileButton className="link" onFiles={onPhoto}>
            choose one
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

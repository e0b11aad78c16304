import { CameraButtons } from '../start/CameraButtons.tsx';
import { StartFrame } from '../start/StartFrame.tsx';
import { AirStartPicture } from './AirStartPicture.tsx';

interface AirStartProps {
  readonly onCamera: () => void;
  readonly onPad: () => void;
}

/** The first second of Air: what it does, and the two ways to begin. */
export function AirStart({ onCamera, onPad }: AirStartProps) {
  return (
    <StartFrame
      title="Write in the air."
      buttons={
        <CameraButtons
          onCamera={onCamera}
          other={{ icon: 'pen', label: 'Write on a pad', perform: onPad }}
        />
      }
      note="The pad takes mouse, finger and stylus, and needs no camera."
      picture={<AirStartPicture />}
    >
      Hold up a coloured pen, or just thumb and index finger, and write. The camera’s picture stays
      on this device.
    </StartFrame>
  );
}

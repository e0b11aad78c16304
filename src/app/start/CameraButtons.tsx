import { Icon, type IconName } from '../icons/Icon.tsx';

interface CameraButtonsProps {
  readonly onCamera: () => void;
  /** The way to begin without a camera. */
  readonly other: {
    readonly icon: IconName;
    readonly label: string;
    readonly perform: () => void;
  };
}

/** The two ways to begin in a mode with a camera. */
export function CameraButtons({ onCamera, other }: CameraButtonsProps) {
  return (
    <>
      <button type="button" className="button primary large" onClick={onCamera}>
        <Icon name="camera" />
        Start camera
      </button>
      <button type="button" className="button large" onClick={other.perform}>
        <Icon name={other.icon} />
        {other.label}
      </button>
    </>
  );
}

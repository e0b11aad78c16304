import { FileButton } from '../files/FileButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { useTouch } from '../useTouch.ts';

interface AddPhotosProps {
  readonly large?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  /** Opens the camera in the page: for computers, whose file choosers cannot take photos. */
  readonly onCamera: () => void;
}

/** Choose photos, or take one: with the phone's own camera, or with the computer's in the page. */
export function AddPhotos({ large = false, onFiles, onCamera }: AddPhotosProps) {
  const phone = useTouch();
  const size = large ? ' large' : '';
  const take = (
    <>
      <Icon name="camera" />
      Take a photo
    </>
  );
  return (
    <div className="add-photos">
      <FileButton className={`button primary${size}`} multiple onFiles={onFiles}>
        <Icon name="upload" />
        {large ? 'Choose photos' : 'Add photos'}
      </FileButton>
      {phone ? (
        <FileButton className={`button${size}`} capture onFiles={onFiles}>
          {take}
        </FileButton>
      ) : (
        <button type="button" className={`button${size}`} onClick={onCamera}>
          {take}
        </button>
      )}
    </div>
  );
}

import { FileButton } from '../../files/FileButton.tsx';
import { Icon } from '../../icons/Icon.tsx';
import { useTouch } from '../../useTouch.ts';

/** What the chooser offers; what a file really is, its bytes say. */
const DOCUMENT_TYPES = 'image/*,.heic,.tif,.tiff,.pdf,application/pdf,.zip,application/zip';

interface AddFilesProps {
  readonly large?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  /** Opens the camera in the page: for computers, whose file choosers cannot take photos. */
  readonly onCamera: () => void;
}

/** Choose files, or take a photo: with the phone's own camera, or with the computer's in the page. */
export function AddFiles({ large = false, onFiles, onCamera }: AddFilesProps) {
  const phone = useTouch();
  const size = large ? ' large' : '';
  const take = (
    <>
      <Icon name="camera" />
      <span>Take a photo</span>
    </>
  );
  return (
    <div className="add-files">
      <FileButton
        className={`button primary${size}`}
        accept={DOCUMENT_TYPES}
        multiple
        onFiles={onFiles}
      >
        <Icon name="upload" />
        <span>{large ? 'Choose files' : 'Add files'}</span>
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

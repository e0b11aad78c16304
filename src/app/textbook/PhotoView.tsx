import { type Dispatch, useEffect, useRef } from 'react';
import { pageHeading } from '../../formats/readItems.ts';
import { bitmapOfFile } from '../../worker/page/pictureFile.ts';
import { Dialog } from '../dialog/Dialog.tsx';
import { Icon } from '../icons/Icon.tsx';
import { editedPage } from './editedPage.ts';
import { PageBoxes } from './PageBoxes.tsx';
import { PageFields } from './PageFields.tsx';
import type { Photo, QueueAction } from './pageQueue.ts';

const SHOWN_LONG_SIDE = 1600;

interface PhotoViewProps {
  readonly photo: Photo;
  /** Its neighbours in the list as it is shown. */
  readonly previous: Photo | null;
  readonly next: Photo | null;
  readonly dispatch: Dispatch<QueueAction>;
  readonly onView: (photo: Photo) => void;
  readonly onClose: () => void;
}

/** One photo, large, with the boxes of chapter and title, and both to be corrected beside it. */
export function PhotoView(props: PhotoViewProps) {
  const { photo, previous, next, dispatch, onView, onClose } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const page = photo.state.kind === 'read' ? photo.state.page : null;
  const heading = page && pageHeading(editedPage(page, photo.edit));

  useEffect(() => {
    const leaving = new AbortController();
    bitmapOfFile(photo.file, SHOWN_LONG_SIDE, leaving.signal).then(
      (bitmap) => {
        if (canvas.current && !leaving.signal.aborted) {
          canvas.current.width = bitmap.width;
          canvas.current.height = bitmap.height;
          canvas.current.getContext('2d')?.drawImage(bitmap, 0, 0);
        }
        bitmap.close();
      },
      () => {
        // Its row says why it cannot be opened.
      },
    );
    return () => leaving.abort();
  }, [photo.file]);

  return (
    <Dialog title={heading ?? photo.name} wide onClose={onClose}>
      <div className="photo-view">
        <div className="photo-view-picture">
          <canvas ref={canvas} role="img" aria-label={photo.name} />
          {page && <PageBoxes page={page} />}
        </div>
        <div className="photo-view-side">
          {page && (
            <PageFields
              name={photo.name}
              page={page}
              edit={photo.edit}
              onEdit={(edit) => dispatch({ type: 'edit', id: photo.id, edit })}
            />
          )}
          <p className="photo-name">{photo.name}</p>
          <div className="photo-view-turn">
            {(
              [
                ['Previous photo', 'previous', previous],
                ['Next photo', 'next', next],
              ] as const
            ).map(([label, icon, other]) => (
              <button
                key={icon}
                type="button"
                className="button quiet icon-only"
                aria-label={label}
                title={label}
                disabled={other === null}
                onClick={() => other && onView(other)}
              >
                <Icon name={icon} />
              </button>
            ))}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

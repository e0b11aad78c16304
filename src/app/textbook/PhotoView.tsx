import { useEffect, useRef } from 'react';
import { pageHeading } from '../../formats/readItems.ts';
import { bitmapOfFile } from '../../worker/page/pictureFile.ts';
import { Dialog } from '../dialog/Dialog.tsx';
import { editedPage } from './editedPage.ts';
import { PageBoxes } from './PageBoxes.tsx';
import type { Photo } from './pageQueue.ts';

const SHOWN_LONG_SIDE = 1600;

/** One photo, large, with the boxes of chapter and title. */
export function PhotoView({
  photo,
  onClose,
}: {
  readonly photo: Photo;
  readonly onClose: () => void;
}) {
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
      </div>
    </Dialog>
  );
}

import { type Dispatch, useEffect, useRef } from 'react';
import { pageHeading } from '../../../formats/readItems.ts';
import { bitmapOfFile } from '../../../worker/page/pagesOfFile.ts';
import { Dialog } from '../../dialog/Dialog.tsx';
import { Icon } from '../../icons/Icon.tsx';
import type { DocumentPage } from '../pages/page.ts';
import type { PageAction } from '../pages/pageAction.ts';
import { editedPage } from './editedPage.ts';
import { PageBoxes } from './PageBoxes.tsx';
import { PageFields } from './PageFields.tsx';

const SHOWN_LONG_SIDE = 1600;

interface ChapterViewProps {
  readonly page: DocumentPage;
  /** Its neighbours in the list as it is shown. */
  readonly previous: DocumentPage | null;
  readonly next: DocumentPage | null;
  readonly dispatch: Dispatch<PageAction>;
  readonly onView: (id: number) => void;
  readonly onClose: () => void;
}

/** One page, large, with the boxes of chapter and title, and both to be corrected beside it. */
export function ChapterView(props: ChapterViewProps) {
  const { page, previous, next, dispatch, onView, onClose } = props;
  const { id, name, file, chapters, edit } = page;
  const canvas = useRef<HTMLCanvasElement>(null);
  const read = chapters.kind === 'read' ? chapters.reading : null;
  const heading = read && pageHeading(editedPage(read, edit));

  useEffect(() => {
    const leaving = new AbortController();
    bitmapOfFile(file, SHOWN_LONG_SIDE, leaving.signal).then(
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
  }, [file]);

  return (
    <Dialog title={heading ?? name} wide onClose={onClose}>
      <div className="photo-view">
        <div className="photo-view-picture">
          <canvas ref={canvas} role="img" aria-label={name} />
          {read && <PageBoxes page={read} />}
        </div>
        <div className="photo-view-side">
          {read && (
            <PageFields
              name={name}
              page={read}
              edit={edit}
              onEdit={(change) => dispatch({ type: 'edit', id, edit: change })}
            />
          )}
          <p className="photo-name">{name}</p>
          <div className="photo-view-turn">
            {(
              [
                ['Previous page', 'previous', previous],
                ['Next page', 'next', next],
              ] as const
            ).map(([label, icon, other]) => (
              <button
                key={icon}
                type="button"
                className="button quiet icon-only"
                aria-label={label}
                title={label}
                disabled={other === null}
                onClick={() => other && onView(other.id)}
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

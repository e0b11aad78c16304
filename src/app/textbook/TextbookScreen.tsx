import { useCallback, useState } from 'react';
import { DropVeil } from '../files/DropVeil.tsx';
import { useFileDrop } from '../files/useFileDrop.ts';
import { AddPhotos } from './AddPhotos.tsx';
import { EmptyTextbook } from './EmptyTextbook.tsx';
import { PhotoCamera } from './PhotoCamera.tsx';
import { PhotoRow } from './PhotoRow.tsx';
import { PhotoView } from './PhotoView.tsx';
import { needsCheck, type Photo } from './pageQueue.ts';
import { QueueHeader } from './QueueHeader.tsx';
import { usePageQueue } from './usePageQueue.ts';
import './textbook.css';

type Opened =
  | { readonly kind: 'none' }
  | { readonly kind: 'camera' }
  | { readonly kind: 'photo'; readonly id: number };

/** Chapter and title of textbook photos: one or forty, as a list that can be corrected and taken along. */
export function TextbookScreen({ hidden }: { readonly hidden: boolean }) {
  const control = usePageQueue();
  const { queue, dispatch, add, cancel, remove } = control;
  const [opened, setOpened] = useState<Opened>({ kind: 'none' });
  const over = useFileDrop(!hidden, add);
  const close = useCallback(() => setOpened({ kind: 'none' }), []);
  const view = useCallback((photo: Photo) => setOpened({ kind: 'photo', id: photo.id }), []);
  const openCamera = (): void => setOpened({ kind: 'camera' });
  const [onlyUnsure, setOnlyUnsure] = useState(false);
  const viewed =
    opened.kind === 'photo' ? queue.photos.find(({ id }) => id === opened.id) : undefined;
  const shown = queue.photos.filter(
    (photo) => !onlyUnsure || needsCheck(photo) || photo.id === viewed?.id,
  );
  const place = viewed === undefined ? -1 : shown.indexOf(viewed);

  return (
    <div className="screen-body textbook" hidden={hidden}>
      {queue.photos.length === 0 ? (
        <EmptyTextbook>
          <AddPhotos large onFiles={add} onCamera={openCamera} />
        </EmptyTextbook>
      ) : (
        <div className="results">
          <QueueHeader control={control} onlyUnsure={onlyUnsure} onOnlyUnsure={setOnlyUnsure}>
            <AddPhotos onFiles={add} onCamera={openCamera} />
          </QueueHeader>
          <ul className="photo-list" aria-label="Photos">
            {shown.map((photo) => (
              <PhotoRow
                key={photo.id}
                photo={photo}
                dispatch={dispatch}
                onView={view}
                onCancel={cancel}
                onRemove={remove}
              />
            ))}
          </ul>
        </div>
      )}
      {opened.kind === 'camera' && !hidden && <PhotoCamera onPhoto={add} onClose={close} />}
      {viewed && !hidden && (
        <PhotoView
          key={viewed.id}
          photo={viewed}
          previous={shown[place - 1] ?? null}
          next={shown[place + 1] ?? null}
          dispatch={dispatch}
          onView={view}
          onClose={close}
        />
      )}
      {over && <DropVeil words="Drop the photos to read them" />}
    </div>
  );
}

import { type Dispatch, useEffect, useRef, useState } from 'react';
import { bitmapOfFile } from '../../../worker/page/pictureFile.ts';
import { DetailsPanel } from '../../desk/DetailsPanel.tsx';
import { ReadingDesk } from '../../desk/ReadingDesk.tsx';
import { FileButton } from '../../files/FileButton.tsx';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { ProgressBar } from '../../progress/ProgressBar.tsx';
import type { Size } from '../../stage/displayGeometry.ts';
import type { ReadingSession, SessionAction } from '../../transcript/readingSession.ts';
import { sheetPicture } from '../sheetPicture.ts';
import { type Photo, refusal } from './photos.ts';
import { usePhotoReadings } from './usePhotoReadings.ts';

/** Longest side a photo is shown at, px: sharp on a large screen, light for a phone. */
const SHOWN_LONG_SIDE = 2000;

interface PhotoDeskProps {
  /** At least one. */
  readonly photos: readonly Photo[];
  /** The number of the sheet that is looked at. */
  readonly shown: number;
  readonly hidden: boolean;
  readonly session: ReadingSession;
  readonly dispatch: Dispatch<SessionAction>;
  readonly onShow: (sheetId: number) => void;
  readonly onCamera: () => void;
  readonly onPhotos: (files: readonly File[]) => void;
  readonly onClose: () => void;
}

/** Photos with what is read in them, one at a time, each a sheet of its own. */
export function PhotoDesk(props: PhotoDeskProps) {
  const { photos, shown, session, dispatch, onShow } = props;
  const index = Math.max(
    0,
    photos.findIndex(({ sheetId }) => sheetId === shown),
  );
  const photo = photos[index];
  const picture = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<(Size & { readonly sheetId: number }) | null>(null);
  const isDrawn = drawn?.sheetId === shown;
  const { state, failed, retry } = usePhotoReadings(photos, shown, dispatch);
  const notRead = refusal(failed);
  const file = photo?.file ?? null;

  useEffect(() => dispatch({ type: 'show-photo', sheetId: shown }), [shown, dispatch]);
  useEffect(() => {
    for (const { sheetId, file } of photos) {
      dispatch({ type: 'face', sheetId, face: { name: file.name } });
    }
  }, [photos, dispatch]);

  useEffect(() => {
    if (file === null) return;
    const leaving = new AbortController();
    bitmapOfFile(file, SHOWN_LONG_SIDE, leaving.signal).then(
      (bitmap) => {
        const canvas = picture.current;
        if (canvas && !leaving.signal.aborted) {
          canvas.width = bitmap.width;
          canvas.height = bitmap.height;
          canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
          setDrawn({ sheetId: shown, width: bitmap.width, height: bitmap.height });
          const face = { picture: sheetPicture(canvas, canvas) };
          dispatch({ type: 'face', sheetId: shown, face });
        }
        bitmap.close();
      },
      () => {
        // The reading of the same file fails for the same reason and says so.
      },
    );
    return () => leaving.abort();
  }, [file, shown, dispatch]);

  const step = (by: number): void => {
    const next = photos[(index + by + photos.length) % photos.length];
    if (next) onShow(next.sheetId);
  };
  return (
    <ReadingDesk
      hidden={props.hidden}
      session={session}
      dispatch={dispatch}
      frame={session.view ?? (isDrawn ? drawn : null)}
      picture={picture}
      isDrawn={isDrawn}
      mirrored={false}
      onOpenWord={(word) => {
        const sheetId = session.transcript.find(({ id }) => id === word.lineId)?.sheetId;
        if (photos.some((one) => one.sheetId === sheetId)) onShow(sheetId ?? shown);
        dispatch({ type: 'open-word', word });
      }}
      onShowSheet={onShow}
      onClear={() => dispatch({ type: 'clear' })}
      empty={
        state.kind === 'read'
          ? 'No writing found in this photo. Try one taken closer and in better light.'
          : 'The text appears here as it is read.'
      }
      media={
        <canvas
          ref={picture}
          className="frozen"
          hidden={!isDrawn}
          role="img"
          aria-label={file?.name}
        />
      }
      status={
        <>
          {state.kind === 'reading' && (
            <ProgressBar
              label={`Reading ${file?.name}`}
              done={state.total > 0 ? state.done / state.total : null}
              figure={state.total > 0 ? `${state.done} of ${state.total} lines` : ''}
            />
          )}
          {notRead && <Notice error={notRead} action={{ label: 'Try again', perform: retry }} />}
        </>
      }
      tools={
        <>
          {photos.length > 1 && (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
            <div className="photo-steps" role="group" aria-label="Photos">
              <button
                type="button"
                className="button quiet icon-only"
                aria-label="Photo before"
                title="Photo before"
                onClick={() => step(-1)}
              >
                <Icon name="previous" />
              </button>
              <span className="figure">
                {index + 1} of {photos.length}
              </span>
              <button
                type="button"
                className="button quiet icon-only"
                aria-label="Next photo"
                title="Next photo"
                onClick={() => step(1)}
              >
                <Icon name="next" />
              </button>
            </div>
          )}
          <FileButton className="button" multiple onFiles={props.onPhotos}>
            <Icon name="upload" />
            <span className="tool-words">More photos</span>
          </FileButton>
          <button type="button" className="button quiet" onClick={props.onCamera}>
            <Icon name="camera" />
            <span className="tool-words">Start camera</span>
          </button>
          <button type="button" className="button quiet stage-stop" onClick={props.onClose}>
            <Icon name="close" />
            <span className="tool-words">Close</span>
          </button>
        </>
      }
      details={<DetailsPanel view={session.view} moving={false} />}
    />
  );
}

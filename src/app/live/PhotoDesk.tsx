import { type Dispatch, useEffect, useRef, useState } from 'react';
import { bitmapOfFile } from '../../worker/page/pictureFile.ts';
import { FileButton } from '../files/FileButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../notices/Notice.tsx';
import { ProgressBar } from '../progress/ProgressBar.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import type { ReadingSession, SessionAction } from '../transcript/readingSession.ts';
import { DetailsPanel } from './DetailsPanel.tsx';
import { ReadingDesk } from './ReadingDesk.tsx';
import { useStillReading } from './useStillReading.ts';

/** Longest side a photo is shown at, px: sharp on a large screen, light for a phone. */
const SHOWN_LONG_SIDE = 2000;

interface PhotoDeskProps {
  readonly file: File;
  readonly hidden: boolean;
  readonly session: ReadingSession;
  readonly dispatch: Dispatch<SessionAction>;
  readonly onCamera: () => void;
  readonly onPhoto: (files: readonly File[]) => void;
  readonly onClose: () => void;
}

/** A photo with what was read in it. */
export function PhotoDesk(props: PhotoDeskProps) {
  const { file, hidden, session, dispatch, onCamera, onPhoto, onClose } = props;
  const picture = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  const { state, retry } = useStillReading(file, 'photo', dispatch);

  useEffect(() => {
    const leaving = new AbortController();
    bitmapOfFile(file, SHOWN_LONG_SIDE, leaving.signal).then(
      (bitmap) => {
        const canvas = picture.current;
        if (canvas && !leaving.signal.aborted) {
          canvas.width = bitmap.width;
          canvas.height = bitmap.height;
          canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
          setSize({ width: bitmap.width, height: bitmap.height });
        }
        bitmap.close();
      },
      () => {
        // The reading of the same file fails for the same reason and says so.
      },
    );
    return () => leaving.abort();
  }, [file]);

  return (
    <ReadingDesk
      hidden={hidden}
      session={session}
      dispatch={dispatch}
      frame={session.view ?? size}
      picture={picture}
      mirrored={false}
      onOpenWord={(word) => dispatch({ type: 'open-word', word })}
      onClear={() => dispatch({ type: 'clear' })}
      empty={
        state.kind === 'read'
          ? 'No writing found in this photo. Try one taken closer and in better light.'
          : 'The text appears here when the photo is read.'
      }
      media={<canvas ref={picture} className="frozen" role="img" aria-label={file.name} />}
      status={
        <>
          {state.kind === 'reading' && (
            <ProgressBar
              label={`Reading ${file.name}`}
              done={state.total > 0 ? state.done / state.total : null}
              figure={state.total > 0 ? `${state.done} of ${state.total} lines` : ''}
            />
          )}
          {state.kind === 'failed' && (
            <Notice error={state.error} action={{ label: 'Try again', perform: retry }} />
          )}
        </>
      }
      tools={
        <>
          <FileButton className="button" onFiles={onPhoto}>
            <Icon name="upload" />
            Another photo
          </FileButton>
          <button type="button" className="button quiet" onClick={onCamera}>
            <Icon name="camera" />
            Start camera
          </button>
          <button type="button" className="button quiet stage-stop" onClick={onClose}>
            <Icon name="close" />
            Close
          </button>
        </>
      }
      details={<DetailsPanel view={session.view} moving={false} />}
    />
  );
}

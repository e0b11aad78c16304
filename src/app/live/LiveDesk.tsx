import { type Dispatch, useCallback, useRef, useState } from 'react';
import { CameraPicture } from '../camera/CameraPicture.tsx';
import { CameraSelect } from '../camera/CameraSelect.tsx';
import { CameraTrouble } from '../camera/CameraTrouble.tsx';
import type { Camera } from '../camera/useCamera.ts';
import { DetailsPanel } from '../desk/DetailsPanel.tsx';
import { ReadingDesk } from '../desk/ReadingDesk.tsx';
import { FileButton } from '../files/FileButton.tsx';
import { Icon } from '../icons/Icon.tsx';
import { Notice } from '../notices/Notice.tsx';
import { changeSettings, useSettings } from '../settings/settings.ts';
import type { Size } from '../stage/displayGeometry.ts';
import type { OpenWord, ReadingSession, SessionAction } from '../transcript/readingSession.ts';
import { writtenLines } from '../transcript/transcript.ts';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import { HintChip } from './HintChip.tsx';
import { usePaperFollowing } from './picture/usePaperFollowing.ts';
import { ThingOverlay } from './things/ThingOverlay.tsx';
import { useFreezeKey } from './useFreezeKey.ts';
import { useFrozenReading } from './useFrozenReading.ts';
import { useLiveReading } from './useLiveReading.ts';
import { useSheetPictures } from './useSheetPictures.ts';

export type LiveSource =
  | { readonly kind: 'camera'; readonly camera: Camera }
  | { readonly kind: 'sample'; readonly track: MediaStreamTrack | null };

interface LiveDeskProps {
  readonly source: LiveSource;
  readonly hidden: boolean;
  readonly session: ReadingSession;
  readonly dispatch: Dispatch<SessionAction>;
  readonly onStop: () => void;
  readonly onSample: () => void;
  readonly onCamera: () => void;
  readonly onPhotos: (files: readonly File[]) => void;
}

/** The running picture with what is read in it. */
export function LiveDesk(props: LiveDeskProps) {
  const { source, session, dispatch } = props;
  const settings = useSettings();
  const track = trackOf(source);
  const mirrored = source.kind === 'camera' && settings.mirror;
  const video = useRef<HTMLVideoElement>(null);
  const frozen = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<Size | null>(null);
  // A frozen frame is read once more, so that boxes and text are of that very frame.
  const [frozenFrame, setFrozenFrame] = useState<Blob | null>(null);
  const live = useLiveReading(track, session.held, dispatch);
  const still = useFrozenReading(frozenFrame, dispatch);
  useSheetPictures(video, session.held ? null : session.view, dispatch);

  const overlay = useRef<HTMLDivElement>(null);
  const motionNow = usePaperFollowing(video, overlay, session.view, mirrored);

  const hold = useSteadyHandler(() => {
    if (!video.current || !frozen.current || video.current.videoWidth === 0) return;
    frozen.current.width = video.current.videoWidth;
    frozen.current.height = video.current.videoHeight;
    frozen.current.getContext('2d')?.drawImage(video.current, 0, 0);
    dispatch({ type: 'hold', motion: motionNow() });
    frozen.current.toBlob(setFrozenFrame);
  });
  const release = useCallback(() => {
    setFrozenFrame(null);
    dispatch({ type: 'release' });
  }, [dispatch]);
  const nameSheet = useCallback(
    (sheetId: number, name: string) => dispatch({ type: 'name-sheet', sheetId, name }),
    [dispatch],
  );
  const openWord = (word: OpenWord): void => {
    if (!session.held) hold();
    dispatch({ type: 'open-word', word });
  };
  useFreezeKey(!props.hidden && track !== null, session.held ? release : hold);

  const failure =
    source.kind === 'camera' && source.camera.state.kind === 'failed'
      ? source.camera.state.error
      : null;
  // With text already read the desk stays, so that none of it goes out of sight.
  const nothingRead = !session.held && writtenLines(session.transcript).length === 0;
  if (source.kind === 'camera' && failure && nothingRead) {
    return (
      <CameraTrouble error={failure} camera={source.camera} onClose={props.onStop}>
        <FileButton className="button large" multiple onFiles={props.onPhotos}>
          <Icon name="upload" />
          Read photos
        </FileButton>
        <button type="button" className="button large" onClick={props.onSample}>
          <Icon name="paper" />
          Try a sample
        </button>
      </CameraTrouble>
    );
  }

  const frame = session.view ?? size;
  return (
    <ReadingDesk
      title="Live"
      hidden={props.hidden}
      session={session}
      dispatch={dispatch}
      frame={frame}
      picture={frozen}
      overlay={overlay}
      mirrored={mirrored}
      onOpenWord={openWord}
      onName={nameSheet}
      onClear={() => {
        dispatch({ type: 'clear' });
        live.forget();
      }}
      empty={
        track
          ? session.held
            ? still.kind === 'reading'
              ? 'This frame is being read.'
              : 'No writing was found in this frame. Go on, and freeze again when the lines are marked.'
            : 'Lines appear here as soon as they are read.'
          : 'Lines appear here with the picture.'
      }
      media={
        <>
          {track && (
            <CameraPicture
              video={video}
              track={track}
              mirrored={mirrored}
              label={source.kind === 'camera' ? 'Camera picture' : 'Sample: a handwritten note'}
              onSize={(width, height) => setSize({ width, height })}
            />
          )}
          <canvas
            ref={frozen}
            className={mirrored ? 'frozen mirrored' : 'frozen'}
            hidden={!session.held}
          />
          <ThingOverlay
            video={video}
            active={track !== null && !session.held && !props.hidden}
            mirrored={mirrored}
          />
        </>
      }
      status={
        <>
          {source.kind === 'camera' && failure && (
            <Notice error={failure} action={{ label: 'Try again', perform: source.camera.retry }} />
          )}
          {!track && !failure && (
            <p className="stage-waiting">
              {source.kind === 'camera'
                ? 'Starting the camera. Allow it if the browser asks.'
                : 'Writing the sample …'}
            </p>
          )}
          {live.error && <Notice error={live.error} />}
          {still.kind === 'failed' && <Notice error={still.error} />}
          {!session.held && <HintChip hint={session.view?.hint ?? null} />}
        </>
      }
      tools={
        <>
          <button
            type="button"
            className="button"
            aria-pressed={session.held}
            aria-keyshortcuts="Space"
            disabled={!track}
            onClick={session.held ? release : hold}
          >
            <Icon name={session.held ? 'play' : 'pause'} />
            {session.held ? 'Go on' : 'Freeze'}
            <kbd>Space</kbd>
          </button>
          {source.kind === 'camera' ? (
            <>
              <button
                type="button"
                className="button quiet"
                aria-pressed={settings.mirror}
                onClick={() => changeSettings({ mirror: !settings.mirror })}
              >
                <Icon name="mirror" />
                <span className="tool-words">Mirror</span>
              </button>
              <CameraSelect camera={source.camera} />
            </>
          ) : (
            <button type="button" className="button quiet" onClick={props.onCamera}>
              <Icon name="camera" />
              <span className="tool-words">Start camera</span>
            </button>
          )}
          <button type="button" className="button quiet stage-stop" onClick={props.onStop}>
            <Icon name="stop" />
            <span className="tool-words">Stop</span>
          </button>
        </>
      }
      details={<DetailsPanel view={session.view} moving />}
    />
  );
}

function trackOf(source: LiveSource): MediaStreamTrack | null {
  if (source.kind === 'sample') return source.track;
  return source.camera.state.kind === 'on' ? source.camera.state.track : null;
}

import {
  type CSSProperties,
  type Dispatch,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
} from 'react';
import { saveFile } from '../files/saveFile.ts';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import { changeSettings, useSettings } from '../settings/settings.ts';
import { Sheet } from '../sheet/Sheet.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import { useElementSize } from '../stage/useElementSize.ts';
import { usePeek } from '../stage/usePeek.ts';
import { useZoom } from '../stage/useZoom.ts';
import type { OpenWord, ReadingSession, WordAction } from '../transcript/readingSession.ts';
import type { SheetReading } from '../transcript/SheetLanguage.tsx';
import { STILL_FRAME } from '../transcript/stillView.ts';
import { TranscriptPanel } from '../transcript/TranscriptPanel.tsx';
import { nextUnsure } from '../transcript/transcript.ts';
import { type TranscriptFormat, transcriptFile } from '../transcript/transcriptFiles.ts';
import { useAnnouncements } from '../transcript/useAnnouncements.ts';
import { WordPopover } from '../transcript/WordPopover.tsx';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import { LineOverlay } from './overlay/LineOverlay.tsx';
import { OverlaySwitch } from './overlay/OverlaySwitch.tsx';
import { nextMode, peekMode } from './overlay/overlayMode.ts';
import { useDeskKeys } from './useDeskKeys.ts';
import { shareOf, useScrollTogether } from './useScrollTogether.ts';
import '../stage/desk.css';

interface ReadingDeskProps {
  /** The screen's name, for those who do not see it; where it has no heading of its own. */
  readonly title?: string;
  readonly hidden: boolean;
  readonly session: ReadingSession;
  readonly dispatch: Dispatch<WordAction>;
  /** Size of the picture that is read, px; null before it is known. */
  readonly frame: Size | null;
  /** The held picture, for crops. */
  readonly picture: RefObject<HTMLCanvasElement | null>;
  /** Whether it is drawn by now; default true. */
  readonly isDrawn?: boolean;
  readonly mirrored: boolean;
  /** Takes the layer that lies over the picture, to be moved with the paper. */
  readonly overlay?: RefObject<HTMLDivElement | null>;
  readonly empty: string;
  readonly media: ReactNode;
  readonly status: ReactNode;
  readonly tools: ReactNode;
  readonly details: ReactNode;
  readonly onOpenWord: (word: OpenWord) => void;
  /** Goes to the next unsure word, or with -1 the one before; default: of this transcript. */
  readonly onWalkUnsure?: (from: OpenWord | null, step: 1 | -1) => void;
  /** How a sheet is read in another language; default: whatever is read from now on. */
  readonly reading?: SheetReading;
  /** Copies and saves the text; default: as a transcript. */
  readonly take?: ReactNode;
  readonly onClear?: () => void;
  /** A sheet is given a name; the same function at every call. */
  readonly onName?: (sheetId: number, name: string) => void;
  /** What stands still, where one still picture takes the place of another. */
  readonly subject?: number;
}

/** Whether a picture that stands still has been read; nothing while it moves. */
function stillOf({ held, view }: ReadingSession): 'reading' | 'read' | undefined {
  if (!held) return undefined;
  return view?.frameId === STILL_FRAME ? 'read' : 'reading';
}

/** The picture with its lines, the tools under it, and the text beside it (below it on a phone). */
export function ReadingDesk(props: ReadingDeskProps) {
  const { session, dispatch, frame } = props;
  const area = useRef<HTMLDivElement>(null);
  const shown = useElementSize(area);
  const announcement = useAnnouncements(session.transcript);
  // Handlers that stay the same let the transcript rest while boxes follow the paper.
  const save = useSteadyHandler((format: TranscriptFormat) => {
    if (frame) saveFile(transcriptFile(format, session.transcript, frame, session.names));
  });
  const clear = useSteadyHandler(() => props.onClear?.());
  const openWord = useSteadyHandler(props.onOpenWord);
  const { overlay } = useSettings();
  const desk = useRef<HTMLDivElement>(null);
  const { zoom, show } = useZoom(area, session.held, props.subject);
  useScrollTogether({ desk, area, view: session.held ? session.view : null, zoom, show });
  const peeking = usePeek(area, session.held);
  const mode = peeking ? peekMode(overlay) : overlay;
  const switchOverlay = (): void => changeSettings({ overlay: nextMode(overlay) });
  const walked = useRef<OpenWord | null>(null);
  const walkUnsure = (step: 1 | -1): void => {
    const from = session.openWord ?? walked.current;
    if (props.onWalkUnsure) {
      props.onWalkUnsure(from, step);
      return;
    }
    const next = nextUnsure(session.transcript, from, step);
    if (next) openWord(next);
  };
  const walkNext = useSteadyHandler(() => walkUnsure(1));
  useDeskKeys(!props.hidden, { switchOverlay, walkUnsure });
  useEffect(() => {
    if (session.openWord) walked.current = session.openWord;
  }, [session.openWord]);
  // A word that is looked at is in sight on an enlarged picture too.
  const opened = session.view?.lines.find(({ id }) => id === session.openWord?.lineId);
  useEffect(() => {
    if (opened && session.view) show(shareOf(opened.box, session.view));
  }, [opened, session.view, show]);
  // The button that opened the desk is gone: keys go on where the picture is.
  useEffect(() => area.current?.focus({ preventScroll: true }), []);
  const zoomed = {
    transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})`,
  } as const;
  const ratio = frame ? frame.width / frame.height : 16 / 9;
  const overlayOf = (look: 'ink' | 'text' | 'paper') =>
    session.view &&
    shown && (
      <LineOverlay
        session={session}
        view={session.view}
        shown={shown}
        mirrored={props.mirrored}
        look={look}
        dispatch={dispatch}
        onOpenWord={openWord}
      />
    );
  return (
    <div ref={desk} className="desk">
      {props.title && <h1 className="visually-hidden">{props.title}</h1>}
      <div className="stage-column">
        <div className="stage">
          <div
            className="pictures"
            data-beside={mode === 'beside' || undefined}
            style={{ '--ratio': ratio } as CSSProperties}
          >
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
            <div
              ref={area}
              className={session.held ? 'picture held' : 'picture'}
              role="group"
              data-still={stillOf(session)}
              aria-label={
                session.held ? 'Picture: plus and minus zoom, arrows move it' : 'Moving picture'
              }
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys that zoom and move it.
              tabIndex={0}
            >
              <div className="picture-zoom" style={zoomed}>
                {props.media}
                <div ref={props.overlay} className="moved">
                  {overlayOf(mode === 'text' ? 'text' : 'ink')}
                </div>
              </div>
            </div>
            {mode === 'beside' && (
              <div className={session.held ? 'picture held' : 'picture'}>
                <div className="picture-zoom" style={zoomed}>
                  {overlayOf('paper')}
                </div>
              </div>
            )}
          </div>
          <div className="stage-status">
            <ReaderProgress isReading={session.view !== null} />
            {props.status}
          </div>
        </div>
        <div className="stage-tools" role="toolbar" aria-label="Picture">
          {props.tools}
          <OverlaySwitch mode={overlay} onSwitch={switchOverlay} />
        </div>
      </div>
      <Sheet label="Text">
        <TranscriptPanel
          key={props.subject}
          transcript={session.transcript}
          litLine={session.litLine}
          openWord={session.openWord}
          empty={props.empty}
          pictures={session.pictures}
          names={session.names}
          onName={props.onName}
          reading={props.reading}
          dispatch={dispatch}
          onOpenWord={openWord}
          isFollowing={props.subject === undefined}
          onWalkUnsure={walkNext}
          onSave={save}
          take={props.take}
          onClear={props.onClear && clear}
        />
        {props.details}
      </Sheet>
      {session.openWord && (
        <WordPopover
          key={`${session.openWord.lineId}:${session.openWord.index}`}
          session={session}
          word={session.openWord}
          picture={props.picture}
          isDrawn={props.isDrawn ?? true}
          dispatch={dispatch}
        />
      )}
      <p className="visually-hidden" aria-live="polite" role="log">
        {announcement}
      </p>
    </div>
  );
}

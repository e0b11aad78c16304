import { type CSSProperties, type Dispatch, type ReactNode, type RefObject, useRef } from 'react';
import { saveFile } from '../files/saveFile.ts';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import { Sheet } from '../sheet/Sheet.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import { useElementSize } from '../stage/useElementSize.ts';
import type { OpenWord, ReadingSession, SessionAction } from '../transcript/readingSession.ts';
import { TranscriptPanel } from '../transcript/TranscriptPanel.tsx';
import { type TranscriptFormat, transcriptFile } from '../transcript/transcriptFiles.ts';
import { useAnnouncements } from '../transcript/useAnnouncements.ts';
import { WordPopover } from '../transcript/WordPopover.tsx';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import { LineOverlay } from './LineOverlay.tsx';
import '../stage/desk.css';

interface ReadingDeskProps {
  readonly session: ReadingSession;
  readonly dispatch: Dispatch<SessionAction>;
  /** Size of the picture that is read, px; null before it is known. */
  readonly frame: Size | null;
  /** The held picture, for crops. */
  readonly picture: RefObject<HTMLCanvasElement | null>;
  readonly mirrored: boolean;
  readonly empty: string;
  readonly media: ReactNode;
  readonly status: ReactNode;
  readonly tools: ReactNode;
  readonly details: ReactNode;
  readonly onOpenWord: (word: OpenWord) => void;
  readonly onClear: () => void;
}

/** The picture with its lines, the tools under it, and the text beside it (below it on a phone). */
export function ReadingDesk(props: ReadingDeskProps) {
  const { session, dispatch, frame } = props;
  const area = useRef<HTMLDivElement>(null);
  const shown = useElementSize(area);
  const announcement = useAnnouncements(session.transcript);
  // Handlers that stay the same let the transcript rest while boxes follow the paper.
  const save = useSteadyHandler((format: TranscriptFormat) => {
    if (frame) saveFile(transcriptFile(format, session.transcript, frame));
  });
  const clear = useSteadyHandler(props.onClear);
  const openWord = useSteadyHandler(props.onOpenWord);
  const ratio = frame ? frame.width / frame.height : 16 / 9;
  return (
    <div className="desk">
      <h1 className="visually-hidden">Live</h1>
      <div className="stage-column">
        <div className="stage">
          <div
            ref={area}
            className={session.held ? 'picture held' : 'picture'}
            style={{ '--ratio': ratio } as CSSProperties}
          >
            {props.media}
            {session.view && shown && (
              <LineOverlay
                session={session}
                view={session.view}
                shown={shown}
                mirrored={props.mirrored}
                dispatch={dispatch}
                onOpenWord={openWord}
              />
            )}
          </div>
          <div className="stage-status">
            <ReaderProgress isReading={session.view !== null} />
            {props.status}
          </div>
        </div>
        <div className="stage-tools" role="toolbar" aria-label="Picture">
          {props.tools}
        </div>
      </div>
      <Sheet label="Text">
        <TranscriptPanel
          transcript={session.transcript}
          litLine={session.litLine}
          openWord={session.openWord}
          empty={props.empty}
          dispatch={dispatch}
          onOpenWord={openWord}
          onSave={save}
          onClear={clear}
        />
        {props.details}
      </Sheet>
      {session.openWord && (
        <WordPopover
          key={`${session.openWord.lineId}:${session.openWord.index}`}
          session={session}
          word={session.openWord}
          picture={props.picture}
          dispatch={dispatch}
        />
      )}
      <p className="visually-hidden" aria-live="polite" role="log">
        {announcement}
      </p>
    </div>
  );
}

import {
  type CSSProperties,
  type HTMLAttributes,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
} from 'react';
import { strokesInside, withoutStrokes } from '../../reading/strokes/inkSelection.ts';
import { saveFile } from '../files/saveFile.ts';
import { ReaderProgress } from '../reader/ReaderProgress.tsx';
import { Sheet } from '../sheet/Sheet.tsx';
import type { Size } from '../stage/displayGeometry.ts';
import type { OpenWord } from '../transcript/readingSession.ts';
import { TranscriptPanel } from '../transcript/TranscriptPanel.tsx';
import { type TranscriptFormat, transcriptFile } from '../transcript/transcriptFiles.ts';
import { useAnnouncements } from '../transcript/useAnnouncements.ts';
import { WordPopover } from '../transcript/WordPopover.tsx';
import { useSteadyHandler } from '../useSteadyHandler.ts';
import { AirGuide } from './AirGuide.tsx';
import { AirTools } from './AirTools.tsx';
import type { AirActionName } from './airActions.ts';
import { writtenText } from './airSession.ts';
import type { WritingTool } from './airSettings.ts';
import type { ForeseenInk } from './foreseenInk.ts';
import { InkLayer } from './InkLayer.tsx';
import { drawOnPaper } from './inkCanvas.ts';
import type { PenRing } from './penRing.ts';
import { useAirKeys } from './useAirKeys.ts';
import type { AirWriting } from './useAirWriting.ts';
import '../stage/desk.css';
import '../stage/details.css';
import './air.css';

/** Dots and tails of a word reach this far out of its line's box, a share of the box's height. */
const MARGIN = 0.15;

interface AirDeskProps {
  readonly tool: WritingTool;
  readonly hidden: boolean;
  readonly writing: AirWriting;
  /** Size that the ink is px of. */
  readonly picture: Size;
  readonly onTool: (tool: WritingTool | null) => void;
  readonly onHold: ((down: boolean) => void) | null;
  readonly ring?: RefObject<PenRing | null>;
  /** Where the picture stands, and is moved if it is larger. */
  readonly room?: RefObject<HTMLDivElement | null>;
  readonly foreseen?: RefObject<ForeseenInk | null>;
  /** The word on the paper that was tapped last. */
  readonly tapped?: OpenWord | null;
  /** Takes away the ink that is chosen. @returns whether any was */
  readonly onRemove?: () => boolean;
  readonly area?: RefObject<HTMLDivElement | null>;
  readonly surface: HTMLAttributes<HTMLDivElement>;
  /** There is something to guide through: the camera runs. */
  readonly guided: boolean;
  readonly media: ReactNode;
  readonly status: ReactNode;
  /** What the pen is; beside what can be done with the ink. */
  readonly pen?: ReactNode;
  readonly tools: ReactNode;
  readonly details: ReactNode;
}

/** What is written on, the tools under it, and the text beside it (below it on a phone). */
export function AirDesk(props: AirDeskProps) {
  const { tool, writing, picture, surface } = props;
  const { ink, session, dispatch } = writing;
  const paper = useRef<HTMLCanvasElement>(null);
  const announcement = useAnnouncements(session.transcript);
  const caption = writtenText(session);
  const isOnPage = session.view?.lines.some(({ id }) => id === session.openWord?.lineId) ?? false;

  const perform = useSteadyHandler((name: AirActionName) => {
    switch (name) {
      case 'undo':
        writing.undo();
        return;
      case 'redo':
        writing.redo();
        return;
      case 'new-line':
        ink.newLine();
        return;
      case 'clear':
        if (!props.onRemove?.()) writing.clear();
        return;
      case 'done':
        void writing.finish();
        return;
      default:
        name satisfies never;
    }
  });
  useAirKeys(!props.hidden, perform, props.onHold);
  const save = useSteadyHandler((format: TranscriptFormat) =>
    saveFile(transcriptFile(format, session.transcript, picture)),
  );
  const clear = useSteadyHandler(() => {
    perform('clear');
    dispatch({ type: 'clear' });
  });
  const openWord = useSteadyHandler((word: OpenWord) => {
    if (paper.current) drawOnPaper(paper.current, ink.ink(), picture);
    dispatch(wordAction(word));
  });
  const { tapped = null } = props;
  useEffect(() => {
    if (tapped) openWord(tapped);
  }, [tapped, openWord]);

  /** The open word's ink goes, so that it can be written again in its place. */
  const rewrite = useSteadyHandler(() => {
    const word = session.openWord;
    const reading = session.view?.lines.find(({ id }) => id === word?.lineId);
    const own = word ? reading?.reading?.words[word.index] : undefined;
    dispatch({ type: 'open-word', word: null });
    if (!reading || !own) return;
    const { x, y, width, height } = reading.box;
    const [left, right] = [x + own.start * width, x + own.end * width];
    const loop = [
      { x: left, y: y - MARGIN * height },
      { x: right, y: y - MARGIN * height },
      { x: right, y: y + (1 + MARGIN) * height },
      { x: left, y: y + (1 + MARGIN) * height },
    ];
    ink.edit((strokes) => withoutStrokes(strokes, strokesInside(strokes, loop)));
  });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: only lets go of the focus that a mouse left on a button.
    <div className="desk air-desk" data-tool={tool} onClick={leaveClicked}>
      <h1 className="visually-hidden">Air</h1>
      <div className="stage-column">
        <div className="stage">
          <div className="air-room" ref={props.room}>
            <div
              {...surface}
              ref={props.area}
              className={`picture air-picture ${surface.className ?? ''}`}
              style={{ '--ratio': picture.width / picture.height } as CSSProperties}
            >
              {props.media}
              <InkLayer
                ink={ink}
                picture={picture}
                look={tool === 'pad' ? 'paper' : 'picture'}
                highlighted={
                  session.view?.lines.find(({ id }) => id === session.litLine)?.box ?? null
                }
                ring={props.ring ?? null}
                foreseen={props.foreseen ?? null}
              />
            </div>
          </div>
          {props.guided && tool !== 'pad' && <AirGuide tool={tool} />}
          <div className="stage-status">
            <ReaderProgress />
            {props.status}
            {caption !== '' && tool !== 'pad' && (
              <p
                className="air-caption"
                data-final={session.transcript.at(-1)?.status === 'sure' || undefined}
              >
                {caption.split('\n').at(-1)}
              </p>
            )}
          </div>
        </div>
        <AirTools
          tool={tool}
          writing={writing}
          picture={picture}
          perform={perform}
          onTool={props.onTool}
          pen={props.pen}
        >
          {props.tools}
        </AirTools>
      </div>
      <Sheet label="Text">
        <TranscriptPanel
          transcript={session.transcript}
          litLine={session.litLine}
          openWord={session.openWord}
          empty="Words appear here while you write. Done keeps them."
          dispatch={dispatch}
          onOpenWord={openWord}
          onSave={save}
          onClear={clear}
        />
        <div className="details">{props.details}</div>
      </Sheet>
      <canvas ref={paper} hidden />
      {session.openWord && (
        <WordPopover
          key={`${session.openWord.lineId}:${session.openWord.index}`}
          session={session}
          word={session.openWord}
          picture={paper}
          dispatch={dispatch}
          {...(isOnPage ? { onRewrite: rewrite } : {})}
        />
      )}
      <p className="visually-hidden" aria-live="polite" role="log">
        {announcement}
      </p>
    </div>
  );
}

function wordAction(word: OpenWord) {
  return { type: 'open-word', word } as const;
}

/** After a click with the mouse, Space and Enter are the pen's again; a keyboard keeps its place. */
function leaveClicked(event: MouseEvent<HTMLElement>): void {
  const { activeElement } = document;
  if (event.detail === 0 || !(activeElement instanceof HTMLElement)) return;
  if (activeElement.matches('button:not([popovertarget]), input[type="radio"]')) {
    activeElement.blur();
  }
}

import { type RefObject, useCallback, useMemo, useRef, useState } from 'react';
import type { Board, Dropped } from '../../board/board.ts';
import type { Scene } from '../../board/scene.ts';
import { useBoard } from '../../board/useBoard.ts';
import { boxToView, type Viewport } from '../../board/viewport.ts';
import { Icon } from '../../icons/Icon.tsx';
import { Notice } from '../../notices/Notice.tsx';
import { actionNamed, performAction } from '../actions/table.ts';
import { ClassPicker } from '../desk/ClassPicker.tsx';
import type { Desk } from '../desk/desk.ts';
import { BRIGHTNESS } from '../desk/deskState.ts';
import { answerClass, describeBox, drawBox } from '../desk/drawing.ts';
import type { PictureWindow } from '../project/pictureWindow.ts';
import { newId, type ProjectImage } from '../project/project.ts';
import { DropChoice } from './DropChoice.tsx';
import { usePicture } from './usePicture.ts';
import '../../board/board.css';

interface BoardViewProps {
  readonly desk: Desk;
  readonly image: ProjectImage;
  readonly scene: Scene;
  readonly pictures: PictureWindow;
  /** Where the desk finds the board and the canvas that the keyboard is put on. */
  readonly onBoard: (
    board: RefObject<Board | null>,
    canvas: RefObject<HTMLCanvasElement | null>,
  ) => void;
  /** Gives the project's folder free again; null where it has none that is closed. */
  readonly onOpenFolders: (() => void) | null;
}

const MIDDLE = actionNamed('new-box-in-middle');

/** The picture with its boxes, to be worked on with mouse, fingers or keys. */
export function BoardView({
  desk,
  image,
  scene,
  pictures,
  onBoard,
  onOpenFolders,
}: BoardViewProps) {
  const picture = useRef<HTMLCanvasElement>(null);
  const boxes = useRef<HTMLCanvasElement>(null);
  const active = useRef<HTMLCanvasElement>(null);
  const layers = useMemo(() => ({ picture, boxes, active }), []);
  const [viewport, setViewport] = useState<Viewport>({ scale: 1, x: 0, y: 0 });
  const [asked, setAsked] = useState<Dropped | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { state, dispatch, session } = desk;

  const board = useBoard(layers, scene, {
    onDrawn: (box) => drawBox(desk, box),
    onDropped: (dropped) => {
      if (dropped.drag === 'ask') setAsked(dropped);
      else drop(desk, dropped, dropped.drag === 'copy');
    },
    onResized: (boxId, place) =>
      session.run({ type: 'place-box', imageId: image.id, boxId, place }),
    onReshaped: (boxId, outline) =>
      session.run({ type: 'shape-box', imageId: image.id, boxId, outline }),
    onSelect: (ids) => {
      dispatch({ type: 'select', ids });
      if (state.question) dispatch({ type: 'ask-class', question: null });
    },
    onHighlight: (id) => dispatch({ type: 'highlight', id }),
    onSuggestion: (suggestionId) => acceptSuggestion(desk, suggestionId),
    onDoubleClick: (id) =>
      dispatch({ type: 'ask-class', question: { kind: 'boxes', boxIds: [id] } }),
    onBrightness: (steps) =>
      dispatch({ type: 'brightness', brightness: state.brightness + steps * BRIGHTNESS.step }),
    onViewport: setViewport,
  });
  // The desk's actions zoom and pan this board.
  const register = useCallback(
    (element: HTMLDivElement | null) => {
      if (element) onBoard(board, active);
    },
    [onBoard, board],
  );

  const neighbours = [1, -1, 2].flatMap((by) => desk.project.images[desk.index + by]?.id ?? []);
  // A file that was given again, or a folder that was opened again, is reason to try once more.
  const { missingPictures, folders } = desk.snapshot;
  const openFolders = folders.filter(({ access }) => access === 'open').length;
  const reachable = `${attempt} ${missingPictures.has(image.id)} ${openFolders}`;
  const shown = usePicture(board, pictures, image, neighbours, reachable);
  const { question } = state;
  const asksFor =
    question?.kind === 'new-box'
      ? question.box
      : question && desk.boxes.find(({ id }) => id === question.boxIds[0]);
  const [first] = desk.selected;

  return (
    <div
      ref={register}
      className="board"
      data-shown={shown.kind === 'shown' ? shown.imageId : undefined}
      data-verified={image.verified || undefined}
    >
      <canvas
        ref={picture}
        className="board-layer"
        style={state.brightness === 1 ? undefined : { filter: `brightness(${state.brightness})` }}
      />
      <canvas ref={boxes} className="board-layer" />
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a board of one's own */}
      <canvas
        ref={active}
        className="board-layer board-active"
        tabIndex={0}
        role="application"
        aria-roledescription="board"
        aria-label={`${image.name}, ${desk.boxes.length === 1 ? '1 box' : `${desk.boxes.length} boxes`}. ${
          first ? describeBox(desk, first) : 'W draws a box, N goes to the next.'
        }`}
        onKeyDown={(event) => {
          if (state.tool === 'outline') {
            if (event.key === 'Enter') board.current?.finishOutline();
            else if (event.key !== 'Backspace' || !board.current?.dropPoint()) return;
            event.preventDefault();
          }
          if (event.key !== 'Enter' || state.tool !== 'draw') return;
          event.preventDefault();
          performAction(MIDDLE, desk, null);
        }}
      />
      {shown.kind === 'failed' && (
        <div className="board-trouble">
          <Notice
            error={shown}
            action={
              onOpenFolders
                ? {
                    label: 'Open folder again',
                    perform: () => {
                      onOpenFolders();
                      setAttempt((count) => count + 1);
                    },
                  }
                : { label: 'Try again', perform: () => setAttempt((count) => count + 1) }
            }
          />
        </div>
      )}
      {image.verified && (
        <span className="board-verified">
          <Icon name="verified" />
          Verified
        </span>
      )}
      <span className="board-zoom figure" aria-hidden="true">
        {Math.round(viewport.scale * devicePixelRatio * 100)} %
      </span>
      {question && asksFor && (
        <ClassPicker
          desk={desk}
          question={question}
          under={boxToView(viewport, asksFor)}
          onAnswer={(name) => {
            answerClass(desk, question, name);
            desk.focusBoard();
          }}
          onCancel={() => {
            dispatch({ type: 'ask-class', question: null });
            desk.focusBoard();
          }}
        />
      )}
      {asked && (
        <DropChoice
          at={asked.at}
          onChoose={(copy) => {
            drop(desk, asked, copy);
            setAsked(null);
          }}
          onCancel={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** Boxes were dragged: they are moved, or copies are put where they were dragged to. */
function drop({ session, image, dispatch }: Desk, { ids, dx, dy }: Dropped, copy: boolean): void {
  if (!image) return;
  const imageId = image.id;
  if (!copy) {
    session.run({ type: 'nudge-boxes', imageId, boxIds: ids, dx, dy });
    return;
  }
  const copies = ids.map((boxId) => ({ boxId, newId: newId() }));
  const boxIds = copies.map((each) => each.newId);
  const gesture = `copy ${boxIds.join()}`;
  session.run({ type: 'duplicate-boxes', imageId, copies, shift: 0 }, gesture);
  session.run({ type: 'nudge-boxes', imageId, boxIds, dx, dy }, gesture);
  dispatch({ type: 'select', ids: boxIds });
}

function acceptSuggestion({ session, image, say }: Desk, suggestionId: string): void {
  if (!image) return;
  session.run({
    type: 'accept-suggestions',
    imageId: image.id,
    suggestionIds: [suggestionId],
  });
  say('Suggestion accepted');
}

import {
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import type { Board } from '../../board/board.ts';
import { currentImage, imageOf } from '../project/project.ts';
import { shownSuggestions } from '../project/reviewQueue.ts';
import type { ProjectSession } from '../project/sessionState.ts';
import type { Desk, DeskCommands } from './desk.ts';
import { deskReducer, INITIAL_DESK } from './deskState.ts';

export interface DeskControl {
  readonly desk: Desk;
  /** What a screen reader is told last. */
  readonly announcement: string;
  /** What everybody is told last, and its number: the same may be told again; null once it was seen. */
  readonly note: { readonly words: string; readonly number: number } | null;
  readonly closeNote: () => void;
  readonly registerBoard: (
    board: RefObject<Board | null>,
    canvas: RefObject<HTMLCanvasElement | null>,
  ) => void;
}

/** The desk of an open project; `commands` are what it can ask of files, reader and screens. */
export function useDesk(session: ProjectSession, commands: DeskCommands): DeskControl {
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const { project } = snapshot;
  const [state, dispatch] = useReducer(deskReducer, INITIAL_DESK);
  const [announcement, say] = useState('');
  const [note, setNote] = useState<DeskControl['note']>(null);
  const tell = useCallback((words: string) => {
    say(words);
    setNote((before) => ({ words, number: (before?.number ?? 0) + 1 }));
  }, []);
  const closeNote = useCallback(() => setNote(null), []);
  const board = useRef<RefObject<Board | null> | null>(null);
  const canvas = useRef<RefObject<HTMLCanvasElement | null> | null>(null);

  // The picture that is looked at may go, or there may be none yet.
  const image =
    (state.imageId === null ? null : imageOf(project, state.imageId)) ?? currentImage(project);
  const imageId = image?.id ?? null;
  useEffect(() => dispatch({ type: 'show-image', imageId }), [imageId]);

  const { settings } = project;
  const suggestions = useMemo(
    () => (image ? shownSuggestions(image, settings) : []),
    [image, settings],
  );
  const boxes = useMemo(() => image?.boxes ?? [], [image?.boxes]);
  const selected = useMemo(
    () =>
      state.selected.flatMap((id) => {
        const found = boxes.find((box) => box.id === id);
        return found ? [found] : [];
      }),
    [state.selected, boxes],
  );

  const registerBoard = useCallback<DeskControl['registerBoard']>((made, element) => {
    board.current = made;
    canvas.current = element;
  }, []);
  const findBoard = useCallback(() => board.current?.current ?? null, []);
  const focusBoard = useCallback(() => canvas.current?.current?.focus({ preventScroll: true }), []);
  const focusText = useCallback(() => {
    // The field comes with the tab, and the next key belongs to it already.
    flushSync(() => dispatch({ type: 'tab', tab: 'boxes' }));
    document.querySelector<HTMLElement>('#annotate-text')?.focus();
  }, []);

  const desk: Desk = {
    session,
    snapshot,
    project,
    state,
    dispatch,
    image,
    index: image ? project.images.indexOf(image) : -1,
    boxes,
    selected,
    suggestions,
    locked: snapshot.access.kind === 'reader',
    board: findBoard,
    focusBoard,
    focusText,
    say,
    tell,
    commands,
  };
  return { desk, announcement, note, closeNote, registerBoard };
}

import { boxArea, intersectionArea } from '../../reading/geometry.ts';
import { type PictureReading, SURE_CONFIDENCE } from '../../reading/results.ts';
import type { LiveLine, LiveSheetLine, LiveView } from '../../worker/client.ts';
import {
  correctWord,
  retireLines,
  type TranscriptLine,
  type WordPlace,
  withSheet,
} from './transcript.ts';

/** A word that a person looks at: the popover with its crop and alternatives is open on it. */
export interface OpenWord extends WordPlace {
  /** Where it was pointed at; default the panel. */
  readonly from?: 'picture';
}

/** What is known of a running or held picture and of all that was read from it. */
export interface ReadingSession {
  readonly view: LiveView | null;
  readonly transcript: readonly TranscriptLine[];
  /** The picture is frozen, or is a photo: nothing moves and every word can be taken. */
  readonly held: boolean;
  /** The line that is looked at, in the panel or on the picture. */
  readonly litLine: number | null;
  readonly openWord: OpenWord | null;
  /** The next views count their lines from the start: the lines held now are not theirs. */
  readonly recounted: boolean;
}

export type SessionAction =
  | { readonly type: 'view'; readonly view: LiveView }
  /** A still picture was read: the frame that is frozen, or a photo, which is a sheet of its own. */
  | { readonly type: 'still'; readonly of: 'frame' | 'photo'; readonly reading: PictureReading }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  | { readonly type: 'light'; readonly lineId: number | null }
  | { readonly type: 'open-word'; readonly word: OpenWord | null }
  | { readonly type: 'correct'; readonly word: OpenWord; readonly text: string }
  | { readonly type: 'clear' }
  /** What was read in an earlier visit is here again. */
  | { readonly type: 'recall'; readonly transcript: readonly TranscriptLine[] }
  /** Another picture begins: another photo, or the camera after a photo. */
  | { readonly type: 'restart' }
  /** The same kind of picture begins anew: another camera, the tab seen again, the reader back. */
  | { readonly type: 'recount' };

/** What can be done with words that were read, on whichever screen. */
export type WordAction = Extract<SessionAction, { type: 'light' | 'open-word' | 'correct' }>;

export const NEW_SESSION: ReadingSession = {
  view: null,
  transcript: [],
  held: false,
  litLine: null,
  openWord: null,
  recounted: false,
};

export function sessionReducer(session: ReadingSession, action: SessionAction): ReadingSession {
  switch (action.type) {
    case 'view':
      // A frame that was under way when the picture was frozen is not the one on the screen.
      return session.held ? session : withView(session, action.view);
    case 'still':
      return { ...withView(session, viewOfStill(session, action)), held: true };
    case 'hold':
      return { ...session, held: true };
    case 'release':
      return session.recounted
        ? { ...NEW_SESSION, transcript: retireLines(session.transcript) }
        : { ...session, held: false, openWord: null };
    case 'light':
      return session.litLine === action.lineId ? session : { ...session, litLine: action.lineId };
    case 'open-word':
      return { ...session, openWord: action.word };
    case 'correct': {
      const { lineId, index } = action.word;
      return {
        ...session,
        openWord: null,
        transcript: correctWord(session.transcript, lineId, index, action.text),
      };
    }
    case 'clear':
      return { ...session, transcript: [], openWord: null, litLine: null, view: null };
    case 'recall':
      return { ...NEW_SESSION, transcript: retireLines(action.transcript) };
    case 'restart':
      return { ...NEW_SESSION, transcript: retireLines(session.transcript) };
    case 'recount':
      // What is frozen stays as it is, boxes and all, until it is let go.
      return session.held
        ? { ...session, recounted: true }
        : { ...NEW_SESSION, transcript: retireLines(session.transcript) };
  }
}

function withView(session: ReadingSession, view: LiveView): ReadingSession {
  const transcript = view.sheet ? withSheet(session.transcript, view.sheet) : session.transcript;
  return { ...session, view, transcript };
}

/** Part of a line's area that a line read anew must share to be that line. */
const SAME_INK = 0.5;

/**
 * A still picture's reading as a view that does not change any more. Lines that are known already
 * keep their numbers, and what a person corrected in them; others get numbers that no running view
 * gives.
 */
function viewOfStill(
  session: ReadingSession,
  { of, reading }: Extract<SessionAction, { type: 'still' }>,
): LiveView {
  const { width, height, timings } = reading;
  const isAgain = of === 'frame' || session.view?.frameId === STILL_FRAME;
  const before = isAgain ? (session.view?.sheet ?? null) : null;
  const known = session.view && isAgain ? session.view.lines : [];
  const taken = new Set<number>();
  let next = Math.min(0, ...session.transcript.flatMap(({ id, sheetId }) => [id, sheetId])) - 1;
  const sheetId = before?.id ?? next--;
  const lines = reading.lines.map((line): LiveLine & LiveSheetLine => {
    const same = known.find(
      ({ id, box }) =>
        !taken.has(id) &&
        intersectionArea(box, line.box) > SAME_INK * Math.max(boxArea(box), boxArea(line.box)),
    );
    const id = same?.id ?? next--;
    taken.add(id);
    const { quad, box, lineClass, score } = line;
    return {
      ...{ id, quad, box, lineClass, score, reading: line.reading, inView: true },
      status: line.reading.confidence >= SURE_CONFIDENCE ? 'sure' : 'unsure',
    };
  });
  // What a frozen frame does not show of its sheet stays in the transcript.
  const hidden = (before?.lines ?? []).filter(
    (line) => of === 'frame' && !taken.has(line.id) && !line.inView,
  );
  return {
    ...{ frameId: STILL_FRAME, width, height, timings, lines },
    ...{ fps: 0, hint: null, moving: false },
    sheet: { id: sheetId, lines: [...lines, ...hidden], absorbed: [] },
  };
}

/** Running views count their frames from 1. */
export const STILL_FRAME = 0;

import type { PictureReading } from '../../reading/results.ts';
import type { LiveLine, LiveView } from '../../worker/client.ts';
import {
  correctWord,
  isCorrected,
  mergeTranscript,
  retireLines,
  type TranscriptLine,
} from './transcript.ts';

/** A word that a person looks at: the popover with its crop and alternatives is open on it. */
export interface OpenWord {
  readonly lineId: number;
  readonly index: number;
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
  | { readonly type: 'still'; readonly reading: PictureReading }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  | { readonly type: 'light'; readonly lineId: number | null }
  | { readonly type: 'open-word'; readonly word: OpenWord | null }
  | { readonly type: 'correct'; readonly word: OpenWord; readonly text: string }
  | { readonly type: 'clear' }
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

/** A reading of a still picture below this confidence is marked as unsure. */
export const SURE_CONFIDENCE = 0.6;

export function sessionReducer(session: ReadingSession, action: SessionAction): ReadingSession {
  switch (action.type) {
    case 'view':
      // A frame that was under way when the picture was frozen is not the one on the screen.
      return session.held ? session : withView(session, action.view);
    case 'still':
      return {
        ...withView(withoutViewed(session), viewOfStill(action.reading)),
        held: true,
        recounted: true,
      };
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
  const transcript = mergeTranscript(session.transcript, view.lines, session.view?.lines ?? []);
  return { ...session, view, transcript };
}

/** Without the lines in view, which are read anew from the same picture; corrected ones stay. */
function withoutViewed(session: ReadingSession): ReadingSession {
  const kept = session.transcript.filter((line) => !line.inView || isCorrected(line));
  return { ...session, view: null, transcript: retireLines(kept) };
}

/** A still picture's reading as a view that does not change any more. */
export function viewOfStill({ width, height, lines, timings }: PictureReading): LiveView {
  return {
    frameId: 0,
    width,
    height,
    timings,
    fps: 0,
    hint: null,
    moving: false,
    lines: lines.map(
      (line, index): LiveLine => ({
        ...line,
        id: index + 1,
        status: line.reading.confidence >= SURE_CONFIDENCE ? 'sure' : 'unsure',
      }),
    ),
  };
}

import type { PictureReading } from '../../reading/results.ts';
import { type Similarity, STANDSTILL } from '../../reading/tracking/paperMotion.ts';
import type { LiveView } from '../../worker/client.ts';
import type { SheetNames } from './sheetName.ts';
import { movedView, viewOfStill } from './stillView.ts';
import {
  adoptRetired,
  correctWord,
  retireLines,
  sheetsOf,
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
  /** The picture stands still: nothing moves and every word can be taken. */
  readonly held: boolean;
  /** The line that is looked at, in the panel or on the picture. */
  readonly litLine: number | null;
  readonly openWord: OpenWord | null;
  /** The next views count their lines from the start: the lines held now are not theirs. */
  readonly recounted: boolean;
  /** Small pictures of sheets as URLs, by the sheets' numbers. */
  readonly pictures: Readonly<Record<number, string>>;
  /** Names that a person gave to sheets. */
  readonly names: SheetNames;
}

export type SessionAction =
  | { readonly type: 'view'; readonly view: LiveView }
  /** The frame that is frozen was read. */
  | { readonly type: 'still'; readonly reading: PictureReading }
  | { readonly type: 'sheet-picture'; readonly sheetId: number; readonly picture: string }
  /** A sheet is given a name; an empty one takes it back. */
  | { readonly type: 'name-sheet'; readonly sheetId: number; readonly name: string }
  /** The picture is frozen; `motion` says how the paper moved since the view that is known. */
  | { readonly type: 'hold'; readonly motion?: Similarity }
  | { readonly type: 'release' }
  | { readonly type: 'light'; readonly lineId: number | null }
  | { readonly type: 'open-word'; readonly word: OpenWord | null }
  | { readonly type: 'correct'; readonly word: OpenWord; readonly text: string }
  | { readonly type: 'clear' }
  /** What was read in an earlier visit is here again. */
  | {
      readonly type: 'recall';
      readonly transcript: readonly TranscriptLine[];
      readonly names?: SheetNames;
    }
  /** Another picture begins. */
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
  pictures: {},
  names: {},
};

export function sessionReducer(session: ReadingSession, action: SessionAction): ReadingSession {
  switch (action.type) {
    case 'view':
      // A frame that was under way when the picture was frozen is not the one on the screen.
      return session.held ? session : withView(session, action.view);
    case 'still':
      return { ...withView(session, viewOfFrame(session, action.reading)), held: true };
    case 'sheet-picture': {
      const { sheetId, picture } = action;
      return { ...session, pictures: { ...session.pictures, [sheetId]: picture } };
    }
    case 'name-sheet': {
      const { [action.sheetId]: _, ...others } = session.names;
      const names = action.name === '' ? others : { ...others, [action.sheetId]: action.name };
      return { ...session, names };
    }
    case 'hold':
      return {
        ...session,
        held: true,
        view: session.view && movedView(session.view, action.motion ?? STANDSTILL),
      };
    case 'release':
      return session.recounted ? retired(session) : { ...session, held: false, openWord: null };
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
      return { ...NEW_SESSION, held: session.held, pictures: session.pictures };
    case 'recall':
      return retired({
        ...NEW_SESSION,
        transcript: action.transcript,
        names: action.names ?? {},
      });
    case 'restart':
      return retired(session);
    case 'recount':
      // What is frozen stays as it is, boxes and all, until it is let go.
      return session.held ? { ...session, recounted: true } : retired(session);
  }
}

function withView(session: ReadingSession, view: LiveView): ReadingSession {
  const { sheet } = view;
  const transcript = sheet
    ? withSheet(adoptRetired(session.transcript, sheet), sheet)
    : session.transcript;
  return { ...session, view, transcript, names: namesOf(session, transcript, sheet?.id) };
}

/** A sheet that turned out to be the one in view, under another number, leaves it its name. */
function namesOf(
  { names }: ReadingSession,
  transcript: readonly TranscriptLine[],
  seen: number | undefined,
): SheetNames {
  const there = new Set(transcript.map(({ sheetId }) => sheetId));
  const gone = Object.entries(names).filter(([id]) => !there.has(Number(id)));
  const [first] = gone;
  if (first === undefined || seen === undefined || !there.has(seen)) return names;
  const kept = Object.entries(names).filter(([id]) => there.has(Number(id)));
  return { [seen]: first[1], ...Object.fromEntries(kept) };
}

/** A new session with the text of this one, whose sheets keep their pictures and names. */
function retired({ transcript, pictures, names }: ReadingSession): ReadingSession {
  const lines = retireLines(transcript);
  const kept = { pictures: {} as Record<number, string>, names: {} as Record<number, string> };
  for (const [index, { id }] of sheetsOf(transcript).entries()) {
    const now = sheetsOf(lines)[index]?.id;
    const [picture, name] = [pictures[id], names[id]];
    if (now !== undefined && picture) kept.pictures[now] = picture;
    if (now !== undefined && name) kept.names[now] = name;
  }
  return { ...NEW_SESSION, transcript: lines, ...kept };
}

/** The frozen frame as it was read, on the sheet that was seen last, with what that one hides. */
function viewOfFrame(session: ReadingSession, reading: PictureReading): LiveView {
  const sheet = session.view?.sheet ?? null;
  const least = leastNumber(session);
  const known = session.view?.lines ?? [];
  const view = viewOfStill(reading, { sheetId: sheet?.id ?? least - 1, known, next: least - 2 });
  const shown = new Set(view.lines.map(({ id }) => id));
  const hidden = (sheet?.lines ?? []).filter(({ id, inView }) => !inView && !shown.has(id));
  const lines = [...(view.sheet?.lines ?? []), ...hidden];
  return { ...view, sheet: view.sheet && { ...view.sheet, lines } };
}

/** No line or sheet of the session has a smaller number. */
function leastNumber({ transcript, view }: ReadingSession): number {
  const numbers = [
    ...transcript.flatMap(({ id, sheetId }) => [id, sheetId]),
    ...(view?.lines ?? []).map(({ id }) => id),
  ];
  return numbers.reduce((least, number) => Math.min(least, number), 0);
}

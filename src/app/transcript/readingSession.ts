import type { LinesSoFar, PictureReading } from '../../reading/results.ts';
import { type Similarity, STANDSTILL } from '../../reading/tracking/paperMotion.ts';
import type { LiveView } from '../../worker/client.ts';
import { movedView, viewOfStill } from './stillView.ts';
import {
  adoptRetired,
  correctWord,
  retireLines,
  showSheet,
  type TranscriptLine,
  type WordPlace,
  withSheet,
} from './transcript.ts';

/** A word that a person looks at: the popover with its crop and alternatives is open on it. */
export interface OpenWord extends WordPlace {
  /** Where it was pointed at; default the panel. */
  readonly from?: 'picture';
}

/** How a sheet is shown as a card. */
export interface SheetFace {
  /** The file's name; null for a sheet that was held up. */
  readonly name: string | null;
  /** A small picture of it, as a URL; null before there is one. */
  readonly picture: string | null;
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
  /** Names and pictures of sheets, by their numbers. */
  readonly faces: Readonly<Record<number, SheetFace>>;
  /** What was read in each opened photo, by the number of its sheet. */
  readonly photos: Readonly<Record<number, LiveView>>;
  /** The photo that is looked at, by the number of its sheet. */
  readonly shownPhoto: number | null;
}

export type SessionAction =
  | { readonly type: 'view'; readonly view: LiveView }
  /** The frame that is frozen was read. */
  | { readonly type: 'still'; readonly reading: PictureReading }
  /** A photo, which is a sheet of its own, as far as it has been read. */
  | { readonly type: 'photo'; readonly sheetId: number; readonly soFar: LinesSoFar }
  | { readonly type: 'show-photo'; readonly sheetId: number }
  | { readonly type: 'face'; readonly sheetId: number; readonly face: Partial<SheetFace> }
  /** The picture is frozen; `motion` says how the paper moved since the view that is known. */
  | { readonly type: 'hold'; readonly motion?: Similarity }
  | { readonly type: 'release' }
  | { readonly type: 'light'; readonly lineId: number | null }
  | { readonly type: 'open-word'; readonly word: OpenWord | null }
  | { readonly type: 'correct'; readonly word: OpenWord; readonly text: string }
  | { readonly type: 'clear' }
  /** What was read in an earlier visit is here again. */
  | { readonly type: 'recall'; readonly transcript: readonly TranscriptLine[] }
  /** Another picture begins: photos, or the camera after photos. */
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
  faces: {},
  photos: {},
  shownPhoto: null,
};

export function sessionReducer(session: ReadingSession, action: SessionAction): ReadingSession {
  switch (action.type) {
    case 'view':
      // A frame that was under way when the picture was frozen is not the one on the screen.
      return session.held ? session : withView(session, action.view);
    case 'still':
      return { ...withView(session, viewOfFrame(session, action.reading)), held: true };
    case 'photo':
      return withPhoto(session, action.sheetId, action.soFar);
    case 'show-photo':
      return {
        ...session,
        held: true,
        shownPhoto: action.sheetId,
        view: session.photos[action.sheetId] ?? null,
        transcript: showSheet(session.transcript, action.sheetId),
        openWord: wordOnSheet(session, action.sheetId),
      };
    case 'face': {
      const before = session.faces[action.sheetId] ?? { name: null, picture: null };
      const faces = { ...session.faces, [action.sheetId]: { ...before, ...action.face } };
      return { ...session, faces };
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
      return {
        ...NEW_SESSION,
        held: session.held,
        faces: session.faces,
        shownPhoto: session.shownPhoto,
      };
    case 'recall':
      return { ...NEW_SESSION, transcript: retireLines(action.transcript) };
    case 'restart':
      return retired(session);
    case 'recount':
      // What is frozen stays as it is, boxes and all, until it is let go.
      return session.held ? { ...session, recounted: true } : retired(session);
  }
}

/** The word that is looked at, where it stands on this sheet. */
function wordOnSheet({ transcript, openWord }: ReadingSession, sheetId: number): OpenWord | null {
  const line = transcript.find(({ id }) => id === openWord?.lineId);
  return line?.sheetId === sheetId ? openWord : null;
}

function withView(session: ReadingSession, view: LiveView): ReadingSession {
  const { sheet } = view;
  const transcript = sheet
    ? withSheet(adoptRetired(session.transcript, sheet), sheet)
    : session.transcript;
  return { ...session, view, transcript };
}

/** A new session with the text of this one, whose sheets keep their faces. */
function retired({ transcript, faces }: ReadingSession): ReadingSession {
  const lines = retireLines(transcript);
  const kept: Record<number, SheetFace> = {};
  lines.forEach(({ sheetId }, i) => {
    const face = faces[transcript[i]?.sheetId ?? Number.NaN];
    if (face) kept[sheetId] = face;
  });
  return { ...NEW_SESSION, transcript: lines, faces: kept };
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

function withPhoto(session: ReadingSession, sheetId: number, soFar: LinesSoFar): ReadingSession {
  const known = session.photos[sheetId]?.lines ?? [];
  const view = viewOfStill(soFar, { sheetId, known, next: leastNumber(session) - 1 });
  const photos = { ...session.photos, [sheetId]: view };
  if (session.shownPhoto === sheetId) return { ...withView(session, view), photos };
  const lines = view.sheet ? withSheet(session.transcript, view.sheet) : session.transcript;
  const { shownPhoto } = session;
  const transcript = shownPhoto === null ? lines : showSheet(lines, shownPhoto);
  return { ...session, photos, transcript };
}

/** No line, sheet or photo of the session has a smaller number. */
function leastNumber({ transcript, view, photos }: ReadingSession): number {
  const seen = [view, ...Object.values(photos)].flatMap((one) => one?.lines ?? []);
  const numbers = [
    ...transcript.flatMap(({ id, sheetId }) => [id, sheetId]),
    ...seen.map(({ id }) => id),
  ];
  return numbers.reduce((least, number) => Math.min(least, number), 0);
}

import type { Writing } from '../../formats/inkJson.ts';
import { type Box, type Quad, unionOfBoxes } from '../../reading/geometry.ts';
import type { Budget } from '../../reading/recognizer/budget.ts';
import { type LineReading, SURE_CONFIDENCE } from '../../reading/results.ts';
import type { Ink } from '../../reading/strokes/ink.ts';
import type { InkLine, InkReading } from '../../reading/strokes/inkReading.ts';
import type { LiveLine } from '../../worker/client.ts';
import type { Size } from '../stage/displayGeometry.ts';
import {
  NEW_SESSION,
  type ReadingSession,
  sessionReducer,
  type WordAction,
} from '../transcript/readingSession.ts';
import {
  retireLines,
  type TranscriptLine,
  textOf,
  transcriptText,
} from '../transcript/transcript.ts';

/** What was read of the ink, and of all ink that was finished before it. */
export interface AirSession extends ReadingSession {
  /** Counts the writings: each ends with Done. */
  readonly writing: number;
  /** What is done, with its ink. */
  readonly writings: readonly Writing[];
}

export type AirAction =
  /** What looking, opening and correcting words does is the same on every screen. */
  | WordAction
  | { readonly type: 'read'; readonly reading: InkReading; readonly size: Size }
  /** The writing is done: its lines stay in the transcript. */
  | { readonly type: 'finish'; readonly ink: Ink; readonly size: Size }
  /** Everything as it was before a step that was taken back. */
  | { readonly type: 'restore'; readonly session: AirSession }
  /** What was written in an earlier visit is here again. */
  | { readonly type: 'recall'; readonly kept: Pick<AirSession, 'transcript' | 'writings'> }
  /** The ink was wiped away, and what was read of it. */
  | { readonly type: 'wipe' }
  | { readonly type: 'clear' };

export const NEW_AIR_SESSION: AirSession = { ...NEW_SESSION, writing: 0, writings: [] };

/** More lines than one writing can have: numbers of lines in the transcript never meet. */
const LINES_OF_WRITING = 1_000_000;

export function airSessionReducer(session: AirSession, action: AirAction): AirSession {
  switch (action.type) {
    case 'read':
      return withReading(session, action.reading, action.size);
    case 'finish':
      return {
        ...session,
        writing: session.writing + 1,
        writings: [
          ...session.writings,
          { ink: action.ink, size: action.size, text: writtenText(session) },
        ],
        view: null,
        openWord: null,
        transcript: session.transcript
          .filter((line) => textOf(line) !== '')
          .map((line) => ({ ...line, inView: false })),
      };
    case 'restore':
      return { ...action.session, view: null, openWord: null };
    case 'recall': {
      const { transcript, writings } = action.kept;
      // Their numbers are below those of any writing to come.
      const retired = retireLines(transcript);
      return { ...NEW_AIR_SESSION, writing: session.writing + 1, writings, transcript: retired };
    }
    case 'wipe':
      return {
        ...session,
        view: null,
        openWord: null,
        transcript: session.transcript.filter(({ inView }) => !inView),
      };
    case 'clear':
      return { ...NEW_AIR_SESSION, writing: session.writing + 1 };
    default:
      return { ...session, ...sessionReducer(session, action) };
  }
}

/** What the ink that is on the page reads, a line a row, as corrected. */
export function writtenText({ transcript }: Pick<AirSession, 'transcript'>): string {
  return transcriptText(transcript.filter(({ inView }) => inView));
}

function withReading(session: AirSession, reading: InkReading, size: Size): AirSession {
  const first = session.writing * LINES_OF_WRITING + 1;
  const known = new Map(session.transcript.map((line) => [line.id, line]));
  const lines = reading.lines.map((line) => liveLineOf(line, first + line.line, reading.budget));
  const written = lines.map((line): TranscriptLine => {
    const corrections = keptCorrections(known.get(line.id), line.reading);
    return { ...line, sheetId: session.writing, corrections, inView: true };
  });
  return {
    ...session,
    view: {
      ...{ frameId: 0, width: size.width, height: size.height, lines },
      ...{ sheet: null, timings: {}, fps: 0, hint: null, moving: false, glance: null },
    },
    transcript: [...session.transcript.filter(({ inView }) => !inView), ...written],
  };
}

/** A person's words stay for as long as the ink under them is read as it was. */
function keptCorrections(
  before: TranscriptLine | undefined,
  reading: LineReading | null,
): Readonly<Record<number, string>> {
  const kept: Record<number, string> = {};
  for (const [place, text] of Object.entries(before?.corrections ?? {})) {
    const index = Number(place);
    if (before?.reading?.words[index]?.text === reading?.words[index]?.text) kept[index] = text;
  }
  return kept;
}

function liveLineOf(line: InkLine, id: number, budget: Budget): LiveLine {
  const box = unionOfBoxes(line.words.map((word) => word.box));
  const along = (x: number): number =>
    box.width > 0 ? Math.min(1, Math.max(0, (x - box.x) / box.width)) : 0;
  return {
    id,
    box,
    quad: quadOf(box),
    lineClass: 'handwriting',
    score: 1,
    status: budget === 'final' && line.confidence >= SURE_CONFIDENCE ? 'sure' : 'unsure',
    reading: {
      text: line.text,
      confidence: line.confidence,
      engine: 'handwriting',
      words: line.words.map(({ text, probability, alternatives, box: word }) => ({
        text,
        confidence: probability,
        alternatives,
        start: along(word.x),
        end: along(word.x + word.width),
      })),
    },
  };
}

function quadOf({ x, y, width, height }: Box): Quad {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}

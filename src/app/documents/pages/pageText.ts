import type { ReadPicture } from '../../../formats/readItems.ts';
import type { LinesSoFar } from '../../../reading/results.ts';
import type { LiveView } from '../../../worker/client.ts';
import type { KeptText } from '../../notebook/entry.ts';
import { STILL_FRAME, viewOfStill } from '../../transcript/stillView.ts';
import {
  correctWord,
  countUnsure,
  type TranscriptLine,
  type WordPlace,
  withSheet,
} from '../../transcript/transcript.ts';
import { pictureOfTranscript } from '../../transcript/transcriptFiles.ts';

/** The text of a page: where its lines lie, and what they say, as corrected. */
export interface PageText {
  readonly view: LiveView;
  readonly transcript: readonly TranscriptLine[];
}

/** Lines are counted down from here for each page, so that no two pages share a number. */
const LINES_OF_PAGE = 100_000;
/** More words than these are never offered in place of another. */
const KEPT_ALTERNATIVES = 3;

/** The text with what has been read by now; lines keep their numbers, corrected words what they say. */
export function textSoFar(
  pageId: number,
  before: PageText | null,
  soFar: LinesSoFar & { readonly timings?: LiveView['timings'] },
): PageText {
  const known = before?.view.lines ?? [];
  const first = -pageId * LINES_OF_PAGE;
  const next = known.reduce((least, { id }) => Math.min(least, id), first) - 1;
  const view = viewOfStill(soFar, { sheetId: pageId, known, next });
  const transcript = before?.transcript ?? [];
  return { view, transcript: view.sheet ? withSheet(transcript, view.sheet) : transcript };
}

export function keptText({ view, transcript }: PageText): KeptText {
  const { width, height } = view;
  return { width, height, lines: transcript.map(lightLine) };
}

/** A line without alternatives that nobody would be shown. */
function lightLine(line: TranscriptLine): TranscriptLine {
  const { reading } = line;
  if (reading === null) return line;
  const words = reading.words.map((word) => ({
    ...word,
    alternatives: word.alternatives.slice(0, KEPT_ALTERNATIVES),
  }));
  return { ...line, reading: { ...reading, words } };
}

export function recalledText(pageId: number, { width, height, lines }: KeptText): PageText {
  const first = -pageId * LINES_OF_PAGE;
  const transcript = lines.map((line, index) => ({
    ...{ ...line, id: first - 1 - index, sheetId: pageId, inView: true },
  }));
  const view: LiveView = {
    ...{ frameId: STILL_FRAME, width, height, timings: {}, lines: transcript },
    ...{ fps: 0, hint: null, moving: false, glance: null, sheet: null },
  };
  return { view, transcript };
}

/** Whether a person corrected any of it. */
export function hasCorrections({ transcript }: PageText): boolean {
  return transcript.some(({ corrections }) => Object.keys(corrections).length > 0);
}

export function correctedText(text: PageText, { lineId, index }: WordPlace, word: string) {
  return { ...text, transcript: correctWord(text.transcript, lineId, index, word) };
}

/** How many of its words should be looked at. */
export function unsureWords({ transcript }: PageText): number {
  return countUnsure(transcript);
}

/** The page as the formats want it. */
export function readPictureOf(name: string, { view, transcript }: PageText): ReadPicture {
  return pictureOfTranscript(name, transcript, view);
}

import { type Box, boxArea, intersectionArea, type Quad } from '../../reading/geometry.ts';
import type { LineClass, LineReading } from '../../reading/results.ts';
import { textsDiffer } from '../../reading/text/editDistance.ts';
import type { LineStatus, LiveLine } from '../../worker/client.ts';

/** One line of the transcript: what is in view, and what was and is kept. */
export interface TranscriptLine {
  readonly id: number;
  /** Where it was when its reading last changed, px of the frame. */
  readonly quad: Quad;
  readonly box: Box;
  readonly lineClass: LineClass;
  readonly score: number;
  readonly status: LineStatus;
  readonly reading: LineReading | null;
  /** Words that a person corrected, by their place in the reading. */
  readonly corrections: Readonly<Record<number, string>>;
  readonly inView: boolean;
  /** In how many views it was seen, up to `LASTING_VIEWS`. */
  readonly views: number;
}

/** A line that was never sure is kept when it was in view this often: half a second or more. */
export const LASTING_VIEWS = 15;

/** Share of letters that may differ between a kept line and one that comes back into view. */
const RETURNING_DIFFERENCE = 0.25;

/** The words of a line, as corrected. */
export function wordsOf(line: Pick<TranscriptLine, 'reading' | 'corrections'>): readonly string[] {
  const words = line.reading?.words.map(({ text }, index) => line.corrections[index] ?? text) ?? [];
  return words.length > 0 || !line.reading?.text ? words : [line.reading.text];
}

export function textOf(line: Pick<TranscriptLine, 'reading' | 'corrections'>): string {
  return wordsOf(line)
    .filter((word) => word !== '')
    .join(' ');
}

export function isCorrected(line: TranscriptLine): boolean {
  return Object.keys(line.corrections).length > 0;
}

/** The lines worth showing: those with text. */
export function writtenLines(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  return lines.filter((line) => textOf(line) !== '');
}

/** The whole transcript, a row a line. */
export function transcriptText(lines: readonly TranscriptLine[]): string {
  return writtenLines(lines).map(textOf).join('\n');
}

/**
 * Brings a new view into the transcript. Lines in view stand in the view's order; a line that left it
 * stays after the line it followed, unless another line has its ink now. Writing that comes back (the
 * paper was lowered and lifted) does not stand there twice. What a person corrected is never read over.
 * @param previous the view before this one: where the lines were that are gone now
 * @returns the same array when nothing changed
 */
export function mergeTranscript(
  before: readonly TranscriptLine[],
  view: readonly LiveLine[],
  previous: readonly LiveLine[],
): readonly TranscriptLine[] {
  const known = new Map(before.map((line) => [line.id, line]));
  const viewIds = new Set(view.map(({ id }) => id));
  const gone = new Map<number, TranscriptLine>();
  for (const line of before) {
    const kept = viewIds.has(line.id) ? null : keptWhenGone(line, view, previous);
    if (kept) gone.set(kept.id, kept);
  }
  const inView = view.map((line) => {
    const old = known.get(line.id);
    const back = old?.reading?.text === line.reading?.text ? undefined : returning(line, gone);
    if (back) gone.delete(back.id);
    return updated(old && back && !isCorrected(back) ? old : (back ?? old), line);
  });

  const following = new Map<number | null, TranscriptLine[]>();
  let anchor: number | null = null;
  for (const { id } of before) {
    if (viewIds.has(id)) anchor = id;
    const line = gone.get(id);
    if (line) following.set(anchor, [...(following.get(anchor) ?? []), line]);
  }
  const after = [...(following.get(null) ?? [])];
  for (const line of inView) after.push(line, ...(following.get(line.id) ?? []));
  const same = after.length === before.length && after.every((line, i) => line === before[i]);
  return same ? before : after;
}

/** Part of a line's area that another line may share before both count as the same ink. */
const SAME_INK = 0.5;

function keptWhenGone(
  line: TranscriptLine,
  view: readonly LiveLine[],
  previous: readonly LiveLine[],
): TranscriptLine | null {
  if (!line.inView) return line;
  if (!isLasting(line)) return null;
  const last = previous.find(({ id }) => id === line.id) ?? line;
  const takenOver = view.some(
    ({ box }) => intersectionArea(box, last.box) > SAME_INK * boxArea(last.box),
  );
  if (takenOver && !isCorrected(line)) return null;
  return { ...line, quad: last.quad, box: last.box, inView: false };
}

function isLasting(line: TranscriptLine): boolean {
  const kept = line.status === 'sure' || isCorrected(line) || line.views >= LASTING_VIEWS;
  return kept && textOf(line) !== '';
}

function updated(old: TranscriptLine | undefined, line: LiveLine): TranscriptLine {
  const { id, quad, box, lineClass, score, status, reading } = line;
  if (!old) {
    const fresh = { id, quad, box, lineClass, score, status, reading };
    return { ...fresh, corrections: {}, inView: true, views: 1 };
  }
  const views = Math.min(LASTING_VIEWS, old.views + 1);
  if (isCorrected(old)) {
    const unchanged = old.id === id && old.inView && old.views === views;
    return unchanged ? old : { ...old, id, quad, box, inView: true, views };
  }
  const unchanged =
    old.id === id &&
    old.inView &&
    old.views === views &&
    old.status === status &&
    old.lineClass === lineClass &&
    old.reading?.text === reading?.text &&
    old.reading?.confidence === reading?.confidence;
  return unchanged
    ? old
    : { ...old, id, quad, box, lineClass, score, status, reading, inView: true, views };
}

function returning(
  line: LiveLine,
  gone: ReadonlyMap<number, TranscriptLine>,
): TranscriptLine | undefined {
  const text = line.reading?.text ?? '';
  if (text === '') return undefined;
  return [...gone.values()].find(
    (old) => !textsDiffer(old.reading?.text ?? '', text, RETURNING_DIFFERENCE),
  );
}

/** The transcript with one word as the person wrote it; their word as read takes the correction back. */
export function correctWord(
  lines: readonly TranscriptLine[],
  id: number,
  index: number,
  text: string,
): readonly TranscriptLine[] {
  return lines.map((line) => {
    if (line.id !== id) return line;
    const { [index]: _, ...others } = line.corrections;
    const asRead = line.reading?.words[index]?.text === text;
    return { ...line, corrections: asRead ? others : { ...others, [index]: text } };
  });
}

/**
 * The lasting lines of a view that is over, under ids that a new one will never give: a camera that
 * comes back counts its lines from the start again.
 */
export function retireLines(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  return lines.filter(isLasting).map((line, index) => ({ ...line, id: -1 - index, inView: false }));
}

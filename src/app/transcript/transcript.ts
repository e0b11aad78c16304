import { paragraphsOf } from '../../formats/paragraphs.ts';
import type { Box, Quad } from '../../reading/geometry.ts';
import type { LineClass, LineReading } from '../../reading/results.ts';
import { pairTexts, shareKnown } from '../../reading/tracking/sheetLikeness.ts';
import type { LineStatus, LiveSheet } from '../../worker/client.ts';

/** One line of the transcript: what is in view, and what was and is kept. */
export interface TranscriptLine {
  readonly id: number;
  /** The sheet, photo or writing that it stands on; lines of one stand together. */
  readonly sheetId: number;
  /** Where it was seen last, px of the frame. */
  readonly quad: Quad;
  readonly box: Box;
  readonly lineClass: LineClass;
  readonly score: number;
  readonly status: LineStatus;
  readonly reading: LineReading | null;
  /** Words that a person corrected, by their place in the reading. */
  readonly corrections: Readonly<Record<number, string>>;
  readonly inView: boolean;
}

/** A word of the transcript, by its line and its place in the line's reading. */
export interface WordPlace {
  readonly lineId: number;
  readonly index: number;
}

/** Lines of one sheet, in reading order. */
export interface TranscriptSheet {
  readonly id: number;
  readonly lines: readonly TranscriptLine[];
}

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

/** Words less confident than this are marked as unsure, 0..1. */
const SURE_WORD = 0.6;

/** Whether a word should be looked at: read without confidence, and not settled by a person. */
export function isUnsureWord(
  { reading, corrections }: Pick<TranscriptLine, 'reading' | 'corrections'>,
  index: number,
): boolean {
  return corrections[index] === undefined && (reading?.words[index]?.confidence ?? 1) < SURE_WORD;
}

export function isCorrected(line: TranscriptLine): boolean {
  return Object.keys(line.corrections).length > 0;
}

/** The lines worth showing: those with text. */
export function writtenLines(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  return lines.filter((line) => textOf(line) !== '');
}

/** Fewer lines say nothing of a sheet. */
export const LEAST_LINES = 3;

/** Whether most lines of a sheet were read without confidence: it may be in another language. */
export function isMostlyUnsure({ lines }: TranscriptSheet): boolean {
  const unsure = lines.filter((line) => line.status === 'unsure' && !isCorrected(line));
  return lines.length >= LEAST_LINES && unsure.length * 2 > lines.length;
}

/** Lines by the sheet they stand on, in the order in which the sheets came. */
export function sheetsOf(lines: readonly TranscriptLine[]): readonly TranscriptSheet[] {
  const sheets = new Map<number, TranscriptLine[]>();
  for (const line of lines) {
    const sheet = sheets.get(line.sheetId);
    if (sheet === undefined) sheets.set(line.sheetId, [line]);
    else sheet.push(line);
  }
  return Array.from(sheets, ([id, own]) => ({ id, lines: own }));
}

/** The whole transcript, a row a line, an empty row between sheets. */
export function transcriptText(lines: readonly TranscriptLine[]): string {
  return sheetsOf(writtenLines(lines))
    .map((sheet) => sheet.lines.map(textOf).join('\n'))
    .join('\n\n');
}

/** The whole transcript, a row a paragraph, an empty row between sheets. */
export function transcriptParagraphs(lines: readonly TranscriptLine[]): string {
  return sheetsOf(writtenLines(lines))
    .map((sheet) =>
      paragraphsOf(sheet.lines.map((line) => ({ text: textOf(line), box: line.box }))).join('\n'),
    )
    .join('\n\n');
}

/**
 * Brings the sheet in view into the transcript: its lines as they stand on it now, those of other
 * sheets as they were. What a person corrected is never read over, nor lost with its line.
 * @returns the same array when nothing changed
 */
export function withSheet(
  before: readonly TranscriptLine[],
  { id: sheetId, lines, absorbed }: LiveSheet,
): readonly TranscriptLine[] {
  const known = new Map(before.map((line) => [line.id, line]));
  const ids = new Set(lines.map(({ id }) => id));
  const isDropped = (line: TranscriptLine) =>
    absorbed.includes(line.sheetId) || (line.sheetId === sheetId && !ids.has(line.id));
  // A corrected line that the sheet no longer has stays with it, where it was.
  const kept = before.filter((line) => isDropped(line) && isCorrected(line));
  const own = [
    ...lines.map((line) => updated(known.get(line.id), { ...line, sheetId })),
    ...kept.map((line) => outOfView({ ...line, sheetId })),
  ];
  const others = before.filter((line) => line.sheetId !== sheetId && !isDropped(line));
  const first = before.findIndex((line) => line.sheetId === sheetId);
  const above =
    first < 0 ? others.length : before.slice(0, first).filter((l) => !isDropped(l)).length;
  const after = [
    ...others.slice(0, above).map(outOfView),
    ...own,
    ...others.slice(above).map(outOfView),
  ];
  const same = after.length === before.length && after.every((line, i) => line === before[i]);
  return same ? before : after;
}

/** Share of what is seen that must stand on a sheet from before for it to be that sheet. */
const SAME_SHEET = 0.5;

/**
 * The transcript when a sheet that was there before comes under new numbers, as after the reader was
 * started anew: the lines that stand on both become the new sheet's, at the place of the old one and
 * with what a person corrected in them.
 * @returns the same array when nothing changed
 */
export function adoptRetired(
  before: readonly TranscriptLine[],
  { id: sheetId, lines }: LiveSheet,
): readonly TranscriptLine[] {
  const ids = new Set(before.map(({ id }) => id));
  const isRetired = before.some((line) => line.sheetId < 0);
  if (!isRetired || lines.every(({ id }) => ids.has(id))) return before;
  const texts = lines.map(({ reading }) => reading.text);
  const adopted = new Map<number, TranscriptLine | null>();
  for (const sheet of sheetsOf(before)) {
    const old = sheet.lines.map(({ reading }) => reading?.text ?? '');
    if (sheet.id >= 0 || sheet.id === sheetId || shareKnown(texts, old) < SAME_SHEET) continue;
    for (const { left, right } of pairTexts(old, texts)) {
      const [line, id] = [sheet.lines[left], lines[right]?.id];
      if (line === undefined || id === undefined) continue;
      if (!ids.has(id)) adopted.set(line.id, { ...line, id, sheetId });
      else if (!isCorrected(line)) adopted.set(line.id, null);
      ids.add(id);
    }
  }
  return adopted.size === 0
    ? before
    : before.flatMap((line) => {
        const now = adopted.get(line.id);
        return now === undefined ? [line] : now === null ? [] : [now];
      });
}

function outOfView(line: TranscriptLine): TranscriptLine {
  return line.inView ? { ...line, inView: false } : line;
}

function updated(
  old: TranscriptLine | undefined,
  line: Omit<TranscriptLine, 'corrections'>,
): TranscriptLine {
  if (old === undefined) return { ...line, corrections: {} };
  if (isCorrected(old)) return old.inView === line.inView ? old : { ...old, inView: line.inView };
  const unchanged =
    old.inView === line.inView &&
    old.sheetId === line.sheetId &&
    old.status === line.status &&
    old.lineClass === line.lineClass &&
    old.reading?.text === line.reading?.text &&
    old.reading?.confidence === line.reading?.confidence;
  return unchanged ? old : { ...line, corrections: {} };
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

/** How many words should be looked at. */
export function countUnsure(lines: readonly TranscriptLine[]): number {
  return lines.reduce(
    (sum, line) => sum + wordsOf(line).filter((_, index) => isUnsureWord(line, index)).length,
    0,
  );
}

/**
 * The unsure word after (or before) one, in reading order and round and round; the first where
 * `from` is null.
 * @returns null where no word is unsure
 */
export function nextUnsure(
  lines: readonly TranscriptLine[],
  from: WordPlace | null,
  step: 1 | -1,
): WordPlace | null {
  const words = lines.flatMap((line) =>
    wordsOf(line).map((_, index) => ({ line, place: { lineId: line.id, index } })),
  );
  const at = words.findIndex(
    ({ place }) => place.lineId === from?.lineId && place.index === from.index,
  );
  const start = at < 0 && step < 0 ? 0 : at;
  for (let i = 1; i <= words.length; i++) {
    const word = words[(start + step * i + 2 * words.length) % words.length];
    if (word && isUnsureWord(word.line, word.place.index)) return word.place;
  }
  return null;
}

/**
 * The lines under numbers that a running view will never give: a camera that comes back counts its
 * lines and sheets from the start again.
 */
export function retireLines(lines: readonly TranscriptLine[]): readonly TranscriptLine[] {
  return sheetsOf(lines)
    .map((sheet, index) => ({ lines: sheet.lines, sheetId: -1 - index }))
    .flatMap((sheet) => sheet.lines.map((line) => ({ ...line, sheetId: sheet.sheetId })))
    .map((line, index) => ({ ...line, id: -1 - index, inView: false }));
}

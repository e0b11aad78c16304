import { type MarkerColour, parseColour } from '../air/markerColour.ts';
import type { Box } from '../geometry.ts';
import type { PageTruth } from './chapterTitle.ts';

/** A row that cannot be used, and why; lines count from 1. */
export interface TruthProblem {
  readonly line: number;
  readonly problem: string;
}

export interface Truth<Row> {
  readonly rows: readonly Row[];
  readonly problems: readonly TruthProblem[];
}

/** A picture of one line or word, with its text. */
export interface LabelRow {
  readonly file: string;
  readonly text: string;
  /** Capitals do not count in this one: its truth was written without regard to them. */
  readonly foldCase: boolean;
}

/** A written line in a whole picture, px of the picture; or, without a box, a picture of no writing. */
export interface BoxRow {
  readonly file: string;
  readonly box: Box | null;
  readonly text: string;
  /** Nobody could be asked to read it (its text is `###`): found or not, it does not count. */
  readonly illegible: boolean;
}

/** A textbook page; boxes are px of its picture, null where the truth has none. */
export interface PageRow extends PageTruth {
  readonly image: string;
  readonly chapterBox: Box | null;
  readonly titleBox: Box | null;
}

/** A film of somebody writing in the air, as the camera sees it. */
export interface ClipRow {
  readonly file: string;
  /** Empty where nothing is written. */
  readonly text: string;
  /** The marker's colour, or null: to be found. */
  readonly colour: MarkerColour | null;
  readonly foldCase: boolean;
}

/** How a picture's file ends when its text is compared without regard to case. */
const FOLDED = /\.folded\.[^./]+$/;
/** Text of illegible lines, as in the sets of ICDAR's robust reading competitions. */
const ILLEGIBLE = '###';
const BOX_COLUMNS = ['file', 'x', 'y', 'w', 'h', 'text'] as const;

interface NumberedLine {
  readonly line: number;
  readonly content: string;
}

function linesOf(content: string): NumberedLine[] {
  return content
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((text, index) => ({ line: index + 1, content: text }))
    .filter(({ content: text }) => text.trim() !== '');
}

function collect<Row>(
  lines: readonly NumberedLine[],
  rowOf: (content: string) => Row | string,
): Truth<Row> {
  const rows: Row[] = [];
  const problems: TruthProblem[] = [];
  for (const { line, content } of lines) {
    const row = rowOf(content);
    if (typeof row === 'string') problems.push({ line, problem: row });
    else rows.push(row);
  }
  return { rows, problems };
}

/** `labels.tsv`: file ⇥ text, no header. Case is folded for files that end in `.folded.png`. */
export function parseLabels(content: string): Truth<LabelRow> {
  return collect<LabelRow>(linesOf(content), (line) => {
    const [file = '', text, ...more] = line.split('\t');
    if (text === undefined) return 'expected file ⇥ text';
    if (file.trim() === '') return 'the file is not named';
    if (text.trim() === '') return 'the text is empty';
    if (more.length > 0) return 'too many columns; expected file ⇥ text';
    return { file: file.trim(), text, foldCase: FOLDED.test(file.trim()) };
  });
}

/** `clips.tsv`: file ⇥ text ⇥ colour as `#rrggbb` or empty, no header. */
export function parseClips(content: string): Truth<ClipRow> {
  return collect<ClipRow>(linesOf(content), (line) => {
    const [file = '', text, colour = '', ...more] = line.split('\t');
    if (text === undefined) return 'expected file ⇥ text ⇥ colour';
    if (file.trim() === '') return 'the file is not named';
    if (more.length > 0) return 'too many columns; expected file ⇥ text ⇥ colour';
    const foldCase = FOLDED.test(file.trim());
    if (colour.trim() === '') return { file: file.trim(), text, colour: null, foldCase };
    const parsed = parseColour(colour);
    if (parsed === null) return `the colour must be like #20a0ff or empty, not "${colour.trim()}"`;
    return { file: file.trim(), text, colour: parsed, foldCase };
  });
}

/**
 * `boxes.tsv`: a header, then file ⇥ x ⇥ y ⇥ w ⇥ h ⇥ text; the header gives the order. A text of
 * `###` marks what is illegible; a row with a file alone a picture without any writing.
 */
export function parseBoxes(content: string): Truth<BoxRow> {
  const [header, ...lines] = linesOf(content);
  const names = header?.content.split('\t').map((name) => name.trim().toLowerCase()) ?? [];
  const missing = BOX_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const problem = `the header lacks ${missing.join(', ')}; expected ${BOX_COLUMNS.join(' ⇥ ')}`;
    return { rows: [], problems: [{ line: header?.line ?? 1, problem }] };
  }
  return collect<BoxRow>(lines, (line) => {
    const cells = line.split('\t');
    const cell = (name: (typeof BOX_COLUMNS)[number]) => cells[names.indexOf(name)]?.trim() ?? '';
    const file = cell('file');
    if (file === '') return 'the file is not named';
    const text = cell('text');
    const place = [cell('x'), cell('y'), cell('w'), cell('h')];
    if (text === '' && place.every((value) => value === '')) {
      return { file, box: null, text, illegible: false };
    }
    const box = boxOf(place.map(numberOf));
    if (box === null) return 'x, y, w and h must be numbers, w and h above 0';
    return { file, box, text, illegible: text === ILLEGIBLE };
  });
}

/** `truth.jsonl`: one page a line; `image`, `kind`, `chapter` and `title` are required. */
export function parsePages(content: string): Truth<PageRow> {
  return collect<PageRow>(linesOf(content), (line) => {
    let page: unknown;
    try {
      page = JSON.parse(line);
    } catch {
      return 'not JSON';
    }
    if (!isRecord(page)) return 'not a JSON object';
    const { image, kind } = page;
    if (typeof image !== 'string' || image === '') return '"image" must name a file';
    if (kind !== 'opener' && kind !== 'body') return '"kind" must be "opener" or "body"';
    const chapter = partOf(page, 'chapter');
    if (typeof chapter === 'string') return chapter;
    const title = partOf(page, 'title');
    if (typeof title === 'string') return title;
    return {
      image,
      kind,
      chapter: chapter === null ? null : { text: chapter.text, number: chapter.number },
      title: title === null ? null : { text: title.text },
      chapterBox: chapter?.box ?? null,
      titleBox: title?.box ?? null,
    };
  });
}

interface TruthPart {
  readonly text: string;
  readonly number: string | null;
  readonly box: Box | null;
}

/** The chapter or title of a page, null where it has none, or what is wrong with it. */
function partOf(
  page: Record<string, unknown>,
  key: 'chapter' | 'title',
): TruthPart | null | string {
  const part = page[key];
  if (part === null) return null;
  if (!isRecord(part)) return `"${key}" must be an object with "text", or null`;
  const { text, number, box } = part;
  if (typeof text !== 'string') return `"${key}.text" must be a text`;
  if (number !== undefined && number !== null && typeof number !== 'string') {
    return `"${key}.number" must be a text or null`;
  }
  if (box === undefined || box === null) return { text, number: number ?? null, box: null };
  const read = Array.isArray(box) ? boxOf(box) : null;
  if (read === null) return `"${key}.box" must be [x, y, width, height], sizes above 0`;
  return { text, number: number ?? null, box: read };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

function boxOf(values: readonly unknown[]): Box | null {
  const [x, y, width, height] = values;
  const finite = (value: unknown): value is number =>
    typeof value === 'number' && Number.isFinite(value);
  if (values.length !== 4 || !finite(x) || !finite(y) || !finite(width) || !finite(height)) {
    return null;
  }
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

import type { ReadPage, ReadPicture } from './readItems.ts';

type Cell = string | number | null;

/**
 * Rows as CSV after RFC 4180: commas, CRLF, quotes around cells that need them, doubled inside. Texts
 * that a spreadsheet would run as a formula (they begin with `=`, `+`, `-`, `@`, a tab or a carriage
 * return, OWASP “CSV injection”) get an apostrophe before them, which a reader
 * takes off again (`'=1` and `''=1` are the texts `=1` and `'=1`); numbers stay numbers.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(cell: Cell): string {
  const text =
    typeof cell === 'string' ? cell.replace(/^'*[=+\-@\t\r]/, "'$&") : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const PICTURE_COLUMNS = [
  'file',
  'line',
  'text',
  'confidence',
  'class',
  'engine',
  'x',
  'y',
  'width',
  'height',
] as const;

/** One row a line, in reading order; lines count from 1, boxes are px of the picture. */
export function picturesToCsv(pictures: readonly ReadPicture[]): string {
  return csvOf([
    PICTURE_COLUMNS,
    ...pictures.flatMap(({ file, reading }) =>
      reading.lines.map((line, index) => [
        file,
        index + 1,
        line.reading.text,
        rounded(line.reading.confidence, 3),
        line.lineClass,
        line.reading.engine,
        rounded(line.box.x, 1),
        rounded(line.box.y, 1),
        rounded(line.box.width, 1),
        rounded(line.box.height, 1),
      ]),
    ),
  ]);
}

const PAGE_COLUMNS = [
  'file',
  'kind',
  'chapter',
  'number',
  'title',
  'chapter confidence',
  'title confidence',
] as const;

/** One row a page; cells of what a page does not have are empty. */
export function pagesToCsv(pages: readonly ReadPage[]): string {
  return csvOf([
    PAGE_COLUMNS,
    ...pages.map(({ file, page }) => {
      const chapter = page.kind === 'opener' ? page.chapter : null;
      const title = page.kind === 'opener' ? page.title : null;
      return [
        file,
        page.kind,
        chapter?.text ?? null,
        chapter?.number ?? null,
        title?.text ?? null,
        chapter === null ? null : rounded(chapter.confidence, 3),
        title === null ? null : rounded(title.confidence, 3),
      ];
    }),
  ]);
}

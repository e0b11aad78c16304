/** A text as it can stand in a cell between tabs: breaks and tabs as spaces, none around it. */
export function cellText(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').trim();
}

export interface TextRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The lines of a file that hold anything. */
export function textRows(text: string): readonly TextRow[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((row, index) => ({ line: index + 1, text: row }))
    .filter((row) => row.text.trim() !== '');
}

/** Rows as a file; the file that stands keeps its own line ends, and its bytes where nothing changed. */
export function rowsText(rows: readonly string[], standing: string | null): string {
  const old = textRows(standing ?? '').map(({ text }) => text);
  const same = old.length === rows.length && old.every((row, index) => row === rows[index]);
  if (standing !== null && same) return standing;
  const end = standing?.includes('\r\n') ? '\r\n' : '\n';
  return rows.map((row) => `${row}${end}`).join('');
}

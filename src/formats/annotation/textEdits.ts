/** A part of a text that is replaced; `start` = `end` inserts. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made; their positions are those of the text as given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  const parts: string[] = [];
  let at = 0;
  for (const edit of sorted) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = Math.max(at, edit.end);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** The white space that stands before a position, back to the line break (`\n\t\t`), or nothing. */
export function indentBefore(text: string, position: number): string {
  let start = position;
  while (start > 0 && /[ \t\r\n]/.test(text[start - 1] ?? '')) start -= 1;
  const space = text.slice(start, position);
  const lineBreak = space.search(/\r?\n[ \t]*$/);
  return lineBreak < 0 ? space : space.slice(lineBreak);
}

/** Gives the line of a position, from 1; made once for a text. */
export function lineFinder(text: string): (position: number) => number {
  let starts: number[] | null = null;
  return (position) => {
    if (starts === null) {
      starts = [0];
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
        starts.push(at + 1);
    }
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= position) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/** A part of a text with edits whose positions are those of the whole text. */
export function editedPart(
  text: string,
  start: number,
  end: number,
  edits: readonly TextEdit[],
): string {
  const shifted = edits.map((edit) => ({
    ...edit,
    start: edit.start - start,
    end: edit.end - start,
  }));
  return applyEdits(text.slice(start, end), shifted);
}

/** One word to be set: where its ink lies along the line (shares, 0..1), and how wide its text is. */
export interface WordToSet {
  readonly start: number;
  readonly end: number;
  /** Natural width of its text at a font size of 1. */
  readonly width: number;
}

/** A word as it is set; lengths in heights of the line. */
export interface SetWord {
  readonly left: number;
  readonly width: number;
  /** How much its letters are stretched along the line. */
  readonly stretch: number;
}

export interface SetLine {
  /** In heights of the line. */
  readonly fontSize: number;
  readonly words: readonly SetWord[];
}

/** Letters as large as this fill the line from ascender to descender. */
const LARGEST = 0.74;
/** Smaller letters than this are not set: they are narrowed instead. */
const SMALLEST = 0.42;
const NARROWEST = 0.6;
const WIDEST = 1.2;
/** Least gap between two words, in font sizes. */
const GAP = 0.24;

/**
 * Sets a line's text upon its own ink: every word begins where its ink does, as wide as its ink as
 * far as letters bear it; words never overlap and never leave the line.
 * @param length the line's length in heights of it
 */
export function setLine(words: readonly WordToSet[], length: number): SetLine {
  const ink = words.reduce((sum, { start, end }) => sum + Math.max(0, end - start), 0) * length;
  const natural = words.reduce((sum, { width }) => sum + width, 0);
  const fontSize = natural > 0 ? Math.min(LARGEST, Math.max(SMALLEST, ink / natural)) : LARGEST;
  let free = 0;
  const placed = words.map(({ start, end, width }): SetWord => {
    const letters = width * fontSize;
    const wanted = letters > 0 ? ((end - start) * length) / letters : 1;
    const stretch = Math.min(WIDEST, Math.max(NARROWEST, wanted));
    const left = Math.max(start * length, free);
    free = left + letters * stretch + GAP * fontSize;
    return { left, width: letters * stretch, stretch };
  });
  const last = placed.at(-1);
  const over = last === undefined ? 1 : (last.left + last.width) / length;
  if (over <= 1) return { fontSize, words: placed };
  return {
    fontSize,
    words: placed.map(({ left, width, stretch }) => ({
      left: left / over,
      width: width / over,
      stretch: stretch / over,
    })),
  };
}

import type { Box } from '../../../reading/geometry.ts';
import type { Size } from '../../stage/displayGeometry.ts';

/** A line's ink and the words that were read in it. */
export interface WrittenLine {
  readonly id: number;
  readonly box: Box;
  readonly words: readonly string[];
}

/** Where a line's text stands on the paper: `x` and `y` of its first letter on the baseline, px of the ink. */
export interface PlacedText {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly fontPx: number;
  readonly words: readonly string[];
  /** The room that it takes. */
  readonly box: Box;
}

/** Width of a letter, a share of the font's size; the middle of running text. */
const LETTER = 0.52;
/** Free paper between ink and text, a share of the font's size. */
const GAP = 0.25;
/** Text gets no smaller than this share to fit between lines. */
const SMALLEST = 0.75;

/**
 * Sets each line's text under its ink; behind it where the next line's ink is too near; nowhere
 * where there is no room at all: text never lies on ink.
 * @param fontPx size of the text, px of the ink
 */
export function placeTexts(
  lines: readonly WrittenLine[],
  paper: Size,
  fontPx: number,
): readonly PlacedText[] {
  const placed: PlacedText[] = [];
  for (const line of lines) {
    if (line.words.length === 0) continue;
    const taken = [
      ...lines.filter((other) => other !== line).map(({ box }) => box),
      ...placed.map(({ box }) => box),
    ];
    const tries = [
      below(line, fontPx),
      below(line, SMALLEST * fontPx),
      behind(line, fontPx),
      behind(line, SMALLEST * fontPx),
    ];
    const free = tries.find(
      ({ box }) => box.x + box.width <= paper.width && !taken.some((other) => overlaps(box, other)),
    );
    if (free) placed.push(free);
  }
  return placed;
}

function below({ id, box, words }: WrittenLine, fontPx: number): PlacedText {
  const y = box.y + box.height + GAP * fontPx;
  return textAt(id, words, box.x, y, fontPx);
}

function behind({ id, box, words }: WrittenLine, fontPx: number): PlacedText {
  const y = box.y + (box.height - fontPx) / 2;
  return textAt(id, words, box.x + box.width + 1.2 * fontPx, y, fontPx);
}

function textAt(
  id: number,
  words: readonly string[],
  x: number,
  top: number,
  fontPx: number,
): PlacedText {
  const width = LETTER * fontPx * (words.join(' ').length + 1);
  return {
    ...{ id, x, words, fontPx },
    y: top + 0.8 * fontPx,
    box: { x, y: top, width, height: 1.05 * fontPx },
  };
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

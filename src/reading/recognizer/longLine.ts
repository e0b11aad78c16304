import type { NormalisedLine } from '../lineImage/normalise.ts';
import type { WordReading } from '../results.ts';

/** A part of a normalised line, and where it begins in it, px. */
export interface LinePiece {
  readonly line: NormalisedLine;
  readonly offset: number;
  /** Whether a gap between words separates it from the piece before. */
  readonly afterGap: boolean;
}

/** What was read in a piece; positions of words are px of the whole line. */
export interface PieceReading {
  readonly text: string;
  readonly confidence: number;
  readonly words: readonly WordReading[];
}

/** A normalised line, and what its reading's positions are to be shares of. */
export interface PlacedLine {
  readonly normalised: NormalisedLine;
  /** Where the ink begins and ends, px of the normalised line … */
  readonly left: number;
  readonly right: number;
  /** … and which shares of the line that was asked about these are. */
  readonly start: number;
  readonly end: number;
}

/** A column holds ink from here on, 0..1. */
const INK = 0.3;
/** A gap this wide, in heights of the line, lies between words. */
const WORD_GAP = 0.2;
/** A piece is at least this share of the longest one, unless it is the last. */
const SHORTEST_SHARE = 0.5;

/**
 * Cuts a line into pieces of at most `longest` px, each time at the widest gap within reach.
 * @param stride pieces begin at multiples of this, px, so that the reader's frames fall where they
 *   would in the whole line
 */
export function splitLongLine(
  line: NormalisedLine,
  longest: number,
  stride: number,
): readonly LinePiece[] {
  if (line.width <= longest) return [{ line, offset: 0, afterGap: false }];
  const inked = inkedColumns(line);
  const pieces: LinePiece[] = [];
  let offset = 0;
  let afterGap = false;
  while (line.width - offset > longest) {
    const gap = widestGap(inked, offset + Math.ceil(SHORTEST_SHARE * longest), offset + longest);
    const end = Math.floor((gap.start + gap.end) / 2 / stride) * stride;
    pieces.push({ line: columnsOf(line, offset, end), offset, afterGap });
    afterGap = gap.end - gap.start >= WORD_GAP * line.height;
    offset = end;
  }
  pieces.push({ line: columnsOf(line, offset, line.width), offset, afterGap });
  return pieces;
}

/** Puts the readings of a line's pieces together; a word that was cut becomes one again. */
export function joinPieces(
  pieces: readonly LinePiece[],
  readings: readonly PieceReading[],
): PieceReading {
  let text = '';
  const words: WordReading[] = [];
  let certainty = 0;
  let length = 0;
  for (const [i, reading] of readings.entries()) {
    if (reading.text === '') continue;
    const isCut = text !== '' && pieces[i]?.afterGap !== true;
    text += (text === '' || isCut ? '' : ' ') + reading.text;
    const [first, ...others] = reading.words;
    const before = words.at(-1);
    if (isCut && first !== undefined && before !== undefined) {
      words.splice(-1, 1, joinWords(before, first), ...others);
    } else {
      words.push(...reading.words);
    }
    certainty += reading.confidence * reading.text.length;
    length += reading.text.length;
  }
  return { text, confidence: length === 0 ? 0 : certainty / length, words };
}

/** A reading with its words' places as shares of the line, 0 = left end, 1 = right end. */
export function placeWords(
  reading: PieceReading,
  { left, right, start, end }: PlacedLine,
): PieceReading {
  const place = (x: number): number => {
    const share = (x - left) / Math.max(1, right - left);
    return Math.min(1, Math.max(0, start + (end - start) * share));
  };
  const words = reading.words.map((word) => ({
    ...word,
    start: place(word.start),
    end: place(word.end),
  }));
  return { ...reading, words };
}

function joinWords(left: WordReading, right: WordReading): WordReading {
  return {
    text: left.text + right.text,
    confidence: Math.min(left.confidence, right.confidence),
    start: left.start,
    end: right.end,
    alternatives: [],
  };
}

function inkedColumns({ width, height, data }: NormalisedLine): Uint8Array {
  const inked = new Uint8Array(width);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) if ((data[i] ?? 0) >= INK) inked[x] = 1;
  }
  return inked;
}

/** The widest run of columns without ink that lies in `from..to`; without any, the end. */
function widestGap(inked: Uint8Array, from: number, to: number): { start: number; end: number } {
  let best = { start: to, end: to };
  let start = from;
  for (let x = from; x <= to; x++) {
    if (x < to && inked[x] === 0) continue;
    if (x - start > best.end - best.start) best = { start, end: x };
    start = x + 1;
  }
  return best;
}

function columnsOf({ width, height, data }: NormalisedLine, from: number, to: number) {
  const part = new Float32Array((to - from) * height);
  for (let y = 0; y < height; y++) {
    part.set(data.subarray(y * width + from, y * width + to), y * (to - from));
  }
  return { width: to - from, height, data: part };
}

import type { Box } from '../geometry.ts';
import { intersectionArea } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import type { OpenCv } from '../ink/opencv.ts';
import type { PrintedLayout, PrintedLine, PrintedRecognizer } from '../recognizer/printed.ts';
import { inkComponents, letterHeight } from './letterHeight.ts';
import { cropPart, type PartCrop, uprightSize } from './partCrop.ts';

/** What reading a part of a page needs: the page's pixels and the tools. */
export interface PageToRead {
  readonly cv: OpenCv;
  readonly printed: PrintedRecognizer;
  readonly page: GrayImage;
  readonly signal: AbortSignal | undefined;
}

/** One part of the page: where it is and how its lines slope. */
export interface PartPlace {
  /** Upright box around the part as it lies on the page, px. */
  readonly box: Box;
  /** Radians, positive when lines fall to the right. */
  readonly slope: number;
}

/** Lines read in a part; boxes are px of the page. */
export interface PartLine extends PrintedLine {
  /** Whether the line's middle lies inside the part itself, not in the margin around it. */
  readonly inside: boolean;
}

/** Height of capitals, px, that Tesseract's LSTM reads best: tried on the training books. */
export const BEST_LETTER_HEIGHT = 28;

const MIN_SCALE = 0.1;
const MAX_SCALE = 6;
/** Room around a part, in heights of its letters: the detector's boxes are not exact to the pixel. */
const MARGIN_IN_LETTERS = 0.6;
/** Height of the first, measuring crop, px. */
const MEASURED_HEIGHT = 96;

/** Height of a part's letters in px of the page; from its box where the ink does not tell. */
export function measureLetters({ cv, page }: PageToRead, { box, slope }: PartPlace): number {
  const { height } = uprightSize(box, slope);
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, MEASURED_HEIGHT / (1.2 * height)));
  const crop = cropPart(cv, page, box, { slope, margin: 0.1 * height, scale });
  const letters = letterHeight(inkComponents(cv, crop.image), crop.image.height);
  return letters === null ? 0.75 * height : letters / scale;
}

/** A crop of a part in which its letters are `letterPx` high. */
export function cropLetters(
  { cv, page }: PageToRead,
  { box, slope }: PartPlace,
  letters: number,
  letterPx: number,
): PartCrop {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, letterPx / letters));
  return cropPart(cv, page, box, { slope, margin: MARGIN_IN_LETTERS * letters, scale });
}

/** Reads a crop; words whose middles lie in the margin belong to the part's neighbours. */
export async function readCrop(
  { printed, signal }: PageToRead,
  crop: PartCrop,
  letters: number,
  { layout = 'block', characters }: { layout?: PrintedLayout; characters?: string } = {},
): Promise<PartLine[]> {
  const lines = await printed.readPage(crop.image, {
    layout,
    ...(characters === undefined ? {} : { characters }),
    ...(signal === undefined ? {} : { signal }),
  });
  // Half of the margin is forgiven: that is how far boxes are usually off.
  const edge = 0.5 * MARGIN_IN_LETTERS * letters * crop.scale;
  const { width, height } = crop.image;
  return lines.map((line) => {
    const middle = line.box.y + line.box.height / 2;
    const words = line.words.filter(({ box }) => {
      const x = box.x + box.width / 2;
      return x > edge && x < width - edge;
    });
    return {
      text: words.map(({ text }) => text).join(' '),
      confidence: line.confidence,
      box: crop.toPage(line.box),
      words: words.map((word) => ({ ...word, box: crop.toPage(word.box) })),
      inside: middle > edge && middle < height - edge,
    };
  });
}

/** The lines without the words that lie in another part's box. */
export function withoutWordsIn(lines: readonly PartLine[], box: Box): PartLine[] {
  return lines.map((line) => {
    const words = line.words.filter(
      (word) => intersectionArea(word.box, box) < 0.5 * word.box.width * word.box.height,
    );
    return { ...line, words, text: words.map(({ text }) => text).join(' ') };
  });
}

/** Confidence of several lines: the mean of their words, weighted by letters, 0..1. */
export function confidenceOf(lines: readonly PartLine[]): number {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence } of lines.flatMap(({ words }) => words)) {
    letters += text.length;
    sum += text.length * confidence;
  }
  return letters === 0 ? 0 : sum / letters;
}

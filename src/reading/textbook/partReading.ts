import type { Box } from '../geometry.ts';
import { growBox, intersectionArea } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { inkComponents } from '../lineImage/connectedInk.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import type { PieceNetDescription } from '../models/pieceNetDescription.ts';
import type { PrintedLayout, PrintedLine, PrintedRecognizer } from '../recognizer/printed.ts';
import { letterHeight } from './letterHeight.ts';
import { withoutOrnaments } from './ornaments.ts';
import type { PagePlanes } from './pagePlanes.ts';
import {
  cropPart,
  type PartCrop,
  type PartCropOptions,
  type PartPlace,
  uprightSize,
} from './partCrop.ts';
import { estimateCurve } from './straighten.ts';
import { estimateTextSlope } from './textSlope.ts';

/** What reading a part of a page needs: the page's pixels and the tools. */
export interface PageToRead {
  readonly cv: OpenCv;
  readonly printed: Pick<PrintedRecognizer, 'readPage'>;
  readonly numerals: PieceNetDescription;
  /** Luma. */
  readonly page: GrayImage;
  readonly planes: PagePlanes;
  readonly signal: AbortSignal | undefined;
}

/** A part found on the page, measured. */
export interface MeasuredPart {
  readonly place: PartPlace;
  /** Height of its capitals, px of the page. */
  readonly letters: number;
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
/** A step of the detector's input grid, in shares of the picture's long side. */
const BOX_ERROR = 0.003;
/** Chapter labels and titles are set no smaller than this share of the picture's long side. */
const SMALLEST_LETTERS = 0.006;
/** Text this far around a part, in shares of the page, tells its slope too. */
const AROUND_X = 0.1;
const AROUND_Y = 0.08;
/** Height of the first, measuring crop, px. */
const MEASURED_HEIGHT = 96;
/** Room around it in heights of the part: ink that touches the crop's edge cannot be measured. */
const MEASURING_MARGIN = 0.3;

/**
 * Finds out how the lines of a part run, from itself and the text around it, and how high its
 * letters are; from its box where the ink does not tell.
 */
export function measurePart(source: PageToRead, box: Box): MeasuredPart {
  const { cv, page } = source;
  const around = growBox(box, AROUND_X * page.width, AROUND_Y * page.height);
  const rough: PartPlace = { box, slope: estimateTextSlope(cv, page, around), bend: 0 };
  const crop = measuringCrop(source, rough);
  const { width, height } = crop.image;
  const { a, b } = estimateCurve(inkComponents(cv, crop.image), width, height);
  const half = width / 2 / crop.scale;
  const place: PartPlace = {
    box,
    slope: rough.slope + Math.atan(a / (width / 2)),
    bend: b / crop.scale / (half * half),
  };
  const straight = a === 0 && b === 0 ? crop : measuringCrop(source, place);
  const letters = letterHeight(inkComponents(cv, straight.image), straight.image.height);
  const measured = letters === null ? 0.75 * uprightSize(place).height : letters / straight.scale;
  return {
    place,
    letters: Math.max(measured, SMALLEST_LETTERS * Math.max(page.width, page.height)),
  };
}

function measuringCrop({ cv, page, planes }: PageToRead, place: PartPlace): PartCrop {
  const { height } = uprightSize(place);
  const margin = MEASURING_MARGIN * height + boxError(page);
  const scale = clampScale(MEASURED_HEIGHT / (height + 2 * margin));
  return cropPart(cv, planes.clearest(place.box), place, { margin, scale });
}

/**
 * A crop of a part in which its letters are `letterPx` high, without ornaments.
 */
export function cropLetters(
  { cv, page, planes }: PageToRead,
  { place, letters }: MeasuredPart,
  letterPx: number,
  looks: Pick<PartCropOptions, 'isLight' | 'sharpShadows'> = {},
): PartCrop {
  const scale = clampScale(letterPx / letters);
  const crop = cropPart(cv, planes.clearest(place.box), place, {
    margin: MARGIN_IN_LETTERS * letters + boxError(page),
    scale,
    ...looks,
  });
  return { ...crop, image: withoutOrnaments(cv, crop.image, letters * scale) };
}

function clampScale(scale: number): number {
  return Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
}

/** How far the detector's boxes may be off on each side, px of the page. */
function boxError({ width, height }: GrayImage): number {
  return BOX_ERROR * Math.max(width, height);
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

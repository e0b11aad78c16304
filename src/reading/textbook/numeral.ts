import { type Box, unionOfBoxes } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { type InkComponent, inkComponents } from '../lineImage/connectedInk.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import type { PieceNetDescription } from '../models/pieceNetDescription.ts';
import { type FigureRead, readFigure } from './figureNet.ts';
import { type PartPlace, uprightSize } from './partCrop.ts';
import { cropLetters, type PageToRead } from './partReading.ts';

/** A number of printed figures as the net reads it. */
export interface Numeral {
  /** Its figures. */
  readonly text: string;
  /** Of the figure that is the least sure, 0..1. */
  readonly confidence: number;
  readonly box: Box;
}

/** A piece of ink that may be a figure. */
export interface Figure extends FigureRead {
  readonly ink: InkComponent;
}

/** Figures less likely are none. */
const LEAST = 0.3;
/** Numbers less sure are none: half of a number would be a wrong one. */
const SURE = 0.65;
/** Pieces lower than this are not read, px. */
const LOWEST = 8;
/** A figure is at most so many times as wide as high. */
const WIDEST = 1.3;
/** Figures of one number stand at most this far apart, in heights. */
const TOGETHER = 0.4;
const MOST_FIGURES = 3;

/**
 * Numbers in a crop that is dark on light.
 * @param apart how near no other ink of like height stands to a number, in its heights: letters of
 *   words do
 */
export function readNumerals(
  cv: OpenCv,
  image: GrayImage,
  components: readonly InkComponent[],
  net: PieceNetDescription,
  apart: number,
): Numeral[] {
  const sized = components.filter(
    ({ width, height }) => height >= LOWEST && width <= WIDEST * height,
  );
  const figures = sized.map((ink): Figure => ({ ink, ...readFigure(cv, image, ink, net) }));
  return numbersOf(figures, components, apart);
}

/** Figures that stand side by side, as numbers; those with other ink beside them are left out. */
export function numbersOf(
  figures: readonly Figure[],
  components: readonly InkComponent[],
  apart: number,
): Numeral[] {
  const likely = figures
    .filter(({ probability }) => probability >= LEAST)
    .sort((a, b) => a.ink.x - b.ink.x);
  const numbers: Figure[][] = [];
  for (const figure of likely) {
    const number = numbers.find((known) => {
      const last = known.at(-1);
      return last !== undefined && isBeside(last.ink, figure.ink, TOGETHER);
    });
    if (number === undefined) numbers.push([figure]);
    else number.push(figure);
  }
  return numbers
    .filter(
      (number) =>
        number.length <= MOST_FIGURES &&
        components.every(
          (other) =>
            number.some(({ ink }) => ink === other) ||
            number.every(({ ink }) => !isBeside(ink, other, apart)),
        ),
    )
    .map((number) => ({
      text: number.map(({ figure }) => figure).join(''),
      confidence: Math.min(...number.map(({ probability }) => probability)),
      box: unionOfBoxes(number.map(({ ink }) => ink)),
    }))
    .filter(({ confidence }) => confidence >= SURE);
}

/** Whether another piece stands on the same rows, of like height, this near (in heights). */
function isBeside(figure: Box, other: Box, reach: number): boolean {
  const rows =
    Math.min(figure.y + figure.height, other.y + other.height) - Math.max(figure.y, other.y);
  const gap = Math.max(other.x - figure.x - figure.width, figure.x - other.x - other.width);
  const lower = Math.min(figure.height, other.height);
  const higher = Math.max(figure.height, other.height);
  return rows > 0.5 * lower && lower > 0.6 * higher && gap < reach * figure.height;
}

/** Height of a label's place while its numeral is looked for, px. */
const SEARCHED_HEIGHT = 80;
/** A number stands this far from the word before it, in its heights. */
const AFTER_WORD = 0.2;
/** Numbers lower than this share of the highest are of a line beside the label. */
const SMALLEST = 0.6;
const MOST_NUMERALS = 2;

/** The likeliest numbers in a label's place, taken as dark and as light print; px of the page. */
export function numeralsIn(page: PageToRead, place: PartPlace): Numeral[] {
  const part = { place, letters: uprightSize(place).height };
  const first = cropLetters(page, part, SEARCHED_HEIGHT);
  const second = cropLetters(page, part, SEARCHED_HEIGHT, { isLight: !first.isLight });
  const found = [first, second].flatMap((crop) =>
    readNumerals(
      page.cv,
      crop.image,
      inkComponents(page.cv, crop.image),
      page.numerals,
      AFTER_WORD,
    ).map((numeral) => ({ ...numeral, box: crop.toPage(numeral.box) })),
  );
  const highest = Math.max(...found.map(({ box }) => box.height));
  return found
    .filter(({ box }) => box.height >= SMALLEST * highest)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_NUMERALS);
}

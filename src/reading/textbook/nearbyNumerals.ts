import { type Box, unionOfBoxes } from '../geometry.ts';
import { type InkComponent, pageInkComponents } from './letterHeight.ts';
import { cropPart } from './partCrop.ts';
import type { MeasuredPart, PageToRead } from './partReading.ts';

/** Height of a title's capitals while numerals are looked for around it, px. */
const SEARCHED_LETTERS = 22;
/** Wider than the strokes of the largest numerals, px. */
const SEARCHED_WINDOW = 81;
/** How far around a title its number may stand, in heights of its capitals. */
const REACH_ASIDE = 14;
const REACH_ABOVE = 7;
const REACH_BELOW = 2;
/** A numeral's height against the title's capitals. */
const SMALLEST = 0.75;
const LARGEST = 7;
/** How much of its box a figure's ink fills, and how wide it is against its height. */
const FILL = [0.16, 0.8] as const;
const WIDTH = [0.12, 1.05] as const;
/** Figures of one number stand at most this far apart, in heights. */
const TOGETHER = 0.35;
/** Nothing of a like height stands nearer than this, in heights: letters of words do. */
const APART = 0.55;
const MOST_FIGURES = 2;
const MOST_FOUND = 3;

/**
 * Boxes, px of the page, of single figures, or two, that stand alone around a title: beside it,
 * above it, in a disc or in a corner, dark or light. The largest come first.
 */
export function nearbyNumerals({ cv, planes }: PageToRead, title: MeasuredPart): Box[] {
  const { place, letters } = title;
  const { box } = place;
  const zone: Box = {
    x: box.x - REACH_ASIDE * letters,
    y: box.y - REACH_ABOVE * letters,
    width: box.width + 2 * REACH_ASIDE * letters,
    height: box.height + (REACH_ABOVE + REACH_BELOW) * letters,
  };
  const { width, height } = planes.gray;
  const [right, bottom] = [Math.min(width, zone.x + zone.width), zone.y + zone.height];
  const inside: Box = {
    x: Math.max(0, zone.x),
    y: Math.max(0, zone.y),
    width: right - Math.max(0, zone.x),
    height: Math.min(height, bottom) - Math.max(0, zone.y),
  };
  const found = [false, true].flatMap((isLight) => {
    const crop = cropPart(
      cv,
      planes.clearest(inside),
      { box: inside, slope: place.slope, bend: 0 },
      { margin: 0, scale: SEARCHED_LETTERS / letters, isLight },
    );
    const figures = numbersAlone(
      pageInkComponents(cv, crop.image, SEARCHED_WINDOW),
      SEARCHED_LETTERS,
    );
    return figures.map(crop.toPage);
  });
  return found.sort((a, b) => b.height - a.height).slice(0, MOST_FOUND);
}

/** Groups of one or two figures without neighbours. */
export function numbersAlone(components: readonly InkComponent[], letters: number): Box[] {
  const sized = components.filter(
    ({ height }) => height >= 0.5 * letters && height <= LARGEST * letters,
  );
  const figures = sized.filter(({ width, height, area }) => {
    const fill = area / (width * height);
    const shape = width / height;
    return (
      height >= SMALLEST * letters &&
      fill >= FILL[0] &&
      fill <= FILL[1] &&
      shape >= WIDTH[0] &&
      shape <= WIDTH[1]
    );
  });
  const groups = figures.map((figure) =>
    figures.filter((other) => isBeside(figure, other, TOGETHER)),
  );
  const numbers = groups.filter((group, i) => {
    const first = figures[i];
    return group.length <= MOST_FIGURES && group[0] === first;
  });
  return numbers
    .filter((group) =>
      sized.every(
        (other) =>
          group.includes(other) || group.every((figure) => !isBeside(figure, other, APART)),
      ),
    )
    .map(unionOfBoxes);
}

/** Whether another piece stands on the same rows, of like height, this near (in heights). */
function isBeside(figure: Box, other: Box, reach: number): boolean {
  const rows =
    Math.min(figure.y + figure.height, other.y + other.height) - Math.max(figure.y, other.y);
  const gap = Math.max(other.x - figure.x - figure.width, figure.x - other.x - other.width);
  const tallest = Math.max(figure.height, other.height);
  return (
    rows > 0.5 * Math.min(figure.height, other.height) &&
    Math.min(figure.height, other.height) > 0.6 * tallest &&
    gap < reach * figure.height
  );
}

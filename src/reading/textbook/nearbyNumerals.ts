import type { Box } from '../geometry.ts';
import { pageInkComponents } from '../lineImage/connectedInk.ts';
import { type Numeral, readNumerals } from './numeral.ts';
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
/** Nothing of a like height stands nearer than this, in heights: letters of words do. */
const APART = 0.55;
const MOST_FOUND = 3;

/**
 * Numbers of printed figures that stand alone around a title: beside it, above it, in a disc or in
 * a corner, dark or light; px of the page, the largest first.
 */
export function nearbyNumerals(
  { cv, planes, numerals }: PageToRead,
  { place, letters }: MeasuredPart,
): Numeral[] {
  const { width, height } = planes.gray;
  const { box } = place;
  const left = Math.max(0, box.x - REACH_ASIDE * letters);
  const top = Math.max(0, box.y - REACH_ABOVE * letters);
  const zone: Box = {
    x: left,
    y: top,
    width: Math.min(width, box.x + box.width + REACH_ASIDE * letters) - left,
    height: Math.min(height, box.y + box.height + REACH_BELOW * letters) - top,
  };
  const found = [false, true].flatMap((isLight) => {
    const crop = cropPart(
      cv,
      planes.clearest(zone),
      { box: zone, slope: place.slope, bend: 0 },
      { margin: 0, scale: SEARCHED_LETTERS / letters, isLight },
    );
    const sized = pageInkComponents(cv, crop.image, SEARCHED_WINDOW).filter(
      (ink) => ink.height >= 0.5 * SEARCHED_LETTERS && ink.height <= LARGEST * SEARCHED_LETTERS,
    );
    return readNumerals(cv, crop.image, sized, numerals, APART)
      .filter((numeral) => numeral.box.height >= SMALLEST * SEARCHED_LETTERS)
      .map((numeral) => ({ ...numeral, box: crop.toPage(numeral.box) }));
  });
  return found.sort((a, b) => b.box.height - a.box.height).slice(0, MOST_FOUND);
}

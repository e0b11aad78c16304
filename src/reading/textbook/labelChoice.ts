import { type Box, intersectionArea, unionOfBoxes } from '../geometry.ts';
import { isKeywordAlone } from '../text/chapterLabel.ts';
import { type LabelReading, labelQuality, parseReadLabel, readLabel } from './labelReading.ts';
import type { PartCandidate, PartDetection } from './opening.ts';
import type { EvidencePart } from './pageEvidence.ts';
import { type MeasuredPart, measurePart, type PageToRead } from './partReading.ts';
import { isOnOneLine } from './runningHeader.ts';

/** A place that reads as a chapter's label. */
export interface LabelFound {
  readonly place: PartCandidate;
  readonly reading: LabelReading;
  /** How sure it is a label, 0..1. */
  readonly quality: number;
}

/** Boxes believed less are not worth every trick of reading. */
const THOROUGH_SCORE = 0.4;
/** Bare numbers are at least this large against their title. */
const SMALLEST = 0.8;
/** Labels must read this well, the better the less is known of their place. */
const MIN_LABEL_WORTH = 0.2;
/** No label stands this far below its title, in heights of their letters. */
const FAR = 4;
/** A number on a line of its own begins at most this far below its word, in heights of that. */
const NUMBER_BELOW = 3;

/** What stands in the places where the label may be. */
export interface LabelsRead {
  /** The best that reads as one, or null. */
  readonly label: LabelFound | null;
  /** Where numbers stand that are those of sections or of running headers. */
  readonly others: readonly Box[];
}

/**
 * Reads the places where the label may be.
 * @param found all that the detector saw, also other pieces of the label
 * @param title the title, if there is one
 */
export async function readLabels(
  page: PageToRead,
  places: readonly PartCandidate[],
  found: readonly PartDetection[],
  title: MeasuredPart | null,
): Promise<LabelsRead> {
  const readings = await Promise.all(places.map((place) => readPlace(page, place, found, title)));
  const headers = readings.filter((reading) => isBesidePageNumber(reading, readings));
  const label = readings
    .filter((reading) => worth(reading) >= MIN_LABEL_WORTH && !headers.includes(reading))
    .reduce<LabelFound | null>(
      (best, next) => (best === null || worth(next) > worth(best) ? next : best),
      null,
    );
  const sections = readings.filter(({ reading }) => reading.isSection);
  return { label, others: [...sections, ...headers].map(({ place }) => place.box) };
}

/** Whether another number stands on the line of a label with its word: `46 CHAPTER 6. WAVES`. */
function isBesidePageNumber({ place, reading }: LabelFound, all: readonly LabelFound[]): boolean {
  const { label } = reading;
  if (label?.kind == null) return false;
  return all.some(
    ({ place: { box }, reading: { label: other } }) =>
      other?.kind === null &&
      /^\d+$/.test(other.text) &&
      other.number !== label.number &&
      isOnOneLine(box, place.box) &&
      intersectionArea(box, place.box) === 0,
  );
}

function worth({ place, quality }: LabelFound): number {
  return quality * (0.3 + place.score + (place.read === null ? 0 : 0.7));
}

async function readPlace(
  page: PageToRead,
  place: PartCandidate,
  found: readonly PartDetection[],
  title: MeasuredPart | null,
): Promise<LabelFound> {
  const thorough = place.read !== null || place.score >= THOROUGH_SCORE;
  const part = measurePart(page, place.box);
  const reading = await readLabel(page, part, { thorough });
  if (reading.isSection) return { place, reading, quality: 0 };
  if (isKeywordAlone(reading.text)) {
    const whole = await readWithNumber(page, place, part, found, title);
    if (whole.reading.label?.number != null) return whole;
  }
  const read = place.read === null ? null : readingOfPage(place.read, part.letters);
  // The whole page's reading stands in where the crop's is no good.
  const isGood = read === null || labelQuality(reading) >= 0.7 * labelQuality(read);
  const used = isGood ? reading : read;
  const isOther = title !== null && (isPageNumber(used, title) || isFarBelow(part, title));
  return { place, reading: used, quality: isOther ? 0 : labelQuality(used) };
}

/** A bare number in smaller print than the title's is the page's. */
function isPageNumber({ label, letters }: LabelReading, title: MeasuredPart): boolean {
  return /^\d+$/.test(label?.text ?? '') && letters < SMALLEST * title.letters;
}

/** Labels stand above or beside their title, or right below it. */
function isFarBelow(part: MeasuredPart, title: MeasuredPart): boolean {
  const { y, height } = title.place.box;
  return part.place.box.y - (y + height) > FAR * Math.max(part.letters, title.letters);
}

/** A label whose box holds its word alone, read again with the number below it. */
async function readWithNumber(
  page: PageToRead,
  place: PartCandidate,
  { letters }: MeasuredPart,
  found: readonly PartDetection[],
  title: MeasuredPart | null,
): Promise<LabelFound> {
  const { x, y, width, height } = place.box;
  const bottom = y + height + NUMBER_BELOW * letters;
  const titleTop = title?.place.box.y ?? bottom;
  const below: Box = {
    x: x - letters,
    y,
    width: width + 2 * letters,
    height: (titleTop > y + height ? Math.min(bottom, titleTop) : bottom) - y,
  };
  const pieces = found.filter(
    ({ className, box }) =>
      className === 'chapter' && box.y > y && intersectionArea(box, below) > 0,
  );
  const box = unionOfBoxes([
    place.box,
    ...(pieces.length > 0 ? pieces.map((piece) => piece.box) : [below]),
  ]);
  const reading = await readLabel(page, measurePart(page, box));
  return { place: { ...place, box }, reading, quality: labelQuality(reading) };
}

function readingOfPage({ text, confidence }: EvidencePart, letters: number): LabelReading {
  return { label: parseReadLabel(text), text, isSection: false, confidence, letters };
}

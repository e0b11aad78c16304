import { type Box, unionOfBoxes } from '../geometry.ts';
import type { PrintedLine } from '../recognizer/printed.ts';
import { isKeywordAlone } from '../text/chapterLabel.ts';
import { isSamePrint, type PartDetection } from './detectedParts.ts';
import { findHeadings, type PrintedHeading } from './headings.ts';
import {
  type LabelReading,
  labelQuality,
  parseReadLabel,
  readingOfNumeral,
  readLabel,
} from './labelReading.ts';
import { nearbyNumerals } from './nearbyNumerals.ts';
import { splitNumberedTitle } from './numberedTitle.ts';
import { isPageNumber, withoutPageNumber } from './pageNumber.ts';
import type { LabelSeen, PageSeen, TitleSeen } from './pageSeen.ts';
import type { PageTop } from './pageTop.ts';
import {
  confidenceOf,
  type MeasuredPart,
  measurePart,
  type PageToRead,
  type PartLine,
} from './partReading.ts';
import { bodySize, printSize } from './printSize.ts';
import { isOnOneLine, type RunningText } from './runningHeader.ts';
import { readTitleLines, titleOf } from './titleReading.ts';
import { withWholeWords } from './wholeWords.ts';

/** So many of the detector's boxes of a class are read. */
const MOST_BOXES = 3;
/** Boxes believed less are not worth every trick of reading; those of labels are small and many. */
const THOROUGH = 0.4;
const THOROUGH_LABEL = 0.1;
/** Titles believed less are not read apart where the whole page's reading has them. */
const BELIEVED = 0.1;

/** Reads parts of a page, each place once however often it is asked for. */
export interface PartReader {
  readonly page: PageToRead;
  title(box: Box, thorough: boolean): Promise<Pick<TitleSeen, 'part' | 'lines'>>;
  /** What a label may say, each with another number, the likeliest first. */
  label(box: Box, thorough: boolean): Promise<readonly LabelReading[]>;
}

export function createPartReader(page: PageToRead): PartReader {
  const known = new Map<string, Promise<unknown>>();
  // The key holds the kind of reading, so that what comes back is of that kind.
  const once = <Result>(kind: string, box: Box, read: () => Promise<Result>): Promise<Result> => {
    const key = `${kind} ${box.x} ${box.y} ${box.width} ${box.height}`;
    const result = (known.get(key) as Promise<Result> | undefined) ?? read();
    known.set(key, result);
    return result;
  };
  return {
    page,
    title: (box, thorough) =>
      once(`title ${thorough}`, box, async () => {
        const part = withWholeWords(page, measurePart(page, box));
        return { part, lines: await readTitleLines(page, part, { thorough }) };
      }),
    label: (box, thorough) =>
      once(`label ${thorough}`, box, () => readLabelAnyWay(page, box, thorough)),
  };
}

/** Boxes so many times as high as wide may hold a turned word. */
const TALL = 1.6;
/** Height of capitals against that of a turned line's box. */
const TURNED_LETTERS = 0.72;

/** Readings of one place that are kept for the ranker to choose from. */
const MOST_READINGS = 3;

/** Reads a label's place upright and, where it is tall, as a word that runs up or down too. */
async function readLabelAnyWay(
  page: PageToRead,
  box: Box,
  thorough: boolean,
): Promise<readonly LabelReading[]> {
  const readings = [...(await readLabel(page, measurePart(page, box), { thorough }))];
  if (box.height > TALL * box.width) {
    for (const slope of [-Math.PI / 2, Math.PI / 2]) {
      const part = { place: { box, slope, bend: 0 }, letters: TURNED_LETTERS * box.width };
      readings.push(...(await readLabel(page, part, { thorough: false })));
    }
  }
  return bestOfEach(readings);
}

/** The best reading of each number; one that is no label only where there is no other. */
function bestOfEach(readings: readonly LabelReading[]): readonly LabelReading[] {
  const sorted = [...readings].sort((a, b) => labelQuality(b) - labelQuality(a));
  const numbers = sorted.map(({ label }) => label?.number ?? null);
  return sorted
    .filter((_, i) => numbers.indexOf(numbers[i] ?? null) === i)
    .filter(({ label }, i) => i === 0 || label !== null)
    .slice(0, MOST_READINGS);
}

/**
 * Reads all places where label and title of a page may be.
 * @param found what the detector saw, with beliefs as scores
 * @param whole the page read as a whole, or null
 */
export async function seePage(
  reader: PartReader,
  found: readonly PartDetection[],
  whole: PageTop | null,
): Promise<PageSeen> {
  const { width, height } = reader.page.page;
  const printed = whole === null ? null : findHeadings(whole.lines, whole.height, whole.textHeight);
  const onPage = (headings: readonly PrintedHeading[]): PartLine[][] =>
    whole === null ? [] : headings.map(({ lines }) => lines.map((line) => toPage(line, whole)));
  const titlePlaces = placesOf(found, 'title', onPage(printed?.titles ?? []));
  const titles = await Promise.all(titlePlaces.map((place) => seeTitle(reader, place)));
  const labelPlaces = placesOf(found, 'chapter', onPage(printed?.labels ?? []));
  const placed = await Promise.all(
    labelPlaces.map((place) => seeLabel(reader, place, found, titles)),
  );
  const labels = [...placed.flat(), ...titles.flatMap(labelWithin)];
  const [first] = [...titles].sort((a, b) => worth(b) - worth(a));
  if (whole !== null && first !== undefined) {
    labels.push(...seeNearby(reader.page, first.part, labels));
  }
  return {
    width,
    height,
    titles,
    labels,
    text: whole === null ? null : runningText(whole, height),
  };
}

/** Which of several titles is looked around for a number. */
function worth({ score, part }: TitleSeen): number {
  return score + part.letters / 1000;
}

interface Place {
  readonly box: Box;
  readonly score: number;
  readonly pageLines: readonly PartLine[];
}

/** The detector's best boxes of a class and the page's headings; the same print is one place. */
function placesOf(
  found: readonly PartDetection[],
  name: PartDetection['className'],
  headings: readonly (readonly PartLine[])[],
): Place[] {
  const boxes = found
    .filter(({ className }) => className === name)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_BOXES);
  const places: Place[] = boxes.map(({ box, score }) => ({ box, score, pageLines: [] }));
  for (const lines of headings) {
    const box = unionOfBoxes(lines.map((line) => line.box));
    const index = places.findIndex((place) => isSamePrint(place.box, box));
    const same = places[index];
    if (same === undefined) places.push({ box, score: 0, pageLines: lines });
    // The print's box is exact, but lacks what was not read; the detector's may end too early.
    else if (same.pageLines.length === 0) {
      const own = same.score >= THOROUGH ? unionOfBoxes([same.box, box]) : box;
      places[index] = { box: own, score: same.score, pageLines: lines };
    }
  }
  return places;
}

async function seeTitle(reader: PartReader, { box, score, pageLines }: Place): Promise<TitleSeen> {
  if (score < BELIEVED && pageLines.length > 0) {
    return { part: measurePart(reader.page, box), score, lines: [], pageLines };
  }
  return { ...(await reader.title(box, score >= THOROUGH)), score, pageLines };
}

async function seeLabel(
  reader: PartReader,
  { box, score, pageLines }: Place,
  found: readonly PartDetection[],
  titles: readonly TitleSeen[],
): Promise<LabelSeen[]> {
  const isPrinted = pageLines.length > 0;
  const seen = { box, score, isPrinted, isNearby: false, within: null };
  const readings = await reader.label(box, isPrinted || score >= THOROUGH_LABEL);
  const [best] = readings;
  if (best === undefined) return [];
  const word = readings.find(({ text, isSection }) => !isSection && isKeywordAlone(text));
  if (word !== undefined) {
    const whole = await withItsNumber(reader, box, word, found, titles);
    if (whole.length > 0) return whole.map((label) => ({ ...seen, ...label }));
  }
  const text = pageLines.map((line) => line.text).join(' ');
  const byPage: LabelReading = {
    label: parseReadLabel(text),
    text,
    isSection: false,
    confidence: confidenceOf(pageLines),
    letters: best.letters,
    figures: 0,
  };
  const all = isPrinted && !best.isSection ? bestOfEach([...readings, byPage]) : readings;
  return all.map((reading) => ({ ...seen, reading }));
}

/** A number on a line of its own begins at most this far below its word, in heights of that. */
const NUMBER_BELOW = 3;

/** A label whose box holds its word alone, with the number below it or anywhere around it. */
async function withItsNumber(
  { page, label }: PartReader,
  box: Box,
  word: LabelReading,
  found: readonly PartDetection[],
  titles: readonly TitleSeen[],
): Promise<Pick<LabelSeen, 'box' | 'reading'>[]> {
  const { letters } = word;
  const bottom = box.y + box.height;
  const tops = titles.map(({ part }) => part.place.box.y).filter((top) => top > bottom);
  const reach = Math.min(bottom + NUMBER_BELOW * letters, ...tops);
  const below: Box = {
    x: box.x - letters,
    y: box.y,
    width: box.width + 2 * letters,
    height: reach - box.y,
  };
  const pieces = found.filter(
    (piece) =>
      piece.className === 'chapter' && piece.box.y > box.y && isSamePrint(piece.box, below),
  );
  const joined = unionOfBoxes([box, ...(pieces.length > 0 ? pieces.map((p) => p.box) : [below])]);
  const numbered = (await label(joined, true)).filter((reading) => reading.label?.number != null);
  if (numbered.some((reading) => reading.label?.kind != null)) {
    return numbered.map((reading) => ({ box: joined, reading }));
  }
  const around = nearbyNumerals(page, measurePart(page, box)).map((numeral) => ({
    box: unionOfBoxes([box, numeral.box]),
    reading: readingOfNumeral(numeral),
  }));
  const inBox = numbered.map((reading) => ({ box: joined, reading }));
  return [...inBox, ...around].map((place) => ({
    box: place.box,
    reading: {
      ...place.reading,
      label: parseReadLabel(`${word.text} ${place.reading.label?.number ?? ''}`),
    },
  }));
}

/** The number that a title's own lines begin with. */
function labelWithin({ part, score, lines, pageLines }: TitleSeen, index: number): LabelSeen[] {
  const own = lines.length > 0 ? lines : pageLines;
  const { text, confidence } = titleOf(own, null);
  const numbered = splitNumberedTitle(text);
  if (numbered === null) return [];
  const { label } = numbered;
  return [
    {
      box: part.place.box,
      score,
      reading: {
        label,
        text: label.text,
        isSection: false,
        confidence,
        letters: part.letters,
        figures: 0,
      },
      isPrinted: pageLines.length > 0,
      isNearby: false,
      within: index,
    },
  ];
}

function seeNearby(
  page: PageToRead,
  title: MeasuredPart,
  known: readonly LabelSeen[],
): LabelSeen[] {
  return nearbyNumerals(page, title)
    .map((numeral) => ({ box: numeral.box, reading: readingOfNumeral(numeral) }))
    .filter(
      ({ box, reading }) =>
        !known.some(
          (label) =>
            label.within === null &&
            isSamePrint(label.box, box) &&
            label.reading.label?.number === reading.label?.number,
        ),
    )
    .map((place) => ({ ...place, score: 0, isPrinted: false, isNearby: true, within: null }));
}

function toPage(line: PrintedLine, whole: PageTop): PartLine {
  const words = line.words.map((word) => {
    const box = whole.toPage(word.box);
    const factor = box.height / Math.max(1, word.box.height);
    return { ...word, box, capitalHeightPx: word.capitalHeightPx * factor };
  });
  return { ...line, words, box: whole.toPage(line.box), inside: true };
}

function runningText(whole: PageTop, pageHeight: number): RunningText {
  const onPage = (size: number) => whole.toPage({ x: 0, y: 0, width: 0, height: size }).height;
  const isBesideNumber = (line: PrintedLine) =>
    whole.lines.some(({ text, box }) => isPageNumber(text) && isOnOneLine(box, line.box));
  return {
    lines: whole.lines.map((line) => ({
      text: line.text,
      box: whole.toPage(line.box),
      letters: onPage(printSize(line)),
      isNumbered:
        withoutPageNumber(line) !== line || (!isPageNumber(line.text) && isBesideNumber(line)),
      confidence: line.confidence,
    })),
    letters: whole.textHeight === 0 ? 0 : onPage(bodySize(whole.lines, whole.textHeight)),
    pageHeight,
  };
}

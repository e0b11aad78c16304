import { type Box, boxArea, intersectionArea } from '../geometry.ts';
import type { PrintedLine } from '../recognizer/printed.ts';
import { type LabelFound, readLabels } from './labelChoice.ts';
import { splitNumberedTitle } from './numberedTitle.ts';
import {
  isSamePrint,
  labelCandidates,
  openingBelief,
  type PartCandidate,
  type PartDetection,
  titleCandidates,
} from './opening.ts';
import { findOpening, type OpeningEvidence } from './pageEvidence.ts';
import { isPageNumber, withoutPageNumber } from './pageNumber.ts';
import type { PageTop } from './pageTop.ts';
import { type MeasuredPart, measurePart, type PageToRead } from './partReading.ts';
import { bodySize, printSize } from './printSize.ts';
import {
  isOnOneLine,
  isPageNumberBox,
  isRunningHeader,
  isUnderRunningHeader,
  type RunningText,
} from './runningHeader.ts';
import { isSectionHeading } from './sectionHeading.ts';
import { readTitle, type TitleReading } from './titleReading.ts';
import { withWholeWords } from './wholeWords.ts';

/** Pages that are believed less to open a chapter are body pages. */
const MIN_BELIEF = 0.7;
/** Parts read as well as this need no second evidence. */
const WELL_READ = 0.6;
/** Boxes of label and title that are believed as much as this are no running header's. */
const SEEN = 0.6;
/** Headings that turn out to be none are put aside, and the next tried, so many times. */
const MAX_TRIES = 3;
/** What a running header leaves of the belief in a chapter without a label. */
const HEADER_WEIGHT = 0.75;

/** A chapter's opening as it was found and read. */
export interface Opening {
  readonly label: LabelFound | null;
  readonly title: TitleFound | null;
  /** Where numbers stand that are those of sections or of running headers. */
  readonly others: readonly Box[];
  /** That the page opens a chapter, 0..1. */
  readonly belief: number;
}

export interface TitleFound {
  readonly candidate: PartCandidate;
  readonly part: MeasuredPart;
  /** Null on pages that are not believed to open a chapter. */
  readonly reading: TitleReading | null;
}

/** Finds and reads label and title; the title is not read where the page seems to open nothing. */
export async function readOpening(
  page: PageToRead,
  found: readonly PartDetection[],
  evidence: OpeningEvidence | null,
): Promise<Opening> {
  const places = titleCandidates(found, evidence);
  const [first = null] = places;
  const firstPart = first === null ? null : measureTitle(page, first);
  const { label, others } = await readLabels(
    page,
    labelCandidates(found, evidence),
    found,
    firstPart,
  );
  const labelBox = label?.place.box ?? null;
  const titles = places.filter(({ box }) => !isInside(box, labelBox));
  // What stands above a label is seldom its title: the book's name, on a first page.
  const isAbove = ({ box }: PartCandidate) =>
    labelBox !== null && box.y + 0.75 * box.height < labelBox.y;
  const [candidate = first, second = null] = [
    ...titles.filter((place) => !isAbove(place)),
    ...titles.filter(isAbove),
  ];
  const belief = openingBelief({
    print: evidence?.score ?? 0,
    title: candidate,
    label: label?.place ?? null,
    labelQuality: label?.quality ?? 0,
  });
  if (candidate === null) return { label, title: null, others, belief };
  const read = async (place: PartCandidate): Promise<TitleFound> => {
    const part = place === first && firstPart !== null ? firstPart : measureTitle(page, place);
    const number = label?.reading.label?.number ?? null;
    const beside = labelBox === null ? null : { box: labelBox, number };
    const reading = belief >= MIN_BELIEF ? await readTitle(page, part, beside) : null;
    return { candidate: place, part, reading };
  };
  let title = await read(candidate);
  // Nothing but the label, or dirt: the other place may be the title's.
  if (title.reading?.text === '' && second !== null) title = await read(second);
  return { ...apart(isInitial(label, title) ? null : label, title), others, belief };
}

function measureTitle(page: PageToRead, { box }: PartCandidate): MeasuredPart {
  return withWholeWords(page, measurePart(page, box));
}

/** Whether a box that was taken for the title's holds the label and nothing else. */
function isInside(box: Box, labelBox: Box | null): boolean {
  return labelBox !== null && intersectionArea(box, labelBox) > 0.7 * boxArea(box);
}

/** Label and title where the title's box holds the number too: `9. Vector Spaces`. */
function apart(
  label: LabelFound | null,
  title: TitleFound,
): { readonly label: LabelFound | null; readonly title: TitleFound } {
  const { candidate, part, reading } = title;
  const numbered = reading === null ? null : splitNumberedTitle(reading.text);
  if (reading === null || numbered === null) return { label, title };
  const own: LabelFound = {
    place: { box: part.place.box, score: candidate.score, read: null },
    reading: {
      label: numbered.label,
      text: numbered.label.text,
      isSection: false,
      confidence: reading.confidence,
      letters: part.letters,
    },
    quality: reading.confidence,
  };
  const isOther = label !== null && label.reading.label?.number !== numbered.label.number;
  if (isOther) return { label, title };
  return {
    label: label ?? own,
    title: { ...title, reading: { ...reading, text: numbered.title } },
  };
}

/** Whether what was read as a label is the first letter of the title, or its drop cap. */
function isInitial(label: LabelFound | null, { part, reading }: TitleFound): boolean {
  const letter = label?.reading.label?.text ?? '';
  if (label === null || !/^\p{L}$/u.test(letter)) return false;
  const starts = reading?.text.startsWith(letter) === true && /^.\p{L}/u.test(reading.text);
  return starts && isSamePrint(label.place.box, part.place.box);
}

/** Whether label and title were read so well that the page need not be read as a whole. */
export function isSettled({ label, title, belief }: Opening): boolean {
  return (
    belief >= MIN_BELIEF &&
    label?.reading.label?.number != null &&
    label.quality >= WELL_READ &&
    (title?.reading?.confidence ?? 0) >= WELL_READ &&
    !isSectionHeading(title?.reading?.text ?? '')
  );
}

/** The opening that detector and print agree on; null for a body page. */
export async function searchOpening(
  page: PageToRead,
  found: readonly PartDetection[],
  whole: PageTop,
): Promise<Opening | null> {
  const runningText = runningTextOf(whole, page.page.height);
  let boxes = found.filter(({ box }) => !isPageNumberBox(box, runningText));
  let lines = whole.lines;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const opening = await readOpening(page, boxes, evidenceOf(whole, lines));
    if (opening.belief < MIN_BELIEF) return null;
    const { title } = opening;
    if (title === null || !isNoTitle(title, opening, runningText)) {
      return isDoubtful(opening, runningText) ? null : opening;
    }
    const wrong = title.part.place.box;
    boxes = boxes.filter(({ box }) => !isSamePrint(box, wrong));
    lines = lines.filter(({ box }) => !isSamePrint(whole.toPage(box), wrong));
  }
  return null;
}

/** Whether what was read is a running header or the heading of a section. */
function isNoTitle(
  { candidate, part, reading }: TitleFound,
  { label, others }: Pick<Opening, 'label' | 'others'>,
  text: RunningText,
): boolean {
  const { place, letters } = part;
  const labelPrint =
    label?.reading.label == null ? null : { text: label.reading.label.text, box: label.place.box };
  // Whether the detector takes label and title for what they are, as it does no header's.
  const isSeen = Math.min(candidate.score, label?.place.score ?? 0) >= SEEN;
  return (
    isSectionHeading(reading?.text ?? '') ||
    others.some((box) => isOnOneLine(box, place.box)) ||
    text.lines.some((line) => isSectionHeading(line.text) && isSamePrint(line.box, place.box)) ||
    (!isSeen && isRunningHeader({ box: place.box, letters }, labelPrint, text))
  );
}

/** Whether a running header speaks against what would do without it. */
function isDoubtful({ label, title, belief }: Opening, text: RunningText): boolean {
  if (title === null || label !== null) return false;
  if (HEADER_WEIGHT * belief >= MIN_BELIEF) return false;
  return isUnderRunningHeader({ box: title.part.place.box, text: title.reading?.text ?? '' }, text);
}

/** The opening that lines of a page suggest, in px of the page. */
function evidenceOf(whole: PageTop, lines: readonly PrintedLine[]): OpeningEvidence {
  const { label, title, score } = findOpening(lines, whole.height, whole.textHeight);
  return {
    label: label === null ? null : { ...label, box: whole.toPage(label.box) },
    title: title === null ? null : { ...title, box: whole.toPage(title.box) },
    score,
  };
}

function runningTextOf(whole: PageTop, pageHeight: number): RunningText {
  const onPage = (height: number) => whole.toPage({ x: 0, y: 0, width: 0, height }).height;
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

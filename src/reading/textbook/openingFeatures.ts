import { type Box, boxArea, intersectionArea } from '../geometry.ts';
import { isSamePrint } from './detectedParts.ts';
import { labelQuality } from './labelReading.ts';
import type { LabelSeen, PageSeen, TitleSeen } from './pageSeen.ts';
import {
  isOnOneLine,
  isPageNumberBox,
  isRunningHeader,
  isUnderRunningHeader,
} from './runningHeader.ts';
import { isSectionHeading } from './sectionHeading.ts';
import { surestWords } from './surestWords.ts';
import { type LabelBeside, type TitleReading, titleOf } from './titleReading.ts';
import { namesMatter, opensNothing } from './titleWords.ts';

/** A label, or none, with a title: what a page may open. */
export interface Pair {
  readonly label: LabelSeen | null;
  readonly title: TitleSeen;
  readonly reading: TitleReading;
  /** The title as the reading of the whole page has it; null where it has none. */
  readonly pageReading: TitleReading | null;
}

/** What reads without two letters in a row is dirt or a number, and no title. */
const WORD = /\p{L}{2}/u;

/** All pairs of labels and titles that were seen. */
export function pairsOf({ titles, labels }: PageSeen): Pair[] {
  const pairs = titles.flatMap((title, index) => {
    const fitting = labels.filter(
      ({ within, reading }) => (within === null || within === index) && reading.label !== null,
    );
    return [null, ...fitting].map((label): Pair => {
      const beside = label === null ? null : besideOf(label);
      const printed = title.pageLines.length > 0 ? titleOf(title.pageLines, beside) : null;
      const reading = titleOf(surestWords(title.lines, title.pageLines), beside);
      return { label, title, reading, pageReading: printed };
    });
  });
  return pairs.filter(({ reading }) => WORD.test(reading.text));
}

/** A label within its title's words leaves by its text, not by its place. */
const NOWHERE: Box = { x: -1, y: -1, width: 0, height: 0 };

/** What of a label is left out of its title. */
export function besideOf({ box, reading, within }: LabelSeen): LabelBeside {
  return { box: within === null ? box : NOWHERE, number: reading.label?.number ?? null };
}

const between = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Number.isFinite(value) ? value : 0));
const yes = (is: boolean): number => (is ? 1 : 0);

/**
 * What speaks for and against a pair being what the page opens, by name; about -1 to 3 each. The
 * ranker's manifest has a weight for each name.
 */
export function openingFeatures(seen: PageSeen, pair: Pair): Record<string, number> {
  const { label, title } = pair;
  return {
    one: 1,
    quick: yes(seen.text === null),
    ...titleFeatures(seen, pair),
    ...(label === null ? { unlabelled: 1 } : labelFeatures(seen, label, title)),
  };
}

function titleFeatures(seen: PageSeen, { title, reading, label }: Pair): Record<string, number> {
  const { text, height } = seen;
  const { place, letters } = title.part;
  const { box } = place;
  const words = reading.text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const size = text === null || text.letters === 0 ? 0 : Math.log2(letters / text.letters);
  const labelPrint =
    label?.reading.label == null ? null : { text: label.reading.label.text, box: label.box };
  const body = text === null ? [] : text.lines.filter(({ confidence }) => confidence > 0.5);
  const above = body.filter((line) => line.box.y + line.box.height < box.y + 0.3 * box.height);
  const below = body
    .map((line) => line.box.y - (box.y + box.height))
    .filter((gap) => gap > -0.3 * letters);
  const largest = Math.max(letters, ...body.map((line) => line.letters));
  return {
    'title seen': title.score,
    'title unseen': yes(title.score === 0),
    'title surely seen': yes(title.score > 0.75),
    'title printed': yes(title.pageLines.length > 0),
    'title size': between(size, -1, 2.5),
    'title large': between(size - 0.6, 0, 2),
    'title size on page': between(Math.log2(letters / (0.018 * height)), -2, 2),
    'title against largest': between(Math.log2(letters / largest), -2, 0),
    'title certainty': reading.confidence,
    'title misread': yes(reading.confidence < 0.5),
    'title short': yes(reading.text.replace(/\P{L}/gu, '').length < 4),
    'title one word': yes(words.length === 1),
    'title long': yes(reading.text.length > 70),
    'title low': between(box.y / height, 0, 1),
    'title middle': between(box.y / height - 0.45, 0, 0.5),
    'title small first': yes(/^\P{L}*\p{Ll}/u.test(reading.text)),
    'title stops': yes(/[.;,]$/.test(reading.text)),
    'title numbered as section': yes(isSectionHeading(reading.text)),
    'title on a section line': yes(
      seen.labels.some(({ reading: r, box: b }) => r.isSection && isOnOneLine(b, box)) ||
        body.some((line) => isSectionHeading(line.text) && isSamePrint(line.box, box)),
    ),
    'title of exercises': yes(opensNothing(reading.text)),
    'title of front matter': yes(namesMatter(reading.text)),
    'title in capitals': yes(/^[^\p{Ll}]{6,}$/u.test(reading.text)),
    'title is running header': yes(
      text !== null && isRunningHeader({ box, letters }, labelPrint, text),
    ),
    'title under running header': yes(
      text !== null && isUnderRunningHeader({ box, text: reading.text }, text),
    ),
    'title has lines above': between(above.length / 6, 0, 1),
    'title has much above': yes(above.length > 6),
    'title room below': below.length === 0 ? 0.5 : between(Math.min(...below) / letters, 0, 4) / 4,
    'title width': between(box.width / seen.width, 0, 1),
    'other titles seen': between(
      Math.max(0, ...seen.titles.filter((t) => t !== title).map((t) => t.score)),
      0,
      1,
    ),
    'page lists numbers': yes(
      body.filter((line) => line.isNumbered || /\p{L}.*[ .]\d{1,3}$/u.test(line.text)).length > 5,
    ),
  };
}

const WORDS: Readonly<Record<string, string>> = {
  part: 'label part',
  book: 'label part',
  topic: 'label part',
  section: 'label section',
};

function labelFeatures(
  { text, height, labels, titles }: PageSeen,
  label: LabelSeen,
  title: TitleSeen,
): Record<string, number> {
  const { reading, box } = label;
  const own = reading.label;
  const { place, letters } = title.part;
  const kind = own?.kind ?? null;
  const size = text === null || text.letters === 0 ? 0 : Math.log2(reading.letters / text.letters);
  const gapAbove = place.box.y - (box.y + box.height);
  const gapBelow = box.y - (place.box.y + place.box.height);
  const gapAside = Math.max(box.x - place.box.x - place.box.width, place.box.x - box.x - box.width);
  const isWithin = label.within !== null;
  const isInside = intersectionArea(box, place.box) > 0.7 * boxArea(box);
  const isBeside = !isInside && isOnOneLine(box, place.box);
  const far = isWithin ? 0 : Math.max(gapAbove, gapBelow, gapAside, 0) / letters;
  const isBare = kind === null;
  const rivals = labels.filter(
    (other) => other !== label && other.reading.label?.number === own?.number,
  );
  const quality = labelQuality(reading);
  return {
    'label seen': label.score,
    'label surely seen': yes(label.score > 0.75),
    'label seen with title': Math.min(label.score, title.score),
    'label printed': yes(label.isPrinted),
    'label nearby': yes(label.isNearby),
    'label in title': yes(isWithin),
    'label in title with word': yes(isWithin && !isBare),
    [isBare ? 'label bare' : (WORDS[kind] ?? 'label word')]: 1,
    'label quality': quality,
    'label bare quality': isBare ? quality : 0,
    'label certainty': reading.confidence,
    'label bare figures': isBare ? reading.figures : 0,
    'label size': between(size, -1, 3),
    'label bare size': isBare ? between(size, -1, 3) : 0,
    'label against title': between(Math.log2(reading.letters / letters), -2, 2),
    'label bare small': yes(isBare && !isWithin && reading.letters < 0.8 * letters),
    'label above': yes(!isWithin && gapAbove > -0.3 * letters),
    'label below': yes(!isWithin && gapBelow > -0.3 * letters),
    'label beside': yes(isBeside),
    'label inside': yes(!isWithin && isInside),
    'label far': between(far, 0, 20) / 20,
    'label far below': yes(gapBelow > 4 * Math.max(reading.letters, letters)),
    'label at edge': yes(box.y < 0.06 * height || box.y + box.height > 0.92 * height),
    'label low': between(box.y / height, 0, 1),
    'label is page number': yes(isBare && text !== null && isPageNumberBox(box, text)),
    'label letter': yes(isBare && /^\p{L}$/u.test(own?.text ?? '')),
    'label zero': yes(own?.number === '0'),
    'label large number': yes(Number(own?.number ?? 0) > 40),
    'label roman alone': yes(isBare && /^[IVX]+\.?$/.test(own?.text ?? '')),
    'label with rest': yes(!isWithin && (own?.rest ?? '') !== ''),
    'label agreed': yes(rivals.length > 0),
    'label starts title': yes(
      /^\p{L}$/u.test(own?.text ?? '') &&
        titleOf(title.lines, null).text.startsWith(own?.text ?? ' ') &&
        isSamePrint(box, place.box),
    ),
    'labels many': between((labels.length - 1) / 5, 0, 1) * yes(titles.length > 0),
  };
}

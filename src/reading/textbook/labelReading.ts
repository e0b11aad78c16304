import { type ChapterLabel, parseChapterLabel } from '../text/chapterLabel.ts';
import { type Numeral, numeralsIn } from './numeral.ts';
import {
  BEST_LETTER_HEIGHT,
  confidenceOf,
  cropLetters,
  type MeasuredPart,
  type PageToRead,
  readCrop,
} from './partReading.ts';
import { isSectionHeading } from './sectionHeading.ts';

/** A chapter label as it was read. */
export interface LabelReading {
  /** Null where what was read is no label. */
  readonly label: ChapterLabel | null;
  /** All that was read in the label's place, on one line. */
  readonly text: string;
  /** Whether it is the number of a section, such as `11.5`, in spite of what else it may read as. */
  readonly isSection: boolean;
  /** 0..1 */
  readonly confidence: number;
  /** Height of the numeral where it was read apart from its word, else of the letters, px. */
  readonly letters: number;
  /** How sure the net of figures is of the number, 0..1; 0 where it read another or none. */
  readonly figures: number;
}

/** Sizes at which a label is read, in shares of the best one; misreadings differ between them. */
const FIRST_SIZES = [1, 0.75] as const;
const MORE_SIZES = [1.35, 0.6] as const;
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = `${CAPITALS}${CAPITALS.toLowerCase()}`;
/** The point of `11.5` is lost easily: one sure reading of it is enough. */
const SURE_SECTION = 0.6;
/** Tesseract gives right digits without any confidence at times. */
const LEAST_WEIGHT = 0.2;
/** A number that comes without its word is easily a misread ornament. */
const BARE_WEIGHT = 0.7;

/**
 * Reads a chapter label at several sizes and its figures alone: what it may say, the likeliest first.
 * @param options.thorough false to give up early where nothing like a label is read
 * @returns one reading or more, each with another number
 */
export async function readLabel(
  page: PageToRead,
  part: MeasuredPart,
  { thorough = true }: { readonly thorough?: boolean } = {},
): Promise<readonly LabelReading[]> {
  const atSize = (size: number) => readAtSize(page, part, size);
  const readings = await Promise.all(FIRST_SIZES.map(atSize));
  const section = readings.find(
    ({ text, confidence }) => confidence >= SURE_SECTION && isSectionHeading(text),
  );
  if (section !== undefined) return [{ ...section, label: null, isSection: true }];
  const numerals = numeralsIn(page, part.place).map(readingOfNumeral);
  const isHopeful = thorough || numerals.length > 0 || readings.some(({ label }) => label !== null);
  if (isHopeful && !isSettled(readings)) {
    readings.push(...(await Promise.all(MORE_SIZES.map(atSize))));
  }
  const [first, ...others] = alternativesOf([...readings, ...numerals]);
  if (first === undefined) return [];
  return [(await isRoman(page, part, first)) ? asRoman(first) : first, ...others];
}

/** What the net of figures read, as a label. */
export function readingOfNumeral({ text, confidence, box }: Numeral): LabelReading {
  return { ...readingOf(text, confidence, box.height), figures: confidence };
}

/**
 * Whether 11 or 111 is a Roman II or III. Read as letters alone, Roman numerals come out as they
 * are; the digits, which have no foot on one side, do not.
 */
async function isRoman(
  page: PageToRead,
  part: MeasuredPart,
  { label }: LabelReading,
): Promise<boolean> {
  const number = label?.number ?? '';
  if (!/^11+$/.test(number)) return false;
  // Hundreds of chapters are not counted in capitals.
  if (number === '111' && /^[A-Z]{4}/.test(label?.text ?? '')) return true;
  const crop = cropLetters(page, part, BEST_LETTER_HEIGHT);
  const lines = await readCrop(page, crop, part.letters, { characters: LETTERS });
  const text = lines.map((line) => line.text).join('');
  // The last I and a stop after it look like an L.
  return new RegExp(`I{${number.length - 1}}[IL]$`).test(text);
}

function asRoman(reading: LabelReading): LabelReading {
  const { label } = reading;
  if (label === null || label.number === null) return reading;
  const numeral = 'I'.repeat(label.number.length);
  return {
    ...reading,
    label: {
      ...label,
      number: String(label.number.length),
      text: label.text.replace(/[1Il|]+$/, numeral),
    },
  };
}

async function readAtSize(
  page: PageToRead,
  part: MeasuredPart,
  size: number,
): Promise<LabelReading> {
  const crop = cropLetters(page, part, BEST_LETTER_HEIGHT * size);
  const lines = (await readCrop(page, crop, part.letters)).filter(({ inside }) => inside);
  return readingOf(lines.map(({ text }) => text).join(' '), confidenceOf(lines), part.letters);
}

function readingOf(text: string, confidence: number, letters: number): LabelReading {
  return {
    label: parseReadLabel(text),
    text: text.trim(),
    isSection: false,
    confidence,
    letters,
    figures: 0,
  };
}

/** A label in what a reader of print gives for the place of one. */
export function parseReadLabel(text: string): ChapterLabel | null {
  return parseChapterLabel(joinSpacedDigits(mendLastNumeral(text.trim())), { letter: true });
}

/** `Chapter 1 1`: wide figures are read apart. */
function joinSpacedDigits(text: string): string {
  return text.replace(/(?<=\p{L}{4}\W+\d) (?=\d$)/u, '');
}

/**
 * `LECTURE I.` is often read as `LECTURE L`: an I and the stop after it. Chapter 50 in Roman
 * numerals is far rarer.
 */
export function mendLastNumeral(text: string): string {
  return text.replace(/(?<=\p{L}{4}\s+I{0,2})L(?=[.,:]?$)/u, 'I');
}

function isSettled(readings: readonly LabelReading[]): boolean {
  const [first, ...others] = readings;
  const number = first?.label?.number;
  if (first === undefined || number === undefined || number === null) return false;
  const agree = others.every(({ label }) => label?.number === number);
  return agree && Math.max(...readings.map(({ confidence }) => confidence)) >= 0.5;
}

const MOST_ALTERNATIVES = 3;
/** Numbers with less of what was read behind them are slips. */
const LEAST_SHARE = 0.1;

/**
 * The numbers that were read, those with the most confidence behind them first, each in its surest
 * reading; where there is none, the surest reading of all.
 */
export function alternativesOf(all: readonly LabelReading[]): LabelReading[] {
  // Of figures without a word the net knows more than the reader of print, who is at home in lines.
  const isRead = all.some(({ figures }) => figures > 0);
  const readings = all.filter(
    ({ label, figures }) => !(isRead && label?.kind === null && figures === 0),
  );
  const weightOf = ({ label, confidence }: LabelReading) =>
    Math.max(confidence, LEAST_WEIGHT) * (label?.kind === null ? BARE_WEIGHT : 1);
  const surest = (candidates: readonly LabelReading[]) =>
    candidates.reduce((best, next) => (weightOf(next) > weightOf(best) ? next : best));
  const total = readings.reduce((sum, r) => sum + (r.label?.number == null ? 0 : weightOf(r)), 0);
  if (total === 0) return readings.length === 0 ? [] : [surest(readings)];
  return [...new Set(readings.flatMap(({ label }) => label?.number ?? []))]
    .map((number) => {
      const agreeing = readings.filter(({ label }) => label?.number === number);
      const share = agreeing.reduce((sum, reading) => sum + weightOf(reading), 0) / total;
      const chosen = surest(agreeing);
      return {
        ...chosen,
        confidence: share * Math.max(chosen.confidence, sureness(agreeing.length)),
        figures: Math.max(...agreeing.map(({ figures }) => figures)),
        share,
      };
    })
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_ALTERNATIVES)
    .map(({ share: _, ...reading }) => reading);
}

/** What several readings that agree are worth, however unsure each is of its letters, 0..1. */
function sureness(readings: number): number {
  return readings < 3 ? 0 : 1 - 0.7 ** readings;
}

/** How sure a reading is a chapter label: numbers without a word, and letters even more, may be anything. */
export function labelQuality({
  label,
  text,
  confidence,
}: Pick<LabelReading, 'label' | 'text' | 'confidence'>): number {
  if (label === null) return 0;
  if (label.kind !== null) return confidence;
  // A label fills its box: other words beside a number are a line of text.
  const rest = label.rest.length / Math.max(1, text.length);
  const plain = /^\d+$/.test(label.number ?? '') ? 0.8 : 0.6;
  return confidence * plain * Math.max(0, 1 - 1.5 * rest);
}

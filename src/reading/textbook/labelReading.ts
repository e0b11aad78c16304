import type { PrintedLayout } from '../recognizer/printed.ts';
import { type ChapterLabel, parseChapterLabel } from '../text/chapterLabel.ts';
import { numeralCrops } from './numeral.ts';
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
}

/** Sizes at which a label is read, in shares of the best one; misreadings differ between them. */
const FIRST_SIZES = [1, 0.75] as const;
const MORE_SIZES = [1.35, 0.6] as const;
const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = `${CAPITALS}${CAPITALS.toLowerCase()}`;
/** The point of `11.5` is lost easily: one sure reading of it is enough. */
const SURE_SECTION = 0.6;
/** Tesseract gives right digits without any confidence at times. */
const LEAST_WEIGHT = 0.2;
/** A number that comes without its word is easily a misread ornament. */
const BARE_WEIGHT = 0.7;

/**
 * Reads a chapter label at several sizes, its numeral alone where that fails, and takes a vote.
 * @param options.thorough false to give up early where nothing like a label is read
 */
export async function readLabel(
  page: PageToRead,
  part: MeasuredPart,
  { thorough = true }: { readonly thorough?: boolean } = {},
): Promise<LabelReading> {
  const atSize = (size: number) => readAtSize(page, part, size);
  const readings = await Promise.all(FIRST_SIZES.map(atSize));
  const section = readings.find(
    ({ text, confidence }) => confidence >= SURE_SECTION && isSectionHeading(text),
  );
  if (section !== undefined) return { ...section, label: null, isSection: true };
  const isHopeful = thorough || readings.some(({ label }) => label !== null);
  if (isHopeful && !isSettled(readings)) {
    readings.push(...(await Promise.all(MORE_SIZES.map(atSize))));
    readings.push(...(await readNumeral(page, part)));
  }
  const result = voteOf(readings);
  return (await isRoman(page, part, result)) ? asRoman(result) : result;
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
  return { label: parseReadLabel(text), text: text.trim(), isSection: false, confidence, letters };
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

/** Single figures that read as well as this need not be taken the other way round. */
const SURE_NUMERAL = 0.6;

/**
 * Big or decorated numerals beside a small word (or none) read badly in one piece: the numeral is
 * read alone, as digits and as anything, as dark and as light print.
 */
export async function readNumeral(
  page: PageToRead,
  { place }: Pick<MeasuredPart, 'place'>,
): Promise<LabelReading[]> {
  const readings: LabelReading[] = [];
  for (const { image, box } of numeralCrops(page, place)) {
    const read = (layout: PrintedLayout, characters?: string) =>
      page.printed.readPage(image, {
        layout,
        ...(characters === undefined ? {} : { characters }),
        ...(page.signal === undefined ? {} : { signal: page.signal }),
      });
    const found = await Promise.all([
      read('word', DIGITS),
      read('word'),
      read('character', DIGITS),
      read('word', 'IVXLC'),
      read('character', CAPITALS),
    ]);
    readings.push(
      ...found.map((lines) => {
        const text = lines.map((line) => line.text).join(' ');
        return readingOf(text, 0.8 * Math.max(0, ...lines.map((l) => l.confidence)), box.height);
      }),
    );
    const isSure = ({ label, confidence }: LabelReading) =>
      label?.number != null && confidence >= SURE_NUMERAL;
    if (readings.some(isSure)) break;
  }
  return readings;
}

/** The number with the most confidence behind it, in its surest reading. */
export function voteOf(readings: readonly LabelReading[]): LabelReading {
  const weightOf = ({ label, confidence }: LabelReading) =>
    Math.max(confidence, LEAST_WEIGHT) * (label?.kind === null ? BARE_WEIGHT : 1);
  const surest = (candidates: readonly LabelReading[]) =>
    candidates.reduce<LabelReading>(
      (best, next) => (weightOf(next) > weightOf(best) ? next : best),
      { label: null, text: candidates[0]?.text ?? '', isSection: false, confidence: 0, letters: 0 },
    );
  const weights = new Map<string, number>();
  for (const reading of readings) {
    const number = reading.label?.number ?? null;
    if (number !== null) weights.set(number, (weights.get(number) ?? 0) + weightOf(reading));
  }
  if (weights.size === 0) return surest(readings);
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const [number, weight] = [...weights].reduce((best, next) => (next[1] > best[1] ? next : best));
  const agreeing = readings.filter(({ label }) => label?.number === number);
  const chosen = surest(agreeing);
  const share = total > 0 ? weight / total : 0;
  return { ...chosen, confidence: share * Math.max(chosen.confidence, sureness(agreeing.length)) };
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

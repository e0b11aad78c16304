import type Tesseract from 'tesseract.js';
import type { Box } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import type { LineReading, WordReading } from '../results.ts';
import type { Languages } from './languages.ts';
import { capitalHeight, weightedMedian } from './letterSize.ts';
import type { Recognizer } from './recognizer.ts';
import { createTesseractPool } from './tesseractPool.ts';
import type { TesseractRuntime, TesseractVariables } from './tesseractRuntime.ts';

/** How Tesseract takes a picture apart: its page segmentation modes, by name. */
export type PrintedLayout = 'page' | 'block' | 'line' | 'word' | 'character' | 'raw-line';

const SEGMENTATION_MODES: Readonly<Record<PrintedLayout, string>> = {
  page: '3',
  block: '6',
  line: '7',
  word: '8',
  character: '10',
  'raw-line': '13',
};

/** A printed word; coordinates are px of the picture that was read. */
export interface PrintedWord {
  readonly text: string;
  readonly box: Box;
  /** 0..1 */
  readonly confidence: number;
  /** Height of capitals in the word's type, by its letters' boxes, px. */
  readonly capitalHeightPx: number;
}

/** A printed line; coordinates are px of the picture that was read. */
export interface PrintedLine {
  readonly text: string;
  readonly box: Box;
  /** Mean of the words, weighted by their letters, 0..1. */
  readonly confidence: number;
  readonly words: readonly PrintedWord[];
}

export interface PrintedPageOptions {
  readonly layout?: PrintedLayout;
  /** Only these characters may be read; all when missing. */
  readonly characters?: string;
  /** In place of those that were set. */
  readonly languages?: Languages;
  readonly signal?: AbortSignal;
}

/** Reads print: single lines as every recogniser, and whole pages or blocks. */
export interface PrintedRecognizer extends Recognizer {
  readonly engine: 'printed';
  /**
   * All lines of a picture from top to bottom as Tesseract orders them.
   * @throws ReadingError `tesseract-failed`, `cancelled`
   */
  readPage(image: GrayImage, options?: PrintedPageOptions): Promise<readonly PrintedLine[]>;
  /** What is begun from now on is read in these languages; at first in English. */
  setLanguages(languages: Languages): void;
}

export interface PrintedRecognizerConfig {
  readonly runtime: TesseractRuntime;
  /** Workers at most; each holds about 60 MB. */
  readonly workers?: number;
  readonly jobTimeoutMs?: number;
}

/** Gray levels between ink and paper below which a crop is blank: camera noise stays under it. */
const MIN_CONTRAST = 24;
/** Short readings below this are what Tesseract sees in dirt: a blank crop came back as "I" at 0.16. */
const MIN_SHORT_CONFIDENCE = 0.3;

/** Print read by Tesseract's LSTM engine (tesseract.js). Workers start with the first line. */
export function createPrintedRecognizer({
  runtime,
  workers = 2,
  jobTimeoutMs = 120_000,
}: PrintedRecognizerConfig): PrintedRecognizer {
  const pool = createTesseractPool(runtime, { workers, jobTimeoutMs });

  async function readPage(
    image: GrayImage,
    { layout = 'page', characters, languages, signal }: PrintedPageOptions = {},
  ): Promise<readonly PrintedLine[]> {
    const variables: TesseractVariables = {
      tessedit_pageseg_mode: SEGMENTATION_MODES[layout],
      ...(characters === undefined ? {} : { tessedit_char_whitelist: characters }),
    };
    const blocks = await pool.recognize(image, variables, { languages, signal });
    return blocks.flatMap(linesOfBlock);
  }

  return {
    engine: 'printed',
    readPage,
    async readLines(lines, { signal } = {}) {
      return Promise.all(
        lines.map(async (line) => {
          if (isBlank(line)) return lineReading([], line.width);
          const printed = await readPage(line, {
            layout: 'line',
            ...(signal === undefined ? {} : { signal }),
          });
          return lineReading(
            printed.flatMap(({ words }) => words),
            line.width,
          );
        }),
      );
    },
    setLanguages: pool.setLanguages,
    dispose: () => pool.dispose(),
  };
}

/** The same recogniser, whose pages are read in certain languages. */
export function readingIn(
  printed: Pick<PrintedRecognizer, 'readPage'>,
  languages: Languages,
): Pick<PrintedRecognizer, 'readPage'> {
  return { readPage: (image, options) => printed.readPage(image, { ...options, languages }) };
}

function linesOfBlock(block: Tesseract.Block): PrintedLine[] {
  return block.paragraphs.flatMap(({ lines }) =>
    lines.map((line) => {
      const words = line.words.map(
        ({ text, bbox, confidence, symbols }): PrintedWord => ({
          text,
          box: boxOf(bbox),
          confidence: confidence / 100,
          capitalHeightPx: typeSize(symbols),
        }),
      );
      return {
        text: line.text.trim(),
        box: boxOf(line.bbox),
        confidence: meanConfidence(words),
        words,
      };
    }),
  );
}

/** Letters one by one: the box of a whole word is too high where its line slopes. */
function typeSize(symbols: readonly Tesseract.Symbol[]): number {
  return weightedMedian(
    symbols.map(({ text, bbox }) => ({
      value: capitalHeight(text, bbox.y1 - bbox.y0),
      weight: /[\p{L}\p{N}]/u.test(text) ? 1 : 0,
    })),
  );
}

function boxOf({ x0, y0, x1, y1 }: Tesseract.Bbox): Box {
  return { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
}

function lineReading(words: readonly PrintedWord[], width: number): LineReading {
  const confidence = meanConfidence(words);
  const text = words.map((word) => word.text).join(' ');
  if (text.length <= 2 && confidence < MIN_SHORT_CONFIDENCE) {
    return { text: '', confidence: 0, words: [], engine: 'printed' };
  }
  return {
    text,
    confidence,
    words: words.map(
      ({ text, box, confidence }): WordReading => ({
        text,
        confidence,
        start: Math.max(0, box.x / width),
        end: Math.min(1, (box.x + box.width) / width),
        alternatives: [],
      }),
    ),
    engine: 'printed',
  };
}

function meanConfidence(words: readonly PrintedWord[]): number {
  let letters = 0;
  let sum = 0;
  for (const { text, confidence } of words) {
    letters += text.length;
    sum += text.length * confidence;
  }
  return letters === 0 ? 0 : sum / letters;
}

/** Whether nothing in the crop stands out from the paper. */
function isBlank({ data }: GrayImage): boolean {
  const histogram = new Uint32Array(256);
  for (const level of data) histogram[level] = (histogram[level] ?? 0) + 1;
  // A dot of ink is far less than a hundredth of a line, a hot pixel less than a thousandth.
  const skipped = Math.floor(data.length / 1000);
  return levelAt(histogram, data.length - skipped) - levelAt(histogram, skipped + 1) < MIN_CONTRAST;
}

/** The gray level of the pixel of that rank, darkest first; `rank` from 1. */
function levelAt(histogram: Uint32Array, rank: number): number {
  let seen = 0;
  for (let level = 0; level < histogram.length; level++) {
    seen += histogram[level] ?? 0;
    if (seen >= rank) return level;
  }
  return histogram.length - 1;
}

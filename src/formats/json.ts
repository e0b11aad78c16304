import type { Box, Point, Quad } from '../reading/geometry.ts';
import type { ChapterPart, EngineName, LineClass, PagePart, ReadLine } from '../reading/results.ts';
import type { Script } from '../reading/script/scripts.ts';
import type { ReadPage, ReadPicture } from './readItems.ts';

/** Counts up when a key changes its meaning or goes; new keys alone do not change it. */
export const JSON_VERSION = 1;

/** A word of a line; `start` and `end` lie along the line, 0 = its left edge, 1 = its right. */
export interface WordJson {
  readonly text: string;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
  /** What else the ink could be, best first. */
  readonly alternatives: readonly { readonly text: string; readonly probability: number }[];
}

/** A line. Boxes and corners are px of the picture, confidences 0 to 1. */
export interface LineJson {
  readonly text: string;
  readonly confidence: number;
  readonly class: LineClass;
  readonly engine: EngineName;
  readonly box: Box;
  /** Corners in reading direction: top left, top right, bottom right, bottom left. */
  readonly quad: Quad;
  readonly words: readonly WordJson[];
}

export interface PictureJson {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** In reading order. */
  readonly lines: readonly LineJson[];
}

export interface PartJson {
  readonly text: string;
  readonly confidence: number;
  readonly box: Box;
}

/** A page; `chapter` and `title` are null on a body page and where an opener has none. */
export interface PageJson {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly kind: 'opener' | 'body';
  /** `number` is in Arabic digits or one letter; null for chapters without. */
  readonly chapter: (PartJson & { readonly number: string | null }) | null;
  readonly title: PartJson | null;
  /** Calibrated probability, 0 to 1, that all of this is right, and whether a person should look. */
  readonly certainty: number;
  readonly needsCheck: boolean;
  /** The script that a page looks to be in that is not read; it may open a chapter then. */
  readonly unreadScript?: Script;
}

/** A file that could not be read, and what to do about it. */
export interface FailureJson {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What `npm run read -- FILE… --json` prints and the page's JSON download holds. */
export interface PicturesJson {
  readonly version: typeof JSON_VERSION;
  readonly pictures: readonly PictureJson[];
  readonly failures: readonly FailureJson[];
}

/** The same for textbook pages. */
export interface PagesJson {
  readonly version: typeof JSON_VERSION;
  readonly pages: readonly PageJson[];
  readonly failures: readonly FailureJson[];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function boxJson({ x, y, width, height }: Box): Box {
  return {
    x: rounded(x, 1),
    y: rounded(y, 1),
    width: rounded(width, 1),
    height: rounded(height, 1),
  };
}

function quadJson([a, b, c, d]: Quad): Quad {
  const corner = ({ x, y }: Point): Point => ({ x: rounded(x, 1), y: rounded(y, 1) });
  return [corner(a), corner(b), corner(c), corner(d)];
}

/** A line, with its words and what else they could be. */
export function lineJson({ box, quad, lineClass, reading }: ReadLine): LineJson {
  return {
    text: reading.text,
    confidence: rounded(reading.confidence, 4),
    class: lineClass,
    engine: reading.engine,
    box: boxJson(box),
    quad: quadJson(quad),
    words: reading.words.map((word) => ({
      text: word.text,
      confidence: rounded(word.confidence, 4),
      start: rounded(word.start, 4),
      end: rounded(word.end, 4),
      alternatives: word.alternatives.map(({ text, probability }) => ({
        text,
        probability: rounded(probability, 4),
      })),
    })),
  };
}

/** The document of pictures that were read, ready for `JSON.stringify`. */
export function picturesToJson(
  pictures: readonly ReadPicture[],
  failures: readonly FailureJson[] = [],
): PicturesJson {
  return {
    version: JSON_VERSION,
    pictures: pictures.map(({ file, reading }) => ({
      file,
      width: reading.width,
      height: reading.height,
      lines: reading.lines.map(lineJson),
    })),
    failures,
  };
}

function partJson({ text, confidence, box }: PagePart): PartJson {
  return { text, confidence: rounded(confidence, 4), box: boxJson(box) };
}

function chapterJson(chapter: ChapterPart): PageJson['chapter'] {
  return { ...partJson(chapter), number: chapter.number };
}

/** The document of textbook pages that were read, ready for `JSON.stringify`. */
export function pagesToJson(
  pages: readonly ReadPage[],
  failures: readonly FailureJson[] = [],
): PagesJson {
  return {
    version: JSON_VERSION,
    pages: pages.map(({ file, page }) => ({
      file,
      width: page.width,
      height: page.height,
      kind: page.kind,
      chapter: page.kind === 'opener' && page.chapter !== null ? chapterJson(page.chapter) : null,
      title: page.kind === 'opener' && page.title !== null ? partJson(page.title) : null,
      certainty: rounded(page.certainty, 3),
      needsCheck: page.needsCheck,
      ...(page.kind === 'body' && page.unreadScript !== undefined
        ? { unreadScript: page.unreadScript }
        : {}),
    })),
    failures,
  };
}

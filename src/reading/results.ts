import type { Box, Quad } from './geometry.ts';
import type { Script } from './script/scripts.ts';

/** What a found line is written with, as the detector's classes say. */
export type LineClass = 'handwriting' | 'print';

/** The two engines that read a line, as a person or a program names them. */
export type EngineName = 'handwriting' | 'printed';

/** Which engine to use: by the line's class, or always the same. */
export type EngineChoice = EngineName | 'auto';

/** Another word that the ink could be, best first. */
export interface WordAlternative {
  readonly text: string;
  /** 0..1 */
  readonly probability: number;
}

/** One word of a reading; `start` and `end` say where it lies along the line, 0 = left edge, 1 = right. */
export interface WordReading {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
  readonly alternatives: readonly WordAlternative[];
}

/** What an engine read in one line. */
export interface LineReading {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly words: readonly WordReading[];
  readonly engine: EngineName;
}

/** Readings of a line at least this confident count as sure, 0..1, moving or still. */
export const SURE_CONFIDENCE = 0.8;

/** A line found in a picture: where, how sure, and what kind of writing. Coordinates are px of the picture. */
export interface FoundLine {
  readonly quad: Quad;
  readonly box: Box;
  readonly lineClass: LineClass;
  /** Probability of the class, 0..1. */
  readonly classProbability: number;
  /** Detector's score of the line, 0..1. */
  readonly score: number;
}

/** A found line with its reading. */
export interface ReadLine extends FoundLine {
  readonly reading: LineReading;
}

/** Lines of a picture that is being read: first all as they were found, then each with its text. */
export interface LinesSoFar {
  readonly width: number;
  readonly height: number;
  /** In reading order; null where a line has not been read yet. */
  readonly lines: readonly (FoundLine & { readonly reading: LineReading | null })[];
}

/** A whole picture read: lines in reading order. */
export interface PictureReading {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly ReadLine[];
  /** Milliseconds of each stage. */
  readonly timings: Readonly<Record<string, number>>;
}

/** A part of a textbook page, with its box in px of the page's picture. */
export interface PagePart {
  readonly text: string;
  readonly box: Box;
  /** 0..1 */
  readonly confidence: number;
}

/** The chapter label of an opener; `number` is `"3"`, `"B"` or null for unnumbered ones. */
export interface ChapterPart extends PagePart {
  readonly number: string | null;
}

/**
 * A textbook page: an opener with what was found, or a page that opens no chapter. `certainty` is
 * the calibrated probability, 0..1, that all of it is right; where it is low, `needsCheck`.
 */
export type TextbookPage =
  | {
      readonly kind: 'opener';
      readonly width: number;
      readonly height: number;
      readonly chapter: ChapterPart | null;
      readonly title: PagePart | null;
      readonly certainty: number;
      readonly needsCheck: boolean;
      readonly timings: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'body';
      /** The script that the page looks to be in, where that is none that can be read. */
      readonly unreadScript?: Script;
      readonly width: number;
      readonly height: number;
      readonly certainty: number;
      readonly needsCheck: boolean;
      readonly timings: Readonly<Record<string, number>>;
    };

import { type Quad, quadBetween } from '../../reading/geometry.ts';
import type { PageLayout } from '../../reading/layout/pageLayout.ts';
import type { ReadLine } from '../../reading/results.ts';

/** A page that was read, by its parts: what formats of documents are written from. */
export interface LaidOutPage {
  /** Name of its file, with the page's number where the file has several. */
  readonly name: string;
  readonly layout: PageLayout;
  /** Pixels an inch; null where nobody knows. */
  readonly dpi: number | null;
}

/** A word with its place. */
export interface PlacedWord {
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly quad: Quad;
}

/** The words of a line with their places on the page; a line without words is one. */
export function wordsOfLine({ quad, reading }: ReadLine): readonly PlacedWord[] {
  const { words, text, confidence } = reading;
  if (words.length === 0) return text === '' ? [] : [{ text, confidence, quad }];
  return words
    .filter((word) => word.text !== '')
    .map((word) => ({
      text: word.text,
      confidence: word.confidence,
      quad: quadBetween(quad, word.start, word.end),
    }));
}

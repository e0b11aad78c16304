import { boundingBox } from '../geometry.ts';
import type { PagePart, ReadLine, TextbookPage } from '../results.ts';
import { type QuarterTurn, turnBoxBack, turnQuadBack } from './quarterTurn.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A line read in the turned picture, placed in the picture as it was. */
export function turnLineBack(line: ReadLine, turn: QuarterTurn, size: Size): ReadLine {
  const quad = turnQuadBack(line.quad, turn, size);
  return { ...line, quad, box: boundingBox(quad) };
}

/** A page read in the turned picture, its boxes placed in the picture as it was. */
export function turnPageBack(page: TextbookPage, turn: QuarterTurn, size: Size): TextbookPage {
  const { width, height } = size;
  if (page.kind === 'body') return { ...page, width, height };
  const back = <Part extends PagePart>(part: Part | null): Part | null =>
    part === null ? null : { ...part, box: turnBoxBack(part.box, turn, size) };
  return { ...page, width, height, chapter: back(page.chapter), title: back(page.title) };
}

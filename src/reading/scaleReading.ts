import { mapQuad, scaleBox } from './geometry.ts';
import type { PagePart, PictureReading, TextbookPage } from './results.ts';

/** Size of the upright picture in its file, px. */
interface FileSize {
  readonly fileWidth: number;
  readonly fileHeight: number;
}

/** A reading of a picture that was decoded smaller, in px of the file's own picture. */
export function readingInFile(
  reading: PictureReading,
  { fileWidth: width, fileHeight: height }: FileSize,
): PictureReading {
  const factor = width / reading.width;
  if (factor === 1) return reading;
  return {
    ...reading,
    width,
    height,
    lines: reading.lines.map((line) => ({
      ...line,
      box: scaleBox(line.box, factor),
      quad: mapQuad(line.quad, ({ x, y }) => ({ x: x * factor, y: y * factor })),
    })),
  };
}

/** The same of a textbook page. */
export function pageInFile(
  page: TextbookPage,
  { fileWidth: width, fileHeight: height }: FileSize,
): TextbookPage {
  const factor = width / page.width;
  if (factor === 1) return page;
  if (page.kind === 'body') return { ...page, width, height };
  const scaled = <Part extends PagePart>(part: Part | null): Part | null =>
    part === null ? null : { ...part, box: scaleBox(part.box, factor) };
  return { ...page, width, height, chapter: scaled(page.chapter), title: scaled(page.title) };
}

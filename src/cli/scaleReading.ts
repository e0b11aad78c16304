import { mapQuad, scaleBox } from '../reading/geometry.ts';
import type { PagePart, PictureReading, TextbookPage } from '../reading/results.ts';
import type { DecodedImage } from './decodeImageFile.ts';

/** A reading of the decoded picture in px of the file's own picture. */
export function readingInFile(reading: PictureReading, decoded: DecodedImage): PictureReading {
  const { fileWidth: width, fileHeight: height } = decoded;
  const factor = width / decoded.image.width;
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

/** A page read in the decoded picture in px of the file's own picture. */
export function pageInFile(page: TextbookPage, decoded: DecodedImage): TextbookPage {
  const { fileWidth: width, fileHeight: height } = decoded;
  const factor = width / decoded.image.width;
  if (factor === 1) return page;
  if (page.kind === 'body') return { ...page, width, height };
  const scaled = <Part extends PagePart>(part: Part | null): Part | null =>
    part === null ? null : { ...part, box: scaleBox(part.box, factor) };
  return { ...page, width, height, chapter: scaled(page.chapter), title: scaled(page.title) };
}

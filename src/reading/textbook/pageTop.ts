import { type Box, scaleBox } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { pageInkComponents } from '../lineImage/connectedInk.ts';
import { grayOfMat, matOfGray } from '../lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import type { PrintedLine } from '../recognizer/printed.ts';
import { runningTextHeight } from './letterHeight.ts';
import { withoutParagraphs } from './paragraphs.ts';
import { cropPart, type PartPlace, uprightSize } from './partCrop.ts';
import type { PageToRead } from './partReading.ts';
import { estimateTextSlope } from './textSlope.ts';

/** Long side at which a page is read at most, px: body text of a photographed page stays legible. */
const READ_LONG_SIDE = 1400;

/** Small text is enlarged until its capitals are this high, px, where that takes no more than this. */
const READ_LETTERS = 18;
const MAX_FACTOR = 1.6;

/** Openings stand in the upper part of a page; the rest would cost time for nothing. */
const READ_SHARE = 0.62;

/** The upper part of a page, read upright. */
export interface PageTop {
  /** Lines in px of the upright page. */
  readonly lines: readonly PrintedLine[];
  readonly width: number;
  readonly height: number;
  /** Height of the running text's capitals by its ink, px; 0 where there is little text. */
  readonly textHeight: number;
  /** Where a box of the upright page lies on the page as it is, as an upright box. */
  toPage(box: Box): Box;
}

/** Reads the upper part of a page, turned upright first. */
export async function readPageTop({ cv, printed, page, signal }: PageToRead): Promise<PageTop> {
  const box: Box = { x: 0, y: 0, width: page.width, height: READ_SHARE * page.height };
  const slope = estimateTextSlope(cv, page, box);
  const scale = Math.min(1, READ_LONG_SIDE / Math.max(page.width, page.height));
  const place: PartPlace = { box, slope, bend: 0 };
  const crop = cropPart(cv, page, place, {
    margin: marginForCorners(place),
    scale,
    wholePage: true,
  });
  const { width, height } = crop.image;
  const components = pageInkComponents(cv, crop.image);
  const textHeight = runningTextHeight(components, height);
  const headings = withoutParagraphs(crop.image, components, textHeight);
  const factor =
    textHeight === 0 ? 1 : Math.min(Math.max(READ_LETTERS / textHeight, 1), MAX_FACTOR);
  const read = await readHalves(printed, enlarged(cv, headings, factor), signal);
  const lines = read.map((line) => scaledLine(line, 1 / factor));
  return { lines, width, height, textHeight, toPage: crop.toPage };
}

function enlarged(cv: OpenCv, image: GrayImage, factor: number): GrayImage {
  if (factor === 1) return image;
  return withMats((keep) => {
    const source = keep(matOfGray(cv, image));
    const sized = keep(new cv.Mat());
    const size = new cv.Size(Math.round(image.width * factor), Math.round(image.height * factor));
    cv.resize(source, sized, size, 0, 0, cv.INTER_CUBIC);
    return grayOfMat(sized);
  });
}

function scaledLine(line: PrintedLine, factor: number): PrintedLine {
  return {
    ...line,
    box: scaleBox(line.box, factor),
    words: line.words.map((word) => ({
      ...word,
      box: scaleBox(word.box, factor),
      capitalHeightPx: word.capitalHeightPx * factor,
    })),
  };
}

/** Share of the picture's height, around its middle, in which the row without ink is looked for. */
const MIDDLE_SHARE = 0.2;

/** Reads the upper and the lower half at the same time, cut between two lines. */
async function readHalves(
  printed: PageToRead['printed'],
  image: GrayImage,
  signal: AbortSignal | undefined,
): Promise<readonly PrintedLine[]> {
  const options = signal === undefined ? {} : { signal };
  const { width, height, data } = image;
  const cut = emptiestRow(image);
  const half = (from: number, to: number): GrayImage => ({
    width,
    height: to - from,
    data: data.subarray(from * width, to * width),
  });
  const [upper, lower] = await Promise.all([
    printed.readPage(half(0, cut), options),
    printed.readPage(half(cut, height), options),
  ]);
  const lowered = <Part extends { readonly box: Box }>(part: Part): Part => ({
    ...part,
    box: { ...part.box, y: part.box.y + cut },
  });
  return [...upper, ...lower.map((line) => ({ ...lowered(line), words: line.words.map(lowered) }))];
}

/** The row near the middle with the least ink. */
function emptiestRow({ width, height, data }: GrayImage): number {
  const first = Math.max(1, Math.floor(height * (0.5 - MIDDLE_SHARE / 2)));
  const last = Math.max(first, Math.floor(height * (0.5 + MIDDLE_SHARE / 2)));
  let emptiest = first;
  let least = Number.POSITIVE_INFINITY;
  for (let y = first; y <= last; y++) {
    let ink = 0;
    for (let x = 0; x < width; x++) ink += 255 - (data[y * width + x] ?? 255);
    if (ink < least) {
      least = ink;
      emptiest = y;
    }
  }
  return emptiest;
}

/** Room that a turned page needs around the rectangle that would just fit into it. */
function marginForCorners(place: PartPlace): number {
  const { box, slope } = place;
  const sin = Math.abs(Math.sin(slope));
  const cos = Math.cos(slope);
  const { width, height } = uprightSize(place);
  return Math.max(
    (box.width * cos + box.height * sin - width) / 2,
    (box.width * sin + box.height * cos - height) / 2,
    0,
  );
}

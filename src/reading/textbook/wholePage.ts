import type { Box } from '../geometry.ts';
import type { PrintedLine } from '../recognizer/printed.ts';
import { inkComponents, runningTextHeight } from './letterHeight.ts';
import { cropPart, type PartPlace, uprightSize } from './partCrop.ts';
import type { PageToRead } from './partReading.ts';
import { estimateTextSlope } from './textSlope.ts';

/** Long side at which a page is read at most, px: body text of a photographed page stays legible. */
const READ_LONG_SIDE = 1400;

/** Openings stand in the upper part of a page; the rest would cost time for nothing. */
const READ_SHARE = 0.72;

/** A page read from top to bottom, upright. */
export interface WholePage {
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
export async function readWholePage({ cv, printed, page, signal }: PageToRead): Promise<WholePage> {
  const box: Box = { x: 0, y: 0, width: page.width, height: READ_SHARE * page.height };
  const slope = estimateTextSlope(cv, page, box);
  const scale = Math.min(1, READ_LONG_SIDE / Math.max(page.width, page.height));
  const place: PartPlace = { box, slope, bend: 0 };
  const crop = cropPart(cv, page, place, {
    margin: marginForCorners(place),
    scale,
    wholePage: true,
  });
  const lines = await printed.readPage(crop.image, signal === undefined ? {} : { signal });
  const { width, height } = crop.image;
  const textHeight = runningTextHeight(inkComponents(cv, crop.image), height);
  return { lines, width, height, textHeight, toPage: crop.toPage };
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

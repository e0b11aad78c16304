import { pointOfQuad, type Quad, quadSize } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import type { FrameMat } from './frameMat.ts';
import { inkGray } from './inkGray.ts';
import { LINE_MARGINS, type Margins } from './lineMargins.ts';
import { withMats } from './opencv.ts';
import { cutUpright } from './uprightCrop.ts';

/** Taller lines are brought down to this, px: twice what the reader takes. */
const GREATEST_HEIGHT_PX = 80;

export interface RectifyOptions {
  readonly margins?: Margins;
  /** Height that taller crops are brought down to, margins included, px. */
  readonly greatestHeightPx?: number;
}

/** A quad grown along its own directions, in shares of its height. */
export function growQuad(quad: Quad, { vertical, horizontal }: Margins): Quad {
  const { width, height } = quadSize(quad);
  const across = width > 0 ? (horizontal * height) / width : 0;
  const at = (u: number, v: number) => pointOfQuad(quad, u, v);
  return [
    at(-across, -vertical),
    at(1 + across, -vertical),
    at(1 + across, 1 + vertical),
    at(-across, 1 + vertical),
  ];
}

/**
 * Cuts a line out of a picture, upright and gray, with the margins that the readers expect. What
 * lies outside the picture repeats its edge.
 * @param quad the line's ink box in px of the picture, corners in reading direction
 */
export function rectifyLine(frame: FrameMat, quad: Quad, options: RectifyOptions = {}): GrayImage {
  const { cv, rgba } = frame;
  return withMats((keep) => {
    const grown = growQuad(quad, options.margins ?? LINE_MARGINS);
    const upright = keep(new cv.Mat());
    cutUpright(cv, rgba, grown, options.greatestHeightPx ?? GREATEST_HEIGHT_PX, upright);
    return inkGray({
      width: upright.cols,
      height: upright.rows,
      data: new Uint8ClampedArray(upright.data),
    });
  });
}

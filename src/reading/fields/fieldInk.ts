import type { RasterImage } from '../image.ts';
import { binarise } from '../lineImage/binarise.ts';
import { type Mat, matOfGray } from '../lineImage/grayMat.ts';
import { inkPixels, turnInk } from '../lineImage/inkComponents.ts';
import { inkGray } from '../lineImage/inkGray.ts';
import { openAlongRows } from '../lineImage/lastingRuns.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';

/** Ink of a field that nobody printed: how much, and how high its largest piece. */
export interface FieldInk {
  /** Px of ink for each px of a square as high as the field. */
  readonly amount: number;
  /** Height of the tallest piece, of the field's. */
  readonly tallest: number;
}

/** Straight ink this long is printed: a rule under a field, or the frame around it. */
const RULE_HEIGHTS = 1.2;
const RULE_WIDTHS = 0.55;
/** What is thicker than this share of the height is a pen's, however straight. */
const THICKEST_RULE = 0.14;
/** The outermost part of a field holds its frame and its neighbours' ink. */
const RIM = 0.08;

/** Measures what was written into a field, without its printed rules and frame. */
export function fieldInk(cv: OpenCv, crop: RasterImage): FieldInk {
  return withMats((keep) => {
    const gray = keep(matOfGray(cv, inkGray(crop)));
    const { rows, cols } = gray;
    const binary = keep(new cv.Mat());
    binarise(cv, gray, Math.max(9, Math.round(rows / 2)) | 1, binary);
    const upright = keep(new cv.Mat());
    cv.transpose(binary, upright);
    const along = rulesAlongRows(cv, binary, Math.min(RULE_HEIGHTS * rows, RULE_WIDTHS * cols));
    const across = rulesAlongRows(cv, upright, RULE_WIDTHS * rows);
    const ink: Uint8Array = binary.data;
    for (let y = 0, i = 0; y < rows; y++) {
      for (let x = 0; x < cols; x++, i++) {
        if (along[i] || across[x * rows + y]) ink[i] = 0;
      }
    }
    const rim = Math.round(RIM * rows);
    const inner = keep(
      binary.roi(new cv.Rect(rim, rim, Math.max(1, cols - 2 * rim), Math.max(1, rows - 2 * rim))),
    );
    const pieces = turnInk(inkPixels(cv, inner), 0).components;
    const amount = pieces.reduce((sum, { area }) => sum + area, 0) / rows ** 2;
    const heights = pieces.map(({ top, bottom }) => bottom - top + 1);
    return { amount, tallest: Math.max(0, ...heights) / rows };
  });
}

/** Thin straight ink of at least `length` px along the rows, with its soft edge: 255 where it is. */
function rulesAlongRows(cv: OpenCv, binary: Mat, length: number): Uint8Array {
  return withMats((keep) => {
    const { rows, cols } = binary;
    const anchor = new cv.Point(-1, -1);
    const edge = new cv.Scalar();
    const column = (height: number) =>
      keep(cv.getStructuringElement(cv.MORPH_RECT, new cv.Size(1, height), anchor));
    const level = keep(new cv.Mat());
    // A rule that is not quite level leaves its row: its neighbours count as well.
    cv.dilate(binary, level, column(3), anchor, 1, cv.BORDER_REPLICATE, edge);
    openAlongRows(level.data, cols, Math.max(5, Math.round(length)), level.data);
    const thick = keep(new cv.Mat());
    const thickest = column(Math.max(5, Math.round(THICKEST_RULE * Math.min(rows, cols))));
    cv.morphologyEx(binary, thick, cv.MORPH_OPEN, thickest, anchor, 1, cv.BORDER_REPLICATE, edge);
    cv.subtract(level, thick, level);
    return new Uint8Array(level.data);
  });
}

import type { GrayImage } from '../image.ts';
import { type InkComponent, pageInkComponents } from '../lineImage/connectedInk.ts';
import { grayOfMat, matOfGray } from '../lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import type { ScriptReaderDescription } from '../models/scriptReaderDescription.ts';
import { classifyPiece } from './pieceNet.ts';
import type { Script } from './scripts.ts';

/** Long side at which a page's pieces are looked at, at most, px. */
const LONG_SIDE = 1600;
/** So many pieces tell. */
const MOST = 200;
/** Fewer say too little. */
const LEAST = 40;
/** Smaller pieces are dots and dirt, px; pieces of unusual height are none of the text's. */
const LOWEST = 7;
const NARROWEST = 3;
const USUAL = { least: 0.6, most: 2.2 } as const;
/** Wider pieces, words with a headline among them, are cut off here, in heights. */
const WIDEST = 1.4;

/** Probabilities below this say no more. */
const FLOOR = 0.01;

/**
 * The script of a page that is dark on light, by its pieces of ink: Latin unless another one is
 * believed, null where there is too little print. `training/scripts` cuts and judges alike.
 */
export function readScript(
  cv: OpenCv,
  page: GrayImage,
  { names, net, shares, least }: ScriptReaderDescription,
): Script | null {
  const image = sized(cv, page);
  const pieces = usualPieces(pageInkComponents(cv, image));
  if (pieces.length < LEAST) return null;
  const count = Math.min(MOST, pieces.length);
  const scores = names.map(() => 0);
  for (let i = 0; i < count; i++) {
    const piece = pieces[Math.floor((i * pieces.length) / count)];
    if (piece === undefined) continue;
    const width = Math.min(piece.width, Math.round(WIDEST * piece.height));
    const probabilities = classifyPiece(cv, image, { ...piece, width }, net);
    // Letters that two scripts share say little, those that only one has say much.
    names.forEach((_, k) => {
      const likelihood = Math.max(FLOOR, probabilities[k] ?? 0) / (shares[k] ?? 1);
      scores[k] = (scores[k] ?? 0) + Math.log(likelihood) / count;
    });
  }
  const latin = scores[names.indexOf('latin')] ?? 0;
  const above = names.map((name, k) =>
    name === 'latin' ? 0 : (scores[k] ?? 0) - latin - (least[k] ?? 0),
  );
  return names[above.indexOf(Math.max(...above))] ?? null;
}

function sized(cv: OpenCv, page: GrayImage): GrayImage {
  const scale = LONG_SIDE / Math.max(page.width, page.height);
  if (scale >= 1) return page;
  return withMats((keep) => {
    const source = keep(matOfGray(cv, page));
    const small = keep(new cv.Mat());
    const size = new cv.Size(Math.round(page.width * scale), Math.round(page.height * scale));
    cv.resize(source, small, size, 0, 0, cv.INTER_AREA);
    return grayOfMat(small);
  });
}

function usualPieces(components: readonly InkComponent[]): InkComponent[] {
  const sizedPieces = components.filter(
    ({ width, height }) => height >= LOWEST && width >= NARROWEST,
  );
  const heights = sizedPieces.map(({ height }) => height).sort((a, b) => a - b);
  const usual = heights[Math.floor(heights.length / 2)] ?? 0;
  return sizedPieces.filter(
    ({ height }) => height >= USUAL.least * usual && height <= USUAL.most * usual,
  );
}

import type { Box } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import { grayOfMat } from '../lineImage/grayMat.ts';
import { matOfRegion } from '../lineImage/grayRegion.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import type { PieceNetDescription } from '../models/pieceNetDescription.ts';

/** What a piece of ink, dark on light, is: a probability for each of the net's classes. */
export function classifyPiece(
  cv: OpenCv,
  image: GrayImage,
  box: Box,
  net: PieceNetDescription,
): number[] {
  return classify(fitted(cv, image, box, net), net);
}

/** Softmax of one hidden layer of tanh. */
function classify(ink: Float32Array, net: PieceNetDescription): number[] {
  const hidden = net.hidden.map((row, i) =>
    Math.tanh(row.reduce((sum, weight, k) => sum + weight * (ink[k] ?? 0), net.hiddenBias[i] ?? 0)),
  );
  const scores = net.out.map((row, i) =>
    row.reduce((sum, weight, k) => sum + weight * (hidden[k] ?? 0), net.outBias[i] ?? 0),
  );
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Least difference of paper and ink, in grays; less is stretched no further. */
const LEAST_CONTRAST = 16;

/**
 * A piece of ink as high as fits the net's picture, in its middle, paper 0 and ink 1; the training
 * cuts its pieces out alike (`training/pieces/cut.py`).
 */
function fitted(
  cv: OpenCv,
  image: GrayImage,
  box: Box,
  { width, height }: PieceNetDescription,
): Float32Array {
  return withMats((keep) => {
    const source = keep(matOfRegion(cv, image, box));
    const scale = Math.min(height / box.height, width / box.width);
    const w = Math.max(1, Math.round(box.width * scale));
    const h = Math.max(1, Math.round(box.height * scale));
    const sized = keep(new cv.Mat());
    const size = new cv.Size(w, h);
    cv.resize(source, sized, size, 0, 0, scale < 1 ? cv.INTER_AREA : cv.INTER_CUBIC);
    const { data } = grayOfMat(sized);
    const [low, high] = [
      data.reduce((a, b) => Math.min(a, b)),
      data.reduce((a, b) => Math.max(a, b)),
    ];
    const range = Math.max(LEAST_CONTRAST, high - low);
    const ink = new Float32Array(width * height);
    const top = Math.floor((height - h) / 2);
    const left = Math.floor((width - w) / 2);
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        ink[(top + y) * width + left + x] = (high - (data[y * w + x] ?? high)) / range;
      }
    }
    return ink;
  });
}

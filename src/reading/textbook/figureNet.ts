import type { Box } from '../geometry.ts';
import type { GrayImage } from '../image.ts';
import type { OpenCv } from '../lineImage/opencv.ts';
import type { PieceNetDescription } from '../models/pieceNetDescription.ts';
import { classifyPiece } from '../script/pieceNet.ts';

/** A printed figure, 0 to 9, as the net takes a piece of ink. */
export interface FigureRead {
  readonly figure: number;
  /** Probability that the ink is this figure, 0..1; the rest is for other figures and for none. */
  readonly probability: number;
}

/** The likeliest figure in a box of a picture that is dark on light. */
export function readFigure(
  cv: OpenCv,
  image: GrayImage,
  box: Box,
  net: PieceNetDescription,
): FigureRead {
  const figures = classifyPiece(cv, image, box, net).slice(0, 10);
  const probability = Math.max(...figures);
  return { figure: figures.indexOf(probability), probability };
}

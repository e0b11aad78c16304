import { type Quad, quadSize, quadSlope } from '../../reading/geometry.ts';

const CROP_HEIGHT = 64;
const CROP_LONGEST = 288;
/** Picture shown around the word, in heights of the word. */
const MARGIN = 0.25;

/** Draws the part of a picture that a quad holds, upright, into `crop`. */
export function drawCrop(crop: HTMLCanvasElement, picture: HTMLCanvasElement, quad: Quad): void {
  const size = quadSize(quad);
  const margin = size.height * MARGIN;
  const width = size.width + 2 * margin;
  const height = size.height + 2 * margin;
  const scale = Math.min(CROP_HEIGHT / height, CROP_LONGEST / width);
  const density = window.devicePixelRatio || 1;
  crop.width = Math.max(1, Math.round(width * scale * density));
  crop.height = Math.max(1, Math.round(height * scale * density));
  crop.style.width = `${width * scale}px`;
  crop.style.height = `${height * scale}px`;
  const pen = crop.getContext('2d');
  if (!pen) return;
  pen.imageSmoothingQuality = 'high';
  pen.scale(scale * density, scale * density);
  pen.translate(margin, margin);
  pen.rotate(-quadSlope(quad));
  pen.translate(-quad[0].x, -quad[0].y);
  pen.drawImage(picture, 0, 0);
}

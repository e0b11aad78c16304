import { createCanvas } from '@napi-rs/canvas';
import type { RasterImage } from '../../reading/image.ts';
import { type OpenCv, withMats } from '../../reading/lineImage/opencv.ts';
import { type PictureFont, pictureFont } from './fonts.ts';

export interface WrittenLine {
  readonly text: string;
  readonly font: PictureFont;
  /** Font size, px of the sheet. */
  readonly size: number;
}

/** How a sheet is held: centre as a share of the frame, turn in radians, and how far it leans. */
export interface Pose {
  readonly centerX: number;
  readonly centerY: number;
  readonly turn: number;
  /** 0 = facing the camera; 0.1 = the far edge a tenth shorter. */
  readonly lean: number;
  /** Height of the sheet as a share of the frame's height. */
  readonly height: number;
}

const SHEET = { width: 1180, height: 920, margin: 80 } as const;

/** A sheet of ruled paper with one written line in each row, RGBA `[920, 1180, 4]`. */
export function drawSheet(lines: readonly WrittenLine[]): RasterImage {
  const { width, height, margin } = SHEET;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f4f1e8';
  context.fillRect(0, 0, width, height);
  const pitch = (height - 1.5 * margin) / Math.max(1, lines.length);
  lines.forEach(({ text, font, size }, row) => {
    const baseline = margin + pitch * (row + 0.6);
    context.strokeStyle = '#c5d2e4';
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(0, baseline + 5);
    context.lineTo(width, baseline + 5);
    context.stroke();
    context.fillStyle = row % 2 === 0 ? '#1b2a55' : '#22242c';
    context.font = `${size}px "${pictureFont(font)}"`;
    context.fillText(text, margin, baseline);
  });
  return context.getImageData(0, 0, width, height);
}

/** A camera's view of a sheet: perspective, an uneven desk behind, light that falls off. RGBA. */
export function photographSheet(
  cv: OpenCv,
  sheet: RasterImage,
  pose: Pose,
  frame: { readonly width: number; readonly height: number },
): RasterImage {
  return withMats((keep) => {
    const { width, height } = frame;
    const scale = (pose.height * height) / sheet.height;
    const halfWidth = (sheet.width * scale) / 2;
    const halfHeight = (sheet.height * scale) / 2;
    const corner = (sx: number, sy: number): number[] => {
      const shrink = sy < 0 ? 1 - pose.lean : 1;
      const x = sx * halfWidth * shrink;
      const y = sy * halfHeight;
      return [
        pose.centerX * width + x * Math.cos(pose.turn) - y * Math.sin(pose.turn),
        pose.centerY * height + x * Math.sin(pose.turn) + y * Math.cos(pose.turn),
      ];
    };
    const from = [0, 0, sheet.width, 0, sheet.width, sheet.height, 0, sheet.height];
    const to = [...corner(-1, -1), ...corner(1, -1), ...corner(1, 1), ...corner(-1, 1)];
    const source = keep(cv.matFromArray(4, 1, cv.CV_32FC2, from));
    const target = keep(cv.matFromArray(4, 1, cv.CV_32FC2, to));
    const homography = keep(cv.getPerspectiveTransform(source, target));
    const paper = keep(new cv.Mat(sheet.height, sheet.width, cv.CV_8UC4));
    paper.data.set(sheet.data);
    const view = keep(new cv.Mat(height, width, cv.CV_8UC4));
    view.data.set(desk(width, height));
    cv.warpPerspective(
      paper,
      view,
      homography,
      new cv.Size(width, height),
      cv.INTER_AREA,
      cv.BORDER_TRANSPARENT,
    );
    cv.GaussianBlur(view, view, new cv.Size(3, 3), 0.6);
    return { width, height, data: light(new Uint8ClampedArray(view.data), width, height) };
  });
}

function desk(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grain = 10 * Math.sin(x * 0.02 + 3 * Math.sin(y * 0.011));
      pixels.set([96 + grain, 78 + grain, 66 + grain, 255], (y * width + x) * 4);
    }
  }
  return pixels;
}

function light(pixels: Uint8ClampedArray, width: number, height: number): Uint8ClampedArray {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = 1 - 0.22 * (x / width) - 0.1 * (y / height);
      const p = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) pixels[p + c] = (pixels[p + c] ?? 0) * shade;
    }
  }
  return pixels;
}

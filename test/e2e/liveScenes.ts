import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import {
  drawSheet,
  type Pose,
  photographSheet,
  type WrittenLine,
} from '../../src/cli/pictures/writtenPaper.ts';
import { writeCameraVideo } from './cameraVideo.ts';

/** A sheet that the tests know the text of; fonts and words are plain, the camera's view is not. */
export const SHEET_LINES: readonly WrittenLine[] = [
  { text: 'The quick brown fox', font: 'Caveat', size: 92 },
  { text: 'bring milk and bread', font: 'Kalam', size: 74 },
  { text: 'meet Anna on Monday', font: 'Patrick Hand', size: 80 },
];

export const FRAME = { width: 1280, height: 720 } as const;

export interface CameraScene {
  readonly video: string;
  remove(): void;
}

/** A video of the sheet held to a camera, in the poses that `poseAt` gives for each of 30 frames. */
export async function filmSheet(poseAt: (share: number) => Pose): Promise<CameraScene> {
  const { cv } = await loadOpenCvInNode();
  const folder = mkdtempSync(join(tmpdir(), 'handlens-camera-'));
  const video = join(folder, 'paper.y4m');
  const sheet = drawSheet(SHEET_LINES);
  const frames = Array.from({ length: 30 }, (_, i) =>
    photographSheet(cv, sheet, poseAt(i / 30), FRAME),
  );
  writeCameraVideo(video, frames, FRAME, 15);
  return { video, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Held nearly still: what a hand does by itself. */
export function heldStill(share: number): Pose {
  const turn = 2 * Math.PI * share;
  return {
    centerX: 0.5 + 0.0006 * Math.sin(turn),
    centerY: 0.5 + 0.0006 * Math.cos(turn),
    turn: -0.02,
    lean: 0.06,
    height: 0.92,
  };
}

/** Carried about in a circle. */
export function carriedAbout(share: number): Pose {
  const turn = 2 * Math.PI * share;
  return {
    centerX: 0.5 + 0.035 * Math.sin(turn),
    centerY: 0.5 + 0.02 * Math.cos(turn),
    turn: 0.03 * Math.sin(turn),
    lean: 0.05,
    height: 0.86,
  };
}

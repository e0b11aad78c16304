import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { rasterToPlanes } from '../../../src/cli/video/planes.ts';
import { writingsToJson } from '../../../src/formats/inkJson.ts';
import type { Point } from '../../../src/reading/geometry.ts';
import { type AirClipOptions, airClip } from './airClip.ts';

/**
 * Writes a clip as `NAME.y4m`; beside it the true tip of each frame as `NAME.tips.tsv` (frame ⇥ x ⇥ y,
 * px of the frame, empty where the marker is hidden) and what was written as `NAME.strokes.json`.
 * @param path without its ending
 * @returns how many frames were written
 */
export function writeClip(
  path: string,
  strokes: readonly (readonly Point[])[],
  options: AirClipOptions,
): number {
  const { width, height, framesPerSecond } = options;
  const planes = new Uint8Array(width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2));
  const tips: string[] = [];
  const file = openSync(`${path}.y4m`, 'w');
  try {
    writeSync(file, `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
    const frames = airClip(strokes, options);
    let next = frames.next();
    for (; !next.done; next = frames.next()) {
      const { image, tip } = next.value;
      rasterToPlanes(image, planes);
      writeSync(file, 'FRAME\n');
      writeSync(file, planes);
      const place = tip === null ? '\t' : `${tip.x.toFixed(2)}\t${tip.y.toFixed(2)}`;
      tips.push(`${tips.length}\t${place}\n`);
    }
    const ink = { strokes: next.value.map((points, id) => ({ id, points })) };
    const writings = writingsToJson([{ ink, size: { width, height }, text: '' }]);
    writeFileSync(`${path}.strokes.json`, `${JSON.stringify(writings)}\n`);
  } finally {
    closeSync(file);
  }
  writeFileSync(`${path}.tips.tsv`, tips.join(''));
  return tips.length;
}

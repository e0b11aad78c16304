import { type GrayImage, type RasterImage, toGray } from '../reading/image.ts';
import type { TrackedLine } from '../reading/tracking/trackedLine.ts';
import type { LiveHint } from './protocol.ts';

/** Mean luma below which a camera picture is too dark to read, 0..255. */
const DARK = 55;
/** Height of written lines below which letters run together, px. */
const SMALL_LINE_PX = 15;
/** Most lines unread or unsure for this long ask for a steadier hand, ms. */
const PATIENCE_MS = 2500;

/** What would help most, or null while all is well. */
export function liveHint(frame: RasterImage, lines: readonly TrackedLine[]): LiveHint | null {
  if (meanLuma(frame) < DARK) return 'more-light';
  if (lines.length === 0) return null;
  const heights = lines
    .map(({ quad: [topLeft, , , bottomLeft] }) =>
      Math.hypot(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y),
    )
    .sort((a, b) => a - b);
  if ((heights[heights.length >> 1] ?? 0) < SMALL_LINE_PX) return 'come-closer';
  const waiting = lines.filter(({ status, ageMs }) => status !== 'sure' && ageMs > PATIENCE_MS);
  return waiting.length * 2 > lines.length ? 'hold-still' : null;
}

/** Mean luma of every 16th pixel each way, 0..255. */
function meanLuma({ width, height, data }: RasterImage): number {
  const columns = Math.max(1, Math.floor(width / 16));
  const rows = Math.max(1, Math.floor(height / 16));
  const sparse = new Uint8ClampedArray(columns * rows * 4);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * 16 * width + column * 16) * 4;
      sparse.set(data.subarray(from, from + 4), (row * columns + column) * 4);
    }
  }
  const gray: GrayImage = toGray({ width: columns, height: rows, data: sparse });
  return gray.data.reduce((sum, value) => sum + value, 0) / gray.data.length;
}

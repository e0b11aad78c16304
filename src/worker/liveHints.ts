import type { GrayImage } from '../reading/image.ts';
import type { TrackedLine } from '../reading/tracking/trackedLine.ts';
import type { LiveHint } from './protocol.ts';

/** Mean luma below which a camera picture is too dark to read, 0..255. */
const DARK = 55;
/** Height of written lines below which letters run together, px. */
const SMALL_LINE_PX = 15;
/** Most lines unread or unsure for this long ask for a steadier hand, ms. */
const PATIENCE_MS = 2500;

/** What would help most, by the frame at a glance and its lines; or null while all is well. */
export function liveHint(glance: GrayImage, lines: readonly TrackedLine[]): LiveHint | null {
  if (meanLuma(glance) < DARK) return 'more-light';
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

/** Mean luma, 0..255. */
function meanLuma({ data }: GrayImage): number {
  return data.reduce((sum, value) => sum + value, 0) / Math.max(1, data.length);
}

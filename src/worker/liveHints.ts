import { quadSize } from '../reading/geometry.ts';
import type { GrayImage } from '../reading/image.ts';
import type { TrackedLine } from '../reading/tracking/trackedLine.ts';
import type { LiveHint } from './protocol.ts';

/** Mean luma below which a camera picture is too dark to read, 0..255. */
const DARK = 55;
/** Height of written lines below which letters run together, px. */
const SMALL_LINE_PX = 15;
/** Lines unread or unsure for this long could do with help, ms. */
const PATIENCE_MS = 2500;
/** A camera exposes a frame for about so long indoors, ms: what moves meanwhile is blurred. */
const EXPOSURE_MS = 33;
/** Blur beyond this share of a line's height runs letters into one another. */
const MOST_BLUR = 0.08;

/**
 * What would help most, by the frame at a glance and its lines; null while reading goes well or
 * nothing measured says what is wrong.
 * @param speed how fast the lines move, px a second
 */
export function liveHint(
  glance: GrayImage,
  lines: readonly TrackedLine[],
  speed: number,
): LiveHint | null {
  const waiting = lines.filter(({ status, ageMs }) => status !== 'sure' && ageMs > PATIENCE_MS);
  // Where most is read well, whatever light and height there are will do.
  if (lines.length > 0 && waiting.length * 2 <= lines.length) return null;
  if (meanLuma(glance) < DARK) return 'more-light';
  if (lines.length === 0) return null;
  const heights = lines.map(({ quad }) => quadSize(quad).height).sort((a, b) => a - b);
  const height = heights[heights.length >> 1] ?? 0;
  if (height < SMALL_LINE_PX) return 'come-closer';
  return (speed * EXPOSURE_MS) / 1000 > MOST_BLUR * height ? 'hold-still' : null;
}

/** Mean luma, 0..255. */
function meanLuma({ data }: GrayImage): number {
  return data.reduce((sum, value) => sum + value, 0) / Math.max(1, data.length);
}

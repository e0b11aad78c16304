import type { Box } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import { UNCALIBRATED_LINES } from '../models/lineCalibration.ts';
import { nextTask } from '../nextTask.ts';
import type { Detection } from './detection.ts';
import type { Detector } from './detector.ts';
import { withDistantViews } from './distantView.ts';
import { isSameWord, type ScaledView, wellSeen } from './scaledView.ts';
import { medianOf } from './word.ts';

/** How a still picture is looked at. */
export interface StillOptions {
  /** Px of the long side in one pass; default the manifest's size for stills. */
  readonly longSide?: number;
  readonly scoreThreshold?: number;
}

/** Words lower than this in the input are often missed: the picture is looked at in parts too. */
const LEAST_WORD_HEIGHT = 15;
/** Height that words get in the parts, px of the input. */
const WANTED_WORD_HEIGHT = 22;
/** Pictures reduced below this may hide all their words in one pass. */
const MUCH_REDUCED = 0.5;
/** Most parts along a side: beyond it, patience ends before the gain. */
const MAX_TILES_A_SIDE = 4;
/** Parts overlap by this share, so that a word cut by one is whole in the next. */
const OVERLAP = 0.2;
/** Boxes this near to a seam are cut by it, px of the input. */
const SEAM_PX = 4;
/** Size of the distant look, as a share of the close one's. */
const DISTANT = 0.5;

/**
 * Detections of a still picture: near looks at it, and looks from far away for words that fill it.
 */
export async function detectStill<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  options: StillOptions = {},
): Promise<Detection<ClassName>[]> {
  const near = await detectNear(detector, image, options);
  const { distantViews: weights, lineScore } = detector.manifest.calibration ?? UNCALIBRATED_LINES;
  return withDistantViews(detector, image, near, {
    longSide: distantSide(detector, options),
    weights,
    lineScore,
  });
}

/** Px of the long side of the more distant of the near looks. */
export function distantSide(
  { manifest }: Detector,
  { longSide = manifest.detector.input.stillLongSide }: StillOptions = {},
): number {
  return DISTANT * longSide;
}

/**
 * A close and a distant look at all of a picture, and where its words are too small for that, looks
 * at overlapping parts instead, merged without doubles at the seams.
 */
export async function detectNear<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  options: StillOptions = {},
): Promise<Detection<ClassName>[]> {
  const { input, iouThreshold } = detector.manifest.detector;
  const longSide = options.longSide ?? input.stillLongSide;
  const threshold =
    options.scoreThreshold === undefined ? {} : { scoreThreshold: options.scoreThreshold };
  const whole = await detector.detect(image, { longSide, ...threshold });
  const scale = longSide / Math.max(image.width, image.height);
  const tileSide = wantedTileSide(whole, scale, longSide);
  const tiles = tileSide === null ? [] : planTiles(image.width, image.height, tileSide);
  if (tiles.length < 2) {
    const distant = await detector.detect(image, {
      longSide: distantSide(detector, options),
      ...threshold,
    });
    return mergeLooks(
      [
        { found: whole, scale },
        { found: distant, scale: DISTANT * scale },
      ],
      iouThreshold,
    );
  }

  const parts: Sighting<ClassName>[] = whole.map((detection) => ({
    detection,
    cut: false,
    scale,
  }));
  for (const region of tiles) {
    await nextTask();
    const tileScale = longSide / Math.max(region.width, region.height);
    const found = await detector.detect(image, { longSide, region, ...threshold });
    for (const detection of found) {
      const cut = isCut(detection.box, region, image, SEAM_PX / tileScale);
      parts.push({ detection, cut, scale: tileScale });
    }
  }
  return mergeSightings(parts, iouThreshold);
}

/** Side of parts (px of the picture) in which words are large enough; null where one pass does. */
function wantedTileSide(
  whole: readonly Detection[],
  scale: number,
  longSide: number,
): number | null {
  // No gain in enlarging: what the camera did not see is not there.
  if (scale >= 0.9) return null;
  if (whole.length === 0) {
    // Words may be too small to be found at all: look once at double size.
    return scale < MUCH_REDUCED ? longSide / (2 * scale) : null;
  }
  // Best first: the less sure half may be no words at all.
  const surest = whole.slice(0, Math.ceil(whole.length / 2));
  const height = medianOf(surest.map(({ box }) => box.height * scale));
  if (height >= LEAST_WORD_HEIGHT) return null;
  return longSide / Math.min(1, (scale * WANTED_WORD_HEIGHT) / height);
}

/** Overlapping parts of about `side` px that cover a picture, whole px, none smaller than another. */
export function planTiles(width: number, height: number, side: number): Box[] {
  const columns = spans(width, side);
  const rows = spans(height, side);
  return rows.flatMap(([y, tileHeight]) =>
    columns.map(([x, tileWidth]) => ({ x, y, width: tileWidth, height: tileHeight })),
  );
}

function spans(length: number, side: number): (readonly [start: number, length: number])[] {
  if (side >= length) return [[0, length]];
  const step = side * (1 - OVERLAP);
  const count = Math.min(MAX_TILES_A_SIDE, 1 + Math.ceil((length - side) / step));
  const covering = Math.min(
    length,
    Math.ceil(Math.max(side, length / (1 + (count - 1) * (1 - OVERLAP)))),
  );
  return Array.from({ length: count }, (_, i) => {
    const start = count === 1 ? 0 : Math.round((i * (length - covering)) / (count - 1));
    return [start, covering] as const;
  });
}

/** A detection together with how it was seen. */
export interface Sighting<ClassName extends string> {
  readonly detection: Detection<ClassName>;
  /** Whether the part's edge (not the picture's) may have cut it. */
  readonly cut: boolean;
  /** Px of the input for one px of the picture. */
  readonly scale: number;
}

/**
 * One detection for each word that several looks at a whole picture found: the surest, where looks
 * count less whose input shows the word much smaller or larger than the detector has learnt them.
 * Pieces of a word that is kept are dropped.
 */
export function mergeLooks<ClassName extends string>(
  looks: readonly ScaledView<ClassName>[],
  iouThreshold: number,
): Detection<ClassName>[] {
  const ranked = looks
    .flatMap(({ found, scale }) =>
      found.map((detection) => ({
        detection,
        rank: detection.score * wellSeen(detection.box.height * scale),
      })),
    )
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        a.detection.box.y - b.detection.box.y ||
        a.detection.box.x - b.detection.box.x,
    );
  const kept: Detection<ClassName>[] = [];
  for (const { detection } of ranked) {
    if (!kept.some((other) => isSameWord(other.box, detection.box, iouThreshold))) {
      kept.push(detection);
    }
  }
  return kept.sort((a, b) => b.score - a.score);
}

function isCut(box: Box, region: Box, image: RasterImage, margin: number): boolean {
  const right = region.x + region.width;
  const bottom = region.y + region.height;
  return (
    (region.x > 0 && box.x < region.x + margin) ||
    (region.y > 0 && box.y < region.y + margin) ||
    (right < image.width && box.x + box.width > right - margin) ||
    (bottom < image.height && box.y + box.height > bottom - margin)
  );
}

/**
 * One detection for each word of several passes: whole boxes before cut ones, closer looks before
 * distant ones, then by score. Pieces of a word that is kept are dropped as well as doubles.
 */
export function mergeSightings<ClassName extends string>(
  sightings: readonly Sighting<ClassName>[],
  iouThreshold: number,
): Detection<ClassName>[] {
  const sorted = [...sightings].sort(
    (a, b) =>
      Number(a.cut) - Number(b.cut) ||
      b.scale - a.scale ||
      b.detection.score - a.detection.score ||
      a.detection.box.y - b.detection.box.y ||
      a.detection.box.x - b.detection.box.x,
  );
  const kept: Detection<ClassName>[] = [];
  for (const { detection } of sorted) {
    if (!kept.some((other) => isSameWord(other.box, detection.box, iouThreshold))) {
      kept.push(detection);
    }
  }
  return kept.sort((a, b) => b.score - a.score);
}

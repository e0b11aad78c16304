import { boxArea, intersectionArea } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { Detection } from './detection.ts';
import type { Detector } from './detector.ts';
import { isSameWord, type ScaledView, WELL_SEEN, wellSeen } from './scaledView.ts';

/** Sizes of the looks from far away, as shares of the nearest of them that the others follow. */
const SHARES = [0.5, 0.3125];
/** The one far look at a moving picture, as a share of its near one: a tenth of the work. */
const LIVE_SHARES = [0.3125];
/**
 * Plain gray around a picture seen from far away, a share of its short side: words that reach from
 * edge to edge are known by their outlines only with something around them. Of 45 words of a fifth
 * to all of the frame's height, 40 are found with it at 160 px instead of 34 at best without.
 */
const MARGIN = 0.2;
/** Words this much lower than a box from far away are rows of a paragraph that looks like a word. */
const ROW = 0.45;
/** A box is a paragraph where such rows fill this share of it. */
const FILLED = 0.2;
/** It is one, too, if so many words in it are nearly as sure as itself: strokes seldom are. */
const SURE_WORDS = 2;
const NEARLY_AS_SURE = 0.7;
/** A piece of a word lies in it by this share. */
const INSIDE = 0.7;

export interface DistantViewOptions {
  /** Px of the long side of the nearer look. */
  readonly longSide: number;
  readonly scoreThreshold?: number;
}

/**
 * Words that fill a picture are seen from far away only: adds to what nearer looks found the words
 * that those show taller than the detector knows words to be.
 */
export function withDistantViews<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  near: readonly Detection<ClassName>[],
  options: DistantViewOptions,
): Promise<Detection<ClassName>[]> {
  return withViews(detector, image, near, SHARES, options);
}

/** The same for a moving picture: one far look, so that big words cost next to nothing. */
export function withLiveDistantViews<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  near: readonly Detection<ClassName>[],
  options: DistantViewOptions,
): Promise<Detection<ClassName>[]> {
  return withViews(detector, image, near, LIVE_SHARES, options);
}

async function withViews<ClassName extends string>(
  detector: Detector<ClassName>,
  image: RasterImage,
  near: readonly Detection<ClassName>[],
  shares: readonly number[],
  { longSide, ...threshold }: DistantViewOptions,
): Promise<Detection<ClassName>[]> {
  const longest = Math.max(image.width, image.height);
  const margin = Math.round(MARGIN * Math.min(image.width, image.height));
  const { iouThreshold } = detector.manifest.detector;
  let words = [...near];
  let nearScale = longSide / longest;
  for (const share of shares) {
    const look = { longSide: share * longSide, margin, ...threshold };
    const scale = look.longSide / (longest + 2 * margin);
    const found = await detector.detect(image, look);
    words = joinDistantView(words, { found, scale }, nearScale, iouThreshold);
    nearScale = scale;
  }
  return words.sort((a, b) => b.score - a.score);
}

/**
 * Words of a nearer look, and those of a look from farther away that the nearer one shows too tall
 * to know them, in place of their pieces.
 * @param nearScale px of the nearer look's input for one px of the picture
 */
export function joinDistantView<ClassName extends string>(
  near: readonly Detection<ClassName>[],
  { found, scale }: ScaledView<ClassName>,
  nearScale: number,
  iouThreshold: number,
): Detection<ClassName>[] {
  let words = [...near];
  for (const far of found) {
    const { box, score } = far;
    if (box.height * nearScale <= WELL_SEEN.to) continue;
    const rank = score * wellSeen(box.height * scale);
    const rival = words.some(
      (word) =>
        isSameWord(word.box, box, iouThreshold) &&
        word.score * wellSeen(word.box.height * nearScale) >= rank,
    );
    if (rival) continue;
    const rows = words.filter((word) => word.box.height < ROW * box.height);
    const filled = rows.reduce((sum, word) => sum + intersectionArea(word.box, box), 0);
    if (filled > FILLED * boxArea(box)) continue;
    const sure = rows.filter(
      (word) =>
        word.score >= NEARLY_AS_SURE * score &&
        intersectionArea(word.box, box) > INSIDE * boxArea(word.box),
    );
    if (sure.length >= SURE_WORDS) continue;
    const isPiece = ({ box: other }: Detection<ClassName>) =>
      isSameWord(box, other, iouThreshold) ||
      intersectionArea(other, box) > INSIDE * boxArea(other);
    words = [...words.filter((word) => !isPiece(word)), far];
  }
  return words;
}

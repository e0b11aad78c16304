import { mapQuad, quadOfBox } from '../geometry.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';
import { type Homography, homographyOf, isSeen, mapPoint } from './homography.ts';
import { DESCRIPTOR_BYTES, type Landmarks } from './landmarks.ts';

/** A match counts where the next best is farther than this: Lowe 2004, for what repeats itself. */
const RATIO = 0.8;
/** Landmarks that lie this near to where they should are in their place, shares of the long side. */
const NEAR = 0.004;
/**
 * Matches in their place that prove two pictures to show the same: more than these, and than this
 * share of all matches on the sheet (Brown and Lowe 2007).
 */
const LEAST_PROOF = 8;
const PROOF_SHARE = 0.3;
/** Landmarks in their place must reach over this share of the sample, each way: one word proves nothing. */
const LEAST_REACH = 0.4;
/** A homography takes four; fewer matches than this prove nothing. */
const LEAST_MATCHES = 8;

/** How a sample lies in a picture. */
export interface Alignment {
  /** From px of the sample to px of the picture. */
  readonly homography: Homography;
  /** Landmarks found in their place, and all that were matched on the sheet. */
  readonly inPlace: number;
  readonly matched: number;
}

/**
 * How a sample's sheet lies in another picture: landmarks that look alike, and the one view of a
 * plane that most of them agree on.
 * @returns null where the picture does not show the sample's form
 */
export function alignTo(cv: OpenCv, sample: Landmarks, picture: Landmarks): Alignment | null {
  const pairs = pairsAlike(cv, sample, picture);
  if (pairs.length < LEAST_MATCHES) return null;
  const near = NEAR * Math.max(picture.width, picture.height);
  const homography = agreed(cv, sample, picture, pairs, near);
  if (homography === null || !isSeen(homography, sample)) return null;
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [from, to] of pairs) {
    const seen = mapPoint(homography, pointOf(sample, from));
    const found = pointOf(picture, to);
    if (Math.hypot(seen.x - found.x, seen.y - found.y) > near) continue;
    const { x, y } = pointOf(sample, from);
    xs.push(x);
    ys.push(y);
  }
  const matched = matchesOnSheet(picture, pairs, homography, sample);
  if (xs.length <= LEAST_PROOF + PROOF_SHARE * matched) return null;
  const reaches =
    reachOf(xs) >= LEAST_REACH * sample.width && reachOf(ys) >= LEAST_REACH * sample.height;
  return reaches ? { homography, inPlace: xs.length, matched } : null;
}

type Pair = readonly [inSample: number, inPicture: number];

function pointOf({ points }: Landmarks, index: number) {
  return { x: points[2 * index] ?? 0, y: points[2 * index + 1] ?? 0 };
}

function reachOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** Landmarks that look more like each other than like any other. */
function pairsAlike(cv: OpenCv, sample: Landmarks, picture: Landmarks): readonly Pair[] {
  return withMats((keep) => {
    const looks = ({ descriptors }: Landmarks) => {
      const mat = keep(
        new cv.Mat(descriptors.length / DESCRIPTOR_BYTES, DESCRIPTOR_BYTES, cv.CV_8UC1),
      );
      mat.data.set(descriptors);
      return mat;
    };
    // Two neighbours are needed to say which is the better.
    if (Math.min(sample.points.length, picture.points.length) < 4) return [];
    const matcher = keep(new cv.BFMatcher(cv.NORM_HAMMING, false));
    const matches = keep(new cv.DMatchVectorVector());
    matcher.knnMatch(looks(sample), looks(picture), matches, 2);
    const best = new Map<number, { readonly from: number; readonly distance: number }>();
    for (let i = 0; i < matches.size(); i++) {
      const two = matches.get(i);
      try {
        const [first, second] = [two.get(0), two.get(1)];
        if (first.distance > RATIO * second.distance) continue;
        const { queryIdx: from, trainIdx: to, distance } = first;
        if (distance < (best.get(to)?.distance ?? Number.POSITIVE_INFINITY)) {
          best.set(to, { from, distance });
        }
      } finally {
        two.delete();
      }
    }
    return [...best].map(([to, { from }]): Pair => [from, to]);
  });
}

/** The view that most pairs agree on, by RANSAC. */
function agreed(
  cv: OpenCv,
  sample: Landmarks,
  picture: Landmarks,
  pairs: readonly Pair[],
  near: number,
): Homography | null {
  return withMats((keep) => {
    const flat = (marks: Landmarks, which: 0 | 1) =>
      keep(
        cv.matFromArray(
          pairs.length,
          1,
          cv.CV_32FC2,
          pairs.flatMap((pair) => {
            const { x, y } = pointOf(marks, pair[which]);
            return [x, y];
          }),
        ),
      );
    const found = keep(
      cv.findHomography(flat(sample, 0), flat(picture, 1), cv.RANSAC, near, keep(new cv.Mat())),
    );
    return found.rows === 3 && found.cols === 3 ? homographyOf(found.data64F) : null;
  });
}

/** Matches that lie on the sheet, as the picture shows it: what lies beside it says nothing. */
function matchesOnSheet(
  picture: Landmarks,
  pairs: readonly Pair[],
  homography: Homography,
  { width, height }: Landmarks,
): number {
  const sheet = mapQuad(quadOfBox({ x: 0, y: 0, width, height }), (p) => mapPoint(homography, p));
  return pairs.filter(([, to]) => {
    const at = pointOf(picture, to);
    return sheet.every((corner, i) => {
      const next = sheet[(i + 1) % 4] ?? corner;
      return (next.x - corner.x) * (at.y - corner.y) - (next.y - corner.y) * (at.x - corner.x) >= 0;
    });
  }).length;
}

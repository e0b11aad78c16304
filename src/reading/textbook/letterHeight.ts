import type { GrayImage } from '../image.ts';
import { type OpenCv, withMats } from '../lineImage/opencv.ts';

/** Components lower than this share of the crop are dots, commas and dirt. */
const MIN_SHARE = 0.08;
/** Components higher than this many times the median are initials, big numerals, frames. */
const MAX_TIMES_MEDIAN = 2.2;

/** Boxes of the connected pieces of ink in a crop that is dark on light, px of the crop. */
export interface InkComponent {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of ink. */
  readonly area: number;
}

/** The connected pieces of ink, by Otsu's threshold; pieces at the crop's edge are left out. */
export function inkComponents(cv: OpenCv, image: GrayImage): InkComponent[] {
  return componentsBy(cv, image, (gray, ink) => {
    cv.threshold(gray, ink, 0, 255, cv.THRESH_BINARY_INV | cv.THRESH_OTSU);
  });
}

/** Side of the window whose mean is taken for paper, px, and how much darker ink is than that. */
const LOCAL_WINDOW = 41;
const LOCAL_CONTRAST = 60;

/**
 * The same for a whole page, by the light around each piece: a desk around the page would set one
 * threshold for all off, and blurred letters run into each other.
 * @param window side of the window, px, odd; wider than the strokes of what is looked for
 */
export function pageInkComponents(
  cv: OpenCv,
  image: GrayImage,
  window = LOCAL_WINDOW,
): InkComponent[] {
  const { ADAPTIVE_THRESH_MEAN_C, THRESH_BINARY_INV } = cv;
  return componentsBy(cv, image, (gray, ink) => {
    cv.adaptiveThreshold(
      gray,
      ink,
      255,
      ADAPTIVE_THRESH_MEAN_C,
      THRESH_BINARY_INV,
      window,
      LOCAL_CONTRAST,
    );
  });
}

type Mat = InstanceType<OpenCv['Mat']>;

function componentsBy(
  cv: OpenCv,
  { width, height, data }: GrayImage,
  binarise: (gray: Mat, ink: Mat) => void,
): InkComponent[] {
  return withMats((keep) => {
    const gray = keep(new cv.Mat(height, width, cv.CV_8UC1));
    gray.data.set(data);
    const ink = keep(new cv.Mat());
    binarise(gray, ink);
    const labels = keep(new cv.Mat());
    const stats = keep(new cv.Mat());
    const centroids = keep(new cv.Mat());
    const count = cv.connectedComponentsWithStats(ink, labels, stats, centroids);
    const values = stats.data32S;
    const components: InkComponent[] = [];
    // Row 0 is the paper.
    for (let i = 1; i < count; i++) {
      const [x = 0, y = 0, w = 0, h = 0, area = 0] = values.subarray(5 * i, 5 * i + 5);
      const atEdge = x === 0 || y === 0 || x + w === width || y + h === height;
      if (!atEdge) components.push({ x, y, width: w, height: h, area });
    }
    return components;
  });
}

/**
 * Height of the capitals of a crop's usual letters, px of the crop; null where there is too little
 * ink to tell. Descenders, dots and oversized initials or numerals do not count.
 */
export function letterHeight(
  components: readonly InkComponent[],
  cropHeight: number,
): number | null {
  const heights = components
    .filter(({ width, height }) => height >= MIN_SHARE * cropHeight && width < 12 * height)
    .map(({ height }) => height)
    .sort((a, b) => a - b);
  const median = heights[Math.floor(heights.length / 2)];
  if (median === undefined) return null;
  const usual = heights.filter((height) => height <= MAX_TIMES_MEDIAN * median);
  return usual[Math.floor(0.8 * (usual.length - 1))] ?? null;
}

/** Small letters are this much of a capital, in most text faces. */
export const X_HEIGHT = 0.7;
/** Small letters are the lowest that have this share of the weight of the most frequent. */
const SHARE_OF_SMALL = 0.6;
/** Letters of one size differ by this share. */
const SPREAD = 0.1;

/**
 * Height of the capitals of a page's running text, px; 0 for a page without any. Most pieces of ink
 * on a page are small letters of the text.
 */
export function runningTextHeight(components: readonly InkComponent[], pageHeight: number): number {
  const letters = components.filter(
    ({ width, height }) =>
      height >= 0.0045 * pageHeight && height <= 0.06 * pageHeight && width <= 3 * height,
  );
  if (letters.length < 60) return 0;
  const groups = [...new Set(letters.map(({ height }) => height))]
    .sort((a, b) => a - b)
    .map((height) =>
      letters.filter((other) => Math.abs(other.height - height) <= Math.max(1, SPREAD * height)),
    );
  const most = Math.max(...groups.map(weightOf));
  const small = groups.find((group) => weightOf(group) >= SHARE_OF_SMALL * most) ?? letters;
  // Whole pixels are too coarse a measure of small print.
  return small.reduce((sum, { height }) => sum + height, 0) / small.length / X_HEIGHT;
}

/** Higher for larger letters: specks are many and weigh little, merged words are few. */
function weightOf(letters: readonly InkComponent[]): number {
  return letters.reduce((sum, { height }) => sum + height ** 1.5, 0);
}

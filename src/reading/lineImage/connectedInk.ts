import type { GrayImage } from '../image.ts';
import { type OpenCv, withMats } from './opencv.ts';

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

import type { Mat } from './grayMat.ts';
import { type OpenCv, withMats } from './opencv.ts';

/** A connected piece of ink in a picture turned upright: bounds in turned px, both ends included. */
export interface InkComponent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** px of ink */
  readonly area: number;
  /** Whether it reaches the picture's first or last row. */
  readonly touchesEdge: boolean;
  /** Whether it reaches the picture's first or last column. */
  readonly touchesSide: boolean;
}

interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
  area: number;
  touchesEdge: boolean;
  touchesSide: boolean;
}

/** A picture's ink after turning: its components, and how much ink each row has. */
export interface TurnedInk {
  readonly components: readonly InkComponent[];
  /** Ink px of the row `firstRow + index`. */
  readonly rows: Float32Array;
  readonly firstRow: number;
  /** The row of the picture's middle. */
  readonly middleRow: number;
}

/** Ink pixels of a binary picture as coordinates, and which component each belongs to. */
export interface InkPixels {
  readonly width: number;
  readonly height: number;
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  readonly component: Int32Array;
  readonly components: number;
}

/** @param binary `CV_8UC1`, ink is not 0 */
export function inkPixels(cv: OpenCv, binary: Mat): InkPixels {
  return withMats((keep) => {
    const labels = keep(new cv.Mat());
    const components = cv.connectedComponents(binary, labels, 8, cv.CV_32S);
    const all: Int32Array = labels.data32S;
    const { rows, cols } = labels;
    let total = 0;
    for (const label of all) if (label > 0) total++;
    const pixels = {
      width: cols,
      height: rows,
      x: new Uint16Array(total),
      y: new Uint16Array(total),
      component: new Int32Array(total),
      components,
    };
    for (let y = 0, i = 0, n = 0; y < rows; y++) {
      for (let x = 0; x < cols; x++, i++) {
        const label = all[i] ?? 0;
        if (label === 0) continue;
        pixels.x[n] = x;
        pixels.y[n] = y;
        pixels.component[n++] = label;
      }
    }
    return pixels;
  });
}

/**
 * Components and rows after the picture was turned by `-slope`, so that a line of that slope becomes
 * level. Turned about the picture's top left corner.
 */
export function turnInk(pixels: InkPixels, slope: number): TurnedInk {
  const bounds: Bounds[] = Array.from({ length: pixels.components }, () => ({
    left: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    bottom: Number.NEGATIVE_INFINITY,
    area: 0,
    touchesEdge: false,
    touchesSide: false,
  }));
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const firstRow = Math.floor(-Math.max(0, sin) * pixels.width) - 1;
  const rows = new Float32Array(pixels.height + Math.ceil(Math.abs(sin) * pixels.width) + 3);
  for (let i = 0; i < pixels.x.length; i++) {
    const component = bounds[pixels.component[i] ?? 0];
    if (!component) continue;
    const [px, py] = [pixels.x[i] ?? 0, pixels.y[i] ?? 0];
    const x = px * cos + py * sin;
    const y = py * cos - px * sin;
    if (x < component.left) component.left = x;
    if (x > component.right) component.right = x;
    if (y < component.top) component.top = y;
    if (y > component.bottom) component.bottom = y;
    component.area++;
    component.touchesEdge ||= py === 0 || py === pixels.height - 1;
    component.touchesSide ||= px === 0 || px === pixels.width - 1;
    const row = Math.round(y) - firstRow;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  return {
    components: bounds.filter(({ area }) => area > 0),
    rows,
    firstRow,
    middleRow: (pixels.height / 2) * cos - (pixels.width / 2) * sin,
  };
}

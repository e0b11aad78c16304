/**
 * A marker's colour as it was learnt: plain data, to be saved as JSON.
 * Chroma is `u = (R - G) / S`, `v = (2B - R - G) / (2S)` with `S = R + G + B` and a little more, so
 * that brighter or darker light leaves it where it is.
 */
export interface MarkerColour {
  readonly u: number;
  readonly v: number;
  /** Spread of the chroma: variances and covariance. */
  readonly uu: number;
  readonly vv: number;
  readonly uv: number;
  /** Luma, 0..255. */
  readonly luma: number;
}

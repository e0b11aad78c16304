/** Side of a square window around a pixel, px: a share of a line's height, made odd. */
export function windowSide(share: number, rows: number): number {
  return Math.round(share * rows) | 1;
}

/** Margins around a line's ink box that the readers are trained with, in heights of the ink box. */
export const LINE_MARGINS = { vertical: 0.12, horizontal: 0.5 } as const;

/** Margins in heights of the ink box. */
export interface Margins {
  /** above, and the same below */
  readonly vertical: number;
  /** left, and the same right */
  readonly horizontal: number;
}

/** Where the ink box lies in a crop that has {@link LINE_MARGINS}: px from the crop's left edge. */
export function inkSpan(
  cropWidth: number,
  cropHeight: number,
): { readonly left: number; readonly right: number } {
  const inkHeight = cropHeight / (1 + 2 * LINE_MARGINS.vertical);
  const margin = Math.min(LINE_MARGINS.horizontal * inkHeight, cropWidth / 2 - 0.5);
  return { left: margin, right: cropWidth - margin };
}

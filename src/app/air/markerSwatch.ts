import type { MarkerColour } from '../../reading/air/markerColour.ts';

/** A learnt colour as CSS, to be shown: chroma and luma turned back into red, green and blue. */
export function markerSwatch({ u, v, luma }: MarkerColour): string {
  // With R + G + B = 1: u = R - G and v = (2B - R - G) / 2.
  const blue = (1 + 2 * v) / 3;
  const red = (1 - blue + u) / 2;
  const green = (1 - blue - u) / 2;
  const lumaOfUnit = 0.299 * red + 0.587 * green + 0.114 * blue;
  const scale = lumaOfUnit > 0 ? luma / lumaOfUnit : 0;
  const channel = (share: number): number => Math.round(Math.min(255, Math.max(0, share * scale)));
  return `rgb(${channel(red)} ${channel(green)} ${channel(blue)})`;
}

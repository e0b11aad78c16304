import type { InkStyle } from '../../../reading/strokes/ink.ts';
import { oneOf, storedObject, storedValue } from '../../storage/storedValue.ts';
import { penWidth } from '../inkPath.ts';

/** Width of the pad in px of its ink, whatever its size on the screen. */
export const PAD_WIDTH = 1280;

/** What a pointer does on the paper. */
export type PadMode = 'pen' | 'eraser' | 'lasso';

export const PEN_WIDTHS = ['fine', 'medium', 'broad'] as const;
export type PenWidth = (typeof PEN_WIDTHS)[number];
const FACTORS: Readonly<Record<PenWidth, number>> = { fine: 0.6, medium: 1, broad: 1.9 };

/** Colours that stand out from light and dark paper; the page's own ink changes with it. */
export const PEN_COLOURS = ['ink', 'blue', 'red', 'green'] as const;
export type PenColour = (typeof PEN_COLOURS)[number];
export const COLOUR_CSS: Readonly<Record<PenColour, string | null>> = {
  ink: null,
  blue: '#2f6fdb',
  red: '#d0392f',
  green: '#2b8a3e',
};

/** The pen that a person chose for the pad; kept in this browser. */
export interface PadPen {
  readonly width: PenWidth;
  readonly colour: PenColour;
}

export function parsePadPen(stored: string | null): PadPen {
  const found = storedObject(stored);
  return {
    width: oneOf(found.width, PEN_WIDTHS, 'medium'),
    colour: oneOf(found.colour, PEN_COLOURS, 'ink'),
  };
}

/** How ink of a pen looks; the page's own look is left out. */
export function inkStyle({ width, colour }: PadPen, pictureWidth: number): InkStyle {
  const css = COLOUR_CSS[colour];
  return {
    ...(css === null ? {} : { colour: css }),
    ...(width === 'medium' ? {} : { widthPx: FACTORS[width] * penWidth(pictureWidth) }),
  };
}

const pen = storedValue('handlens.pad', parsePadPen);

export function changePadPen(change: Partial<PadPen>): void {
  pen.change(change);
}

export function usePadPen(): PadPen {
  return pen.use();
}

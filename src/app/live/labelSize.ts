/** Labels come in two sizes, as `overlay.css` draws them; lengths in px. */
export const LABEL_SIZES = {
  normal: { fontSize: 14, height: 22, padding: 14 },
  small: { fontSize: 11, height: 16, padding: 10 },
} as const;

export type LabelSize = keyof typeof LABEL_SIZES;

const CACHED_TEXTS = 500;

const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** Width that a label needs for its text, px; measured once for each text. */
export function labelWidth(text: string, size: LabelSize): number {
  const { fontSize, padding } = LABEL_SIZES[size];
  const key = `${size} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * fontSize * 0.6 + padding;
  const font = `550 ${fontSize}px 'Inter Variable', system-ui, sans-serif`;
  pen.font = font;
  const width = Math.ceil(pen.measureText(text).width) + padding;
  if (widths.size >= CACHED_TEXTS) widths.clear();
  // A width taken before the font has come would be wrong for good.
  if (document.fonts.check(font)) widths.set(key, width);
  return width;
}

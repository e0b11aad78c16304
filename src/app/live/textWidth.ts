const FONT = "550 14px 'Inter Variable', system-ui, sans-serif";
const CACHED_TEXTS = 500;

const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** Width of a label's text, px, in the font of `.line-label`; measured once for each text. */
export function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * 8;
  pen.font = FONT;
  const { width } = pen.measureText(text);
  if (widths.size >= CACHED_TEXTS) widths.clear();
  // A width taken before the font has come would be wrong for good.
  if (document.fonts.check(FONT)) widths.set(text, width);
  return width;
}

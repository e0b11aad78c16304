const CACHED_WORDS = 2000;
/** Measured at this size, px, since small sizes round widths. */
const MEASURED_AT = 100;
const FONT = `500 ${MEASURED_AT}px 'Inter Variable', system-ui, sans-serif`;

const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null = null;

/** Width of a text in the page's font, in font sizes; measured once for each text. */
export function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * 0.56;
  pen.font = FONT;
  const width = pen.measureText(text).width / MEASURED_AT;
  if (widths.size >= CACHED_WORDS) widths.clear();
  // A width taken before the font has come would be wrong for good.
  if (document.fonts.check(FONT)) widths.set(text, width);
  return width;
}

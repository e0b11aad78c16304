import { boundingBox, type Point } from '../reading/geometry.ts';
import { type Ink, type InkStroke, inkedParts } from '../reading/strokes/ink.ts';
import { smoothStroke } from '../reading/strokes/smoothStroke.ts';
import { escapeXml } from './xml.ts';

/** How ink looks in a picture file. */
export interface InkDrawingStyle {
  /** A CSS colour. */
  readonly colour: string;
  /** px, as the ink is. */
  readonly widthPx: number;
}

/** Paper around the ink, in pen widths. */
const MARGIN = 3;

/** The ink as an SVG picture: one smooth path a stroke, cut to the ink, with its text as title. */
export function inkToSvg(ink: Ink, { colour, widthPx }: InkDrawingStyle, title = ''): string {
  const parts = ink.strokes.flatMap((stroke) =>
    inkedParts(stroke).map((points) => ({ points, look: lookOf(stroke) })),
  );
  const box = boundingBox(parts.flatMap(({ points }) => points));
  const margin = MARGIN * widthPx;
  const [left, top] = [box.x - margin, box.y - margin];
  const size = [box.width + 2 * margin, box.height + 2 * margin].map((side) => rounded(side, 1));
  const paths = parts.map(({ points, look }) => {
    const curve = points.length > 1 ? smoothStroke(points, 2 * widthPx) : [...points, ...points];
    return `  <path d="${pathOf(curve, left, top)}"${look}/>\n`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(' ')}" width="${size[0]}" height="${size[1]}"`,
    ` fill="none" stroke="${escapeXml(colour)}" stroke-width="${widthPx}"`,
    ' stroke-linecap="round" stroke-linejoin="round">\n',
    title === '' ? '' : `  <title>${escapeXml(title)}</title>\n`,
    ...paths,
    '</svg>\n',
  ].join('');
}

/** What a stroke looks like where that is not the page's own. */
function lookOf({ colour, widthPx }: InkStroke): string {
  return [
    colour === undefined ? '' : ` stroke="${escapeXml(colour)}"`,
    widthPx === undefined ? '' : ` stroke-width="${widthPx}"`,
  ].join('');
}

function pathOf(points: readonly Point[], left: number, top: number): string {
  return points
    .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${rounded(x - left, 1)} ${rounded(y - top, 1)}`)
    .join('');
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

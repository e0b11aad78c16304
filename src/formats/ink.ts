import { boundingBox, type Point } from '../reading/geometry.ts';
import { type AirInk, type InkStroke, inkedParts } from '../reading/strokes/ink.ts';
import type { AirReading } from '../reading/strokes/inkReading.ts';
import { smoothStroke } from '../reading/strokes/smoothStroke.ts';

/** Counts up when a key changes its meaning or goes; new keys alone do not change it. */
export const INK_JSON_VERSION = 1;

/** Strokes and what was read in them: px with y down, times in ms from the first point. */
export interface InkJson {
  readonly version: typeof INK_JSON_VERSION;
  readonly lines: readonly {
    readonly text: string;
    /** Points as `[x, y, timeMs]`, in writing order. */
    readonly strokes: readonly {
      readonly points: readonly (readonly [number, number, number])[];
      /** Points between which the pen only travelled: first and last. */
      readonly travel?: readonly (readonly [number, number])[];
    }[];
  }[];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The strokes of each line with its text, ready for `JSON.stringify`. */
export function inkToJson(ink: AirInk, reading: AirReading | null = null): InkJson {
  const startMs = ink.strokes[0]?.points[0]?.timeMs ?? 0;
  const numbers = [...new Set(ink.strokes.map(({ line }) => line))].sort((a, b) => a - b);
  return {
    version: INK_JSON_VERSION,
    lines: numbers.map((number) => ({
      text: reading?.lines.find(({ line }) => line === number)?.text ?? '',
      strokes: ink.strokes
        .filter(({ line }) => line === number)
        .map(({ points, travel }) => ({
          points: points.map(
            ({ x, y, timeMs }) =>
              [rounded(x, 2), rounded(y, 2), Math.round(timeMs - startMs)] as const,
          ),
          ...(travel === undefined
            ? {}
            : { travel: travel.map(({ from, to }) => [from, to] as const) }),
        })),
    })),
  };
}

/** Ink out of such a document; null where it is none. */
export function inkOfJson(document: unknown): AirInk | null {
  if (!isRecord(document) || document.version !== INK_JSON_VERSION) return null;
  if (!Array.isArray(document.lines)) return null;
  const strokes: InkStroke[] = [];
  for (const [line, entry] of document.lines.entries()) {
    if (!isRecord(entry) || !Array.isArray(entry.strokes)) return null;
    for (const stroke of entry.strokes) {
      const parsed = strokeOf(stroke, line);
      if (parsed === null) return null;
      strokes.push(parsed);
    }
  }
  return { strokes };
}

function strokeOf(stroke: unknown, line: number): InkStroke | null {
  if (!isRecord(stroke) || !Array.isArray(stroke.points) || stroke.points.length === 0) return null;
  const points = stroke.points.map((point) => numbersOf(point, 3));
  const travel = (Array.isArray(stroke.travel) ? stroke.travel : []).map((run) =>
    numbersOf(run, 2),
  );
  if (points.includes(null) || travel.includes(null)) return null;
  const parsed = {
    line,
    points: points.map((values) => {
      const [x = 0, y = 0, timeMs = 0] = values ?? [];
      return { x, y, timeMs };
    }),
  };
  if (travel.length === 0) return parsed;
  return {
    ...parsed,
    travel: travel.map((values) => {
      const [from = 0, to = 0] = values ?? [];
      return { from, to };
    }),
  };
}

function numbersOf(values: unknown, count: number): readonly number[] | null {
  if (!Array.isArray(values) || values.length !== count) return null;
  return values.every((value) => typeof value === 'number' && Number.isFinite(value))
    ? values
    : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How ink looks in a picture file. */
export interface InkStyle {
  /** A CSS colour. */
  readonly colour: string;
  /** px, as the ink is. */
  readonly widthPx: number;
}

/** Paper around the ink, in pen widths. */
const MARGIN = 3;

/** The ink as an SVG picture: one smooth path a stroke, cut to the ink, with its text as title. */
export function inkToSvg(
  ink: AirInk,
  { colour, widthPx }: InkStyle,
  reading: AirReading | null = null,
): string {
  const parts = ink.strokes.flatMap(inkedParts);
  const box = boundingBox(parts.flat());
  const margin = MARGIN * widthPx;
  const [left, top] = [box.x - margin, box.y - margin];
  const size = [box.width + 2 * margin, box.height + 2 * margin].map((side) => rounded(side, 1));
  const paths = parts.map((points) => {
    const curve = points.length > 1 ? smoothStroke(points, 2 * widthPx) : [...points, ...points];
    return `  <path d="${pathOf(curve, left, top)}"/>\n`;
  });
  const title = reading?.lines.map(({ text }) => text).join('\n') ?? '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(' ')}" width="${size[0]}" height="${size[1]}"`,
    ` fill="none" stroke="${escapeXml(colour)}" stroke-width="${widthPx}"`,
    ' stroke-linecap="round" stroke-linejoin="round">\n',
    title === '' ? '' : `  <title>${escapeXml(title)}</title>\n`,
    ...paths,
    '</svg>\n',
  ].join('');
}

function pathOf(points: readonly Point[], left: number, top: number): string {
  return points
    .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${rounded(x - left, 1)} ${rounded(y - top, 1)}`)
    .join('');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

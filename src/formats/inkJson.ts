import type { Ink, InkPoint, InkStroke, TravelRun } from '../reading/strokes/ink.ts';

/** Ink with its text. */
export interface Writing {
  readonly ink: Ink;
  /** Size of the picture that the ink's points are px of. */
  readonly size: { readonly width: number; readonly height: number };
  /** A line a row. */
  readonly text: string;
}

const FORMAT = 'handlens-strokes';
/** Counts up when a key changes its meaning or goes; new keys alone do not change it. */
const VERSION = 2;

/** Strokes and what was read in them: px with y down, times in ms from the writing's first point. */
export interface InkJson {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly writings: readonly {
    readonly text: string;
    readonly width: number;
    readonly height: number;
    /** In the order of writing. */
    readonly strokes: readonly StrokeJson[];
  }[];
}

interface StrokeJson {
  /** Points as `[x, y, timeMs]`, or `[x, y, timeMs, pressure]` where the device measures it. */
  readonly points: readonly (readonly number[])[];
  /** Points between which the pen only travelled: first and last. */
  readonly travel?: readonly (readonly [number, number])[];
  /** The writer began a line with it. */
  readonly startsLine?: true;
  readonly colour?: string;
  readonly widthPx?: number;
}

/** Writings ready for `JSON.stringify`. */
export function writingsToJson(writings: readonly Writing[]): InkJson {
  return {
    format: FORMAT,
    version: VERSION,
    writings: writings.map(({ ink, size, text }) => {
      const startMs = ink.strokes[0]?.points[0]?.timeMs ?? 0;
      return {
        text,
        width: Math.round(size.width),
        height: Math.round(size.height),
        strokes: ink.strokes.map((stroke) => strokeToJson(stroke, startMs)),
      };
    }),
  };
}

function strokeToJson({ id: _, points, travel, ...rest }: InkStroke, startMs: number): StrokeJson {
  return {
    ...rest,
    points: points.map(({ x, y, timeMs, pressure }) => [
      ...[rounded(x, 2), rounded(y, 2), rounded(timeMs - startMs, 1)],
      ...(pressure === undefined ? [] : [rounded(pressure, 3)]),
    ]),
    ...(travel === undefined ? {} : { travel: travel.map(({ from, to }) => [from, to] as const) }),
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/**
 * Writings out of such a document; null where it is none. Documents of version 1, whose strokes had
 * the number of their line, are understood too.
 */
export function writingsOfJson(document: unknown): readonly Writing[] | null {
  if (!isRecord(document) || document.format !== FORMAT) return null;
  if (document.version !== VERSION && document.version !== 1) return null;
  if (!Array.isArray(document.writings)) return null;
  const writings = document.writings.map(writingOf);
  return writings.every((writing) => writing !== null) ? writings : null;
}

function writingOf(entry: unknown): Writing | null {
  if (!isRecord(entry) || !Array.isArray(entry.strokes)) return null;
  const { text, width, height } = entry;
  if (typeof text !== 'string' || !isSide(width) || !isSide(height)) return null;
  let line = 0;
  const strokes: InkStroke[] = [];
  for (const [id, stroke] of entry.strokes.entries()) {
    const parsed = strokeOf(stroke, id, line);
    if (parsed === null) return null;
    if (typeof stroke.line === 'number') line = stroke.line;
    strokes.push(parsed);
  }
  return { text, size: { width, height }, ink: { strokes } };
}

function strokeOf(stroke: unknown, id: number, lineBefore: number): InkStroke | null {
  if (!isRecord(stroke) || !Array.isArray(stroke.points) || stroke.points.length === 0) return null;
  const points = stroke.points.map(pointOf);
  const travel = (Array.isArray(stroke.travel) ? stroke.travel : []).map((run) =>
    travelOf(run, points.length),
  );
  if (!points.every((point) => point !== null) || !travel.every((run) => run !== null)) return null;
  const { colour, widthPx, line } = stroke;
  const startsLine = stroke.startsLine === true || (typeof line === 'number' && line > lineBefore);
  return {
    id,
    points,
    ...(travel.length > 0 ? { travel } : {}),
    ...(startsLine ? { startsLine } : {}),
    ...(typeof colour === 'string' ? { colour } : {}),
    ...(isSide(widthPx) ? { widthPx } : {}),
  };
}

function pointOf(values: unknown): InkPoint | null {
  if (!isNumbers(values) || values.length < 3 || values.length > 4) return null;
  const [x = 0, y = 0, timeMs = 0, pressure] = values;
  return { x, y, timeMs, ...(pressure === undefined ? {} : { pressure }) };
}

function travelOf(values: unknown, count: number): TravelRun | null {
  if (!isNumbers(values) || values.length !== 2) return null;
  const [from = 0, to = 0] = values;
  const isRun = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to < count;
  return isRun && from < to ? { from, to } : null;
}

function isNumbers(values: unknown): values is readonly number[] {
  return Array.isArray(values) && values.every(Number.isFinite);
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

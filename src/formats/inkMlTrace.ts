import type { InkPoint } from '../reading/strokes/ink.ts';

/** What one number of each point of a trace means. */
export interface TraceChannel {
  readonly means: 'x' | 'y' | 'time' | 'force' | 'other';
  readonly factor: number;
}

/** A channel by its InkML name; times in seconds become ms. */
export function traceChannel(name: string, units?: string): TraceChannel {
  switch (name) {
    case 'X':
      return { means: 'x', factor: 1 };
    case 'Y':
      return { means: 'y', factor: 1 };
    case 'T':
      return { means: 'time', factor: units === 's' ? 1000 : 1 };
    case 'F':
      return { means: 'force', factor: 1 };
    default:
      return { means: 'other', factor: 1 };
  }
}

/** Points of a trace: X, Y, T and, where any was measured, F. */
export function traceText(points: readonly InkPoint[], startMs: number, hasForce: boolean): string {
  return points
    .map(({ x, y, timeMs, pressure }) => {
      const force = pressure === undefined ? '?' : rounded(pressure, 3);
      return [
        rounded(x, 2),
        rounded(y, 2),
        rounded(timeMs - startMs, 1),
        ...(hasForce ? [force] : []),
      ].join(' ');
    })
    .join(', ');
}

/** One number with what says how it counts: `!` as it is, `'` from the last, `"` as the step changed. */
const VALUE = /([!'"])?\s*(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|\?|\*)/giy;

/**
 * Reads traces of these channels: explicit values, first and second differences, `*` for the same
 * again and `?` for none. Null for what is no trace.
 */
export function createTraceParser(
  channels: readonly TraceChannel[],
): (text: string, startMs: number, stepMs: number) => readonly InkPoint[] | null {
  const hasPlace = ['x', 'y'].every((one) => channels.some(({ means }) => means === one));
  return (text, startMs, stepMs) => {
    if (!hasPlace) return null;
    const modes = channels.map(() => '!');
    const last = channels.map(() => 0);
    const steps = channels.map(() => 0);
    const points: InkPoint[] = [];
    for (const part of text.split(',').filter((one) => one.trim() !== '')) {
      const values = valuesOf(part, channels.length);
      if (values === null) return null;
      const given = new Map<TraceChannel['means'], number>();
      for (const [i, { mode, value }] of values.entries()) {
        const channel = channels[i];
        if (channel === undefined) break;
        if (value === '?') continue;
        modes[i] = mode ?? modes[i] ?? '!';
        const number = value === '*' ? 0 : Number(value);
        if (value === '*') last[i] = (last[i] ?? 0) + (modes[i] === '!' ? 0 : (steps[i] ?? 0));
        else if (modes[i] === '!') last[i] = number;
        else {
          steps[i] = modes[i] === "'" ? number : (steps[i] ?? 0) + number;
          last[i] = (last[i] ?? 0) + (steps[i] ?? 0);
        }
        given.set(channel.means, (last[i] ?? 0) * channel.factor);
      }
      const [x, y] = [given.get('x'), given.get('y')];
      if (x === undefined || y === undefined) return null;
      const timeMs = given.get('time') ?? startMs + points.length * stepMs;
      const force = given.get('force');
      const pressure = force !== undefined && force >= 0 && force <= 1 ? { pressure: force } : {};
      points.push({ x, y, timeMs, ...pressure });
    }
    return points;
  };
}

function valuesOf(part: string, most: number) {
  const values: { readonly mode: string | undefined; readonly value: string }[] = [];
  let at = 0;
  while (at < part.length) {
    if (/\s/.test(part[at] ?? '')) {
      at += 1;
      continue;
    }
    VALUE.lastIndex = at;
    const found = VALUE.exec(part);
    if (found === null || values.length >= most) return null;
    values.push({ mode: found[1], value: found[2] ?? '' });
    at = VALUE.lastIndex;
  }
  return values;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

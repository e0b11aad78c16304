import { throwIfAborted } from '../errors.ts';
import { type Box, boundingBox } from '../geometry.ts';
import type { LineSeparatorDescription } from '../models/lineSeparatorDescription.ts';
import type { Budget } from '../recognizer/budget.ts';
import type { ExpectedText } from '../recognizer/ctc/expectedText.ts';
import type { HandwrittenRecognizer } from '../recognizer/handwritten.ts';
import type { LineReading, WordReading } from '../results.ts';
import type { Ink, InkPoint, InkStroke } from './ink.ts';
import type { InkLine, InkReading } from './inkReading.ts';
import { inkSize } from './inkShape.ts';
import { levelStrokes } from './levelStrokes.ts';
import { lineRenderings, quickRendering } from './lineRenderings.ts';
import { separateLines } from './separateLines.ts';
import { withoutStruckOut } from './struckOut.ts';

export interface ReadInkOptions {
  readonly signal?: AbortSignal;
  /** Default `final`. `live`, while more is being written, reads one picture of each line. */
  readonly budget?: Budget;
  /** What kind of text every line is; default any. */
  readonly expects?: ExpectedText;
}

/** Reads ink; lines that have not changed since they were last read are not read again. */
export interface InkReader {
  /** @throws ReadingError `cancelled` and what the recogniser throws */
  read(ink: Ink, options?: ReadInkOptions): Promise<InkReading>;
}

export interface InkReaderConfig {
  readonly recognizer: () => Promise<Pick<HandwrittenRecognizer, 'readRenderings' | 'lineHeight'>>;
  readonly separator: () => Promise<LineSeparatorDescription>;
}

/** Lines that are remembered: more than anybody writes before clearing. */
const REMEMBERED_LINES = 64;

/** A line read with as much care or more is not read again. */
const CARE = { live: 0, still: 1, final: 2 } as const satisfies Record<Budget, number>;

export function createInkReader({ recognizer, separator }: InkReaderConfig): InkReader {
  const known = new Map<string, { readonly line: InkLine | null; readonly budget: Budget }>();

  async function readLine(
    number: number,
    strokes: readonly InkStroke[],
    { budget = 'final', expects = 'text', signal }: ReadInkOptions,
  ): Promise<InkLine | null> {
    const key = `${number} ${expects} ${fingerprint(strokes)}`;
    const before = known.get(key);
    if (before !== undefined && CARE[before.budget] >= CARE[budget]) return before.line;
    const level = levelStrokes(strokes);
    const { readRenderings, lineHeight } = await recognizer();
    const images =
      budget === 'live' ? [quickRendering(level, lineHeight)] : lineRenderings(level, lineHeight);
    const reading = await readRenderings(images, {
      ...{ budget, expects },
      ...(signal === undefined ? {} : { signal }),
    });
    const line = airLine(number, strokes, reading);
    known.delete(key);
    known.set(key, { line, budget });
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED_LINES) break;
      known.delete(oldest);
    }
    return line;
  }

  return {
    async read(ink, options = {}) {
      const { signal, budget = 'final' } = options;
      const lines: InkLine[] = [];
      if (ink.strokes.length === 0) return { lines, budget };
      const size = inkSize(ink.strokes);
      for (const { id: number, strokes: written } of separateLines(ink, await separator())) {
        throwIfAborted(signal);
        const strokes = withoutStruckOut(written, size);
        if (strokes.length === 0) continue;
        const line = await readLine(number, strokes, options);
        if (line !== null) lines.push(line);
      }
      return { lines, budget };
    },
  };
}

/** A text that differs whenever the ink does: ink may arrive as a copy from another thread. */
function fingerprint(strokes: readonly InkStroke[]): string {
  return strokes
    .map(({ points, travel = [] }) => {
      let mixed = 2166136261;
      for (const { x, y } of points) {
        mixed = Math.imul(mixed ^ Math.round(x * 16), 16777619);
        mixed = Math.imul(mixed ^ Math.round(y * 16), 16777619);
      }
      return `${points.length}:${mixed}:${travel.map(({ from, to }) => `${from}-${to}`).join()}`;
    })
    .join(' ');
}

function airLine(
  number: number,
  strokes: readonly InkStroke[],
  reading: LineReading,
): InkLine | null {
  if (reading.text === '') return null;
  const points = strokes.flatMap((stroke) => stroke.points);
  const box = boundingBox(points);
  return {
    line: number,
    text: reading.text,
    confidence: reading.confidence,
    words: reading.words.map((word) => ({
      text: word.text,
      probability: word.confidence,
      alternatives: word.alternatives,
      box: wordBox(word, points, box),
    })),
  };
}

/** The ink between a word's ends, which are shares of the line. */
function wordBox({ start, end }: WordReading, points: readonly InkPoint[], line: Box): Box {
  const [left, right] = [line.x + start * line.width, line.x + end * line.width];
  const own = points.filter(({ x }) => x >= left && x <= right);
  if (own.length === 0) return { x: left, y: line.y, width: right - left, height: line.height };
  const { y, height } = boundingBox(own);
  return { x: left, y, width: right - left, height };
}

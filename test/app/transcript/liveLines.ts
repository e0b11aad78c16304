import { quadOfBox } from '../../../src/reading/geometry.ts';
import type { LineReading } from '../../../src/reading/results.ts';
import type { LineStatus, LiveLine, LiveSheetLine, LiveView } from '../../../src/worker/client.ts';

/** A reading whose words lie along the line by their letters. */
export function readingOf(text: string, confidence = 0.9): LineReading {
  let at = 0;
  const words = text.split(' ').map((word) => {
    const start = at / text.length;
    at += word.length + 1;
    const end = Math.min(1, (at - 1) / text.length);
    return { text: word, confidence, start, end, alternatives: [] };
  });
  return { text, confidence, words, engine: 'handwriting' };
}

/** A line of the live view; lines stand 60 px apart by their row. */
export function liveLine(
  id: number,
  row: number,
  text: string | null,
  status: LineStatus = text === null ? 'unread' : 'sure',
): LiveLine {
  const box = { x: 100, y: 100 + row * 60, width: 400, height: 40 };
  return {
    id,
    quad: quadOfBox(box),
    box,
    lineClass: 'handwriting',
    score: 0.9,
    status,
    reading: text === null ? null : readingOf(text),
  };
}

/** A line of a sheet; in view unless told otherwise. */
export function sheetLine(id: number, row: number, text: string, inView = true): LiveSheetLine {
  const { status: _, ...line } = liveLine(id, row, text);
  return { ...line, status: 'sure', reading: readingOf(text), inView };
}

/** A view of lines that all stand on one sheet. */
export function viewOf(lines: readonly LiveSheetLine[], sheetId = 1): LiveView {
  return {
    ...{ frameId: 1, width: 1280, height: 720, timings: {}, fps: 20, hint: null },
    ...{ moving: false, glance: null },
    lines: lines.filter(({ inView }) => inView),
    sheet: { id: sheetId, lines, absorbed: [] },
  };
}

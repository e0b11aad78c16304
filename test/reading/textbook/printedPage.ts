import { capitalHeight } from '../../../src/reading/recognizer/letterSize.ts';
import type { PrintedLine } from '../../../src/reading/recognizer/printed.ts';

export const PAGE_HEIGHT = 1000;
export const BODY_SIZE = 10;

/** A line as the whole page's reading gives it; `size` is the height of its capitals. */
export function line(text: string, y: number, size = BODY_SIZE, x = 90): PrintedLine {
  let left = x;
  const words = text.split(' ').map((word) => {
    const width = word.length * size * 0.7;
    // as high as its letters reach
    const height = size / capitalHeight(word, 1);
    const box = { x: left, y: y + (height < size ? size - height : 0), width, height };
    left += width + 0.5 * size;
    return { text: word, box, confidence: 0.95, capitalHeightPx: size };
  });
  return {
    text,
    words,
    confidence: 0.95,
    box: { x, y, width: left - x - 0.5 * size, height: size },
  };
}

/** Lines of running text down to the page's end. */
export function body(from: number): PrintedLine[] {
  const lines: PrintedLine[] = [];
  for (let y = from; y < PAGE_HEIGHT - 60; y += 16) {
    lines.push(line('Water rises from the roots and sugar leaves for where it is needed.', y));
  }
  return lines;
}

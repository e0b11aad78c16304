import type { LineSeparatorDescription } from '../../../../src/reading/models/lineSeparatorDescription.ts';
import { separateLines } from '../../../../src/reading/strokes/separateLines.ts';
import type { WrittenPage } from './writtenPage.ts';

/** How many lines, strokes and pages came out right. */
export interface LineCount {
  readonly lines: number;
  readonly linesRight: number;
  readonly strokes: number;
  readonly strokesRight: number;
  readonly pages: number;
  readonly pagesRight: number;
}

/** Sets pages apart and counts: a line is right when it has its own strokes, all of them and no others. */
export function countLines(
  pages: Iterable<WrittenPage>,
  separator: LineSeparatorDescription,
): LineCount {
  const count = { lines: 0, linesRight: 0, strokes: 0, strokesRight: 0, pages: 0, pagesRight: 0 };
  for (const { strokes, lines, texts } of pages) {
    let right = 0;
    for (const line of separateLines({ strokes }, separator)) {
      const numbers = line.strokes.map(({ id }) => lines[id] ?? -1);
      const counts = new Map<number, number>();
      for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
      const [most = -1, own = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
      const whole = lines.filter((number) => number === most).length;
      if (own === numbers.length && own === whole) right += 1;
      if (2 * own > whole) count.strokesRight += own;
    }
    count.linesRight += right;
    count.lines += texts.length;
    count.strokes += strokes.length;
    count.pages += 1;
    if (right === texts.length) count.pagesRight += 1;
  }
  return count;
}

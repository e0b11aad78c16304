import { boundingBox, quadBetween, quadSize } from '../geometry.ts';
import type { ReadLine, WordReading } from '../results.ts';

/** Words farther apart than this may stand in different cells, heights of the line. */
const CELL_GAP = 1.2;

/** A line parted where its words stand far apart; itself where they do not. */
export function lineParts(line: ReadLine): readonly ReadLine[] {
  const { words } = line.reading;
  const { width, height } = quadSize(line.quad);
  const parts: WordReading[][] = [];
  for (const [i, word] of words.entries()) {
    const before = words[i - 1];
    const gap = before === undefined ? 0 : (word.start - before.end) * width;
    if (before === undefined || gap > CELL_GAP * height) parts.push([word]);
    else parts.at(-1)?.push(word);
  }
  return parts.length < 2 ? [line] : parts.map((part) => lineOfWords(line, part));
}

/** The piece of a line that some of its words, which follow each other, take. */
export function lineOfWords(line: ReadLine, words: readonly WordReading[]): ReadLine {
  const from = words[0]?.start ?? 0;
  const to = words.at(-1)?.end ?? 1;
  const length = Math.max(1e-6, to - from);
  const quad = quadBetween(line.quad, from, to);
  return {
    ...line,
    quad,
    box: boundingBox(quad),
    reading: {
      ...line.reading,
      text: words.map(({ text }) => text).join(' '),
      words: words.map((word) => ({
        ...word,
        start: (word.start - from) / length,
        end: (word.end - from) / length,
      })),
    },
  };
}

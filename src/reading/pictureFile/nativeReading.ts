import { boundingBox, distance, type Point, type Quad } from '../geometry.ts';
import type { PictureReading, ReadLine } from '../results.ts';
import type { NativeLine, NativeText, NativeWord } from './nativeText.ts';

/**
 * A page's own text as a reading of it, as certain as what is printed.
 * @param page its size, px, as its text is told in
 */
export function readingOfNativeText(
  { lines }: NativeText,
  page: { readonly width: number; readonly height: number },
): PictureReading {
  const { width, height } = page;
  return { width, height, timings: {}, lines: lines.flatMap((line) => readLine(line)) };
}

function readLine({ words }: NativeLine): readonly ReadLine[] {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return [];
  const quad: Quad = [first.quad[0], last.quad[1], last.quad[2], first.quad[3]];
  return [
    {
      ...{ quad, box: boundingBox(quad), lineClass: 'print', classProbability: 1, score: 1 },
      reading: {
        ...{ text: words.map(({ text }) => text).join(' '), confidence: 1, engine: 'printed' },
        words: words.map((word) => placed(word, quad)),
      },
    },
  ];
}

function placed({ text, quad }: NativeWord, [start, end]: Quad) {
  const length = Math.max(1, distance(start, end));
  const along = ({ x, y }: Point): number =>
    ((x - start.x) * (end.x - start.x) + (y - start.y) * (end.y - start.y)) / length ** 2;
  const share = (point: Point): number => Math.min(1, Math.max(0, along(point)));
  return {
    ...{ text, confidence: 1, alternatives: [] },
    ...{ start: share(quad[0]), end: share(quad[1]) },
  };
}

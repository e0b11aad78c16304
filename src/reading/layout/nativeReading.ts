import { readingOrder } from '../detector/readingOrder.ts';
import {
  type Box,
  boundingBox,
  boxArea,
  distance,
  intersectionArea,
  type Quad,
  quadSize,
} from '../geometry.ts';
import type { NativeLine, NativeText } from '../pictureFile/nativeText.ts';
import type { PictureReading, ReadLine } from '../results.ts';

/** What a page's own text says, as if it had been read: certain, and in reading order. */
export function nativeReading(
  { lines }: NativeText,
  { width, height }: { readonly width: number; readonly height: number },
): PictureReading {
  const read = lines.flatMap((line) => lineOfNative(line) ?? []);
  return { width, height, lines: readingOrder(read), timings: {} };
}

/**
 * A page's own text with what was read in its pictures: lines that were read elsewhere, or where
 * text is known already, are left out.
 */
export function withReadPictures(
  native: PictureReading,
  pictures: readonly Box[],
  read: PictureReading,
): PictureReading {
  const known = native.lines.map(({ box }) => box);
  const added = read.lines.filter(({ box }) => {
    const inside = pictures.some((picture) => intersectionArea(picture, box) > 0.5 * boxArea(box));
    return inside && !known.some((other) => intersectionArea(other, box) > 0.3 * boxArea(box));
  });
  if (added.length === 0) return native;
  return { ...native, lines: readingOrder([...native.lines, ...added]), timings: read.timings };
}

function lineOfNative({ words }: NativeLine): ReadLine | null {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return null;
  // The highest word is as high as the line.
  const tallest = words.reduce((a, b) =>
    quadSize(a.quad).height < quadSize(b.quad).height ? b : a,
  );
  const rise = quadSize(tallest.quad).height / Math.max(1, quadSize(first.quad).height);
  const quad: Quad = [
    extended(first.quad[3], first.quad[0], rise),
    extended(
      last.quad[2],
      last.quad[1],
      quadSize(tallest.quad).height / Math.max(1, quadSize(last.quad).height),
    ),
    last.quad[2],
    first.quad[3],
  ];
  const length = Math.max(1e-6, distance(quad[3], quad[2]));
  const along = ({ x, y }: { readonly x: number; readonly y: number }): number =>
    ((x - quad[3].x) * (quad[2].x - quad[3].x) + (y - quad[3].y) * (quad[2].y - quad[3].y)) /
    length ** 2;
  return {
    quad,
    box: boundingBox(quad),
    lineClass: 'print',
    classProbability: 1,
    score: 1,
    reading: {
      text: words.map(({ text }) => text).join(' '),
      confidence: 1,
      engine: 'printed',
      words: words.map((word) => ({
        text: word.text,
        confidence: 1,
        start: along(word.quad[3]),
        end: along(word.quad[2]),
        alternatives: [],
      })),
    },
  };
}

function extended(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  factor: number,
) {
  return { x: from.x + (to.x - from.x) * factor, y: from.y + (to.y - from.y) * factor };
}

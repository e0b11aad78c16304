import type { ReadPage, ReadPicture } from '../../src/formats/readItems.ts';
import { quadOfBox } from '../../src/reading/geometry.ts';
import type { ReadLine } from '../../src/reading/results.ts';

/** A line that was read, at a place in a picture. */
export function readLine(text: string, y = 10): ReadLine {
  const box = { x: 12.34, y, width: 200, height: 30.06 };
  return {
    box,
    quad: quadOfBox(box),
    lineClass: 'handwriting',
    classProbability: 0.97,
    score: 0.9,
    reading: {
      text,
      confidence: 0.87654,
      engine: 'handwriting',
      words: [
        {
          text,
          confidence: 0.87654,
          start: 0,
          end: 1,
          alternatives: [{ text, probability: 0.87654 }],
        },
      ],
    },
  };
}

export function picture(file: string, texts: readonly string[]): ReadPicture {
  const lines = texts.map((text, i) => readLine(text, 10 + 50 * i));
  return { file, reading: { width: 640, height: 480, lines, timings: { findMs: 12 } } };
}

export function opener(file: string, chapter: string | null, title: string | null): ReadPage {
  const box = { x: 10, y: 20, width: 100, height: 24 };
  return {
    file,
    page: {
      kind: 'opener',
      width: 800,
      height: 1000,
      chapter:
        chapter === null
          ? null
          : { text: chapter, number: /\d+/.exec(chapter)?.[0] ?? null, box, confidence: 0.98765 },
      title: title === null ? null : { text: title, box, confidence: 0.91 },
      timings: {},
      certainty: 0.9,
      needsCheck: false,
    },
  };
}

export function body(file: string): ReadPage {
  return {
    file,
    page: {
      kind: 'body',
      width: 800,
      height: 1000,
      timings: {},
      certainty: 0.9,
      needsCheck: false,
    },
  };
}

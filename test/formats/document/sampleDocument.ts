import type { LaidOutPage } from '../../../src/formats/document/laidOutPage.ts';
import { boundingBox, rotatedRectangle } from '../../../src/reading/geometry.ts';
import { layoutOf } from '../../../src/reading/layout/layoutOf.ts';
import type { ReadLine, WordReading } from '../../../src/reading/results.ts';

interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly height?: number;
  readonly slope?: number;
  readonly handwritten?: boolean;
}

/** Width of a letter, heights of the line. */
const LETTER = 0.5;

/** A line that was read, each letter half as wide as the line is high; `x`, `y` is its top left. */
export function lineAt(text: string, place: LinePlace): ReadLine {
  const { x, y, height = 40, slope = 0, handwritten = false } = place;
  const width = text.length * LETTER * height;
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const center = {
    x: x + (width / 2) * cos - (height / 2) * sin,
    y: y + (width / 2) * sin + (height / 2) * cos,
  };
  const quad = rotatedRectangle(center, width, height, slope);
  const words: WordReading[] = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    confidence: 0.9,
    start: index / text.length,
    end: (index + word.length) / text.length,
    alternatives: [],
  }));
  return {
    quad,
    box: boundingBox(quad),
    lineClass: handwritten ? 'handwriting' : 'print',
    classProbability: 0.9,
    score: 0.9,
    reading: {
      text: words.map((word) => word.text).join(' '),
      confidence: 0.9,
      engine: handwritten ? 'handwriting' : 'printed',
      words,
    },
  };
}

/** Lines one under the other from a place on. */
export function linesFrom(x: number, y: number, texts: readonly string[], step = 60): ReadLine[] {
  return texts.map((text, i) => lineAt(text, { x, y: y + step * i }));
}

/** A page with one of each kind of part. */
export function samplePage(name = 'page <1> & "more".jpg'): LaidOutPage {
  const lines = [
    lineAt('The Harbour', { x: 100, y: 60, height: 90 }),
    ...linesFrom(100, 220, [
      'We went down to the old har-',
      'bour & looked at the <ships>',
      'until it was evening again.',
    ]),
    ...linesFrom(100, 480, ['• bread and butter', '• two lemons', '• =SUM(A1)']),
    ...linesFrom(100, 740, [
      'item       price      tax',
      'bread       2.50      7 %',
      'milk        1.10      7 %',
      '=1+1        9.99     19 %',
    ]),
    lineAt('Grüße von Zoë — नमस्ते 你好', { x: 100, y: 1040, slope: 0.03, handwritten: true }),
  ];
  return {
    name,
    layout: layoutOf({ width: 1000, height: 1400, lines, timings: {} }),
    dpi: 150,
  };
}

import type { Quad } from '../../reading/geometry.ts';
import type { LineReading, TextbookPage } from '../../reading/results.ts';
import type { TranscriptLine } from '../transcript/transcript.ts';
import {
  fields,
  figure,
  flag,
  listOf,
  oneOfTexts,
  orNull,
  recordOf,
  type Shape,
  ShapeError,
  text,
} from './shape.ts';

export const size = fields({ width: figure, height: figure });
const point = fields({ x: figure, y: figure });
const box = fields({ x: figure, y: figure, width: figure, height: figure });

const quad: Shape<Quad> = (value) => {
  const [a, b, c, d, ...more] = listOf(point)(value);
  if (!a || !b || !c || !d || more.length > 0) throw new ShapeError('These are no four corners.');
  return [a, b, c, d];
};

const reading: Shape<LineReading> = fields({
  text,
  confidence: figure,
  engine: oneOfTexts('handwriting', 'printed'),
  words: listOf(
    fields({
      text,
      confidence: figure,
      start: figure,
      end: figure,
      alternatives: listOf(fields({ text, probability: figure })),
    }),
  ),
});

/** A line of a transcript. */
export const transcriptLine: Shape<TranscriptLine> = fields({
  id: figure,
  sheetId: figure,
  quad,
  box,
  lineClass: oneOfTexts('handwriting', 'print'),
  score: figure,
  status: oneOfTexts('unread', 'unsure', 'sure'),
  reading: orNull(reading),
  corrections: recordOf(text),
  inView: flag,
});

const pageFrame = { width: figure, height: figure, timings: recordOf(figure) };
const part = { text, box, confidence: figure };
const body = fields({ kind: oneOfTexts('body'), ...pageFrame });
const opener = fields({
  kind: oneOfTexts('opener'),
  ...pageFrame,
  chapter: orNull(fields({ ...part, number: orNull(text) })),
  title: orNull(fields(part)),
});

/** What was read of a textbook page. */
export const textbookPage: Shape<TextbookPage> = (value) =>
  fields({ kind: oneOfTexts('body', 'opener') })(value).kind === 'body'
    ? body(value)
    : opener(value);

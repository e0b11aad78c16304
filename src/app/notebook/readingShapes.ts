import * as v from 'valibot';
import { FIELD_KINDS } from '../../reading/fields/form.ts';
import { SCRIPTS } from '../../reading/script/scripts.ts';

const figure = v.pipe(v.number(), v.finite());
const point = v.object({ x: figure, y: figure });
const box = v.object({ x: figure, y: figure, width: figure, height: figure });

export const size = v.object({ width: figure, height: figure });

const reading = v.object({
  text: v.string(),
  confidence: figure,
  engine: v.picklist(['handwriting', 'printed']),
  words: v.array(
    v.object({
      text: v.string(),
      confidence: figure,
      start: figure,
      end: figure,
      alternatives: v.array(v.object({ text: v.string(), probability: figure })),
    }),
  ),
});

/** A line of a transcript. */
export const transcriptLine = v.object({
  id: figure,
  sheetId: figure,
  quad: v.strictTuple([point, point, point, point]),
  box,
  lineClass: v.picklist(['handwriting', 'print']),
  score: figure,
  status: v.picklist(['unread', 'unsure', 'sure']),
  reading: v.nullable(reading),
  corrections: v.record(v.string(), v.string()),
  inView: v.boolean(),
});

const pageFrame = {
  width: figure,
  height: figure,
  timings: v.record(v.string(), figure),
  // Pages that were kept before their certainty was known are to be looked at.
  certainty: v.optional(figure, 0.5),
  needsCheck: v.optional(v.boolean(), true),
};
const part = { text: v.string(), box, confidence: figure };

const field = { name: v.string(), kind: v.picklist(FIELD_KINDS) };

/** A field of a form. */
export const drawnField = v.object({ ...field, box });

/** What stands in a form's fields. */
export const formRow = v.object({
  width: figure,
  height: figure,
  values: v.array(
    v.object({
      ...field,
      text: v.string(),
      confidence: figure,
      sure: v.boolean(),
      quad: v.strictTuple([point, point, point, point]),
    }),
  ),
});

/** What was read of a textbook page. */
export const textbookPage = v.variant('kind', [
  v.object({
    kind: v.literal('body'),
    ...pageFrame,
    unreadScript: v.exactOptional(v.picklist(SCRIPTS)),
  }),
  v.object({
    kind: v.literal('opener'),
    ...pageFrame,
    chapter: v.nullable(v.object({ ...part, number: v.nullable(v.string()) })),
    title: v.nullable(v.object(part)),
  }),
]);

import * as v from 'valibot';
import type { FieldKind, FormField } from '../../reading/fields/form.ts';

/** A form as a file: one picture of it, and its fields. */
export interface FormFile {
  /** The sample as a data URL of a picture file; its size, px, is what the fields are told in. */
  readonly picture: string;
  readonly width: number;
  readonly height: number;
  readonly fields: readonly FormField[];
}

const FORMAT = 'handlens-form';
/** Counts up when a key changes its meaning or goes; new keys alone do not change it. */
const VERSION = 1;
const MOST_FIELDS = 500;
const HOLDS = ['text', 'number', 'date', 'tick'] as const satisfies readonly FieldKind[];

const length = v.pipe(v.number(), v.finite(), v.gtValue(0));
const formSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  picture: v.pipe(v.string(), v.regex(/^data:image\/[a-z]+;base64,/)),
  width: length,
  height: length,
  fields: v.pipe(
    v.array(
      v.object({
        name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
        holds: v.picklist(HOLDS),
        x: v.pipe(v.number(), v.finite()),
        y: v.pipe(v.number(), v.finite()),
        width: length,
        height: length,
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_FIELDS),
    v.check((fields) => new Set(fields.map(({ name }) => name)).size === fields.length),
  ),
});

/** A form's file, as text. */
export function formToJson({ picture, width, height, fields }: FormFile): string {
  const document = {
    format: FORMAT,
    version: VERSION,
    ...{ width, height },
    fields: fields.map(({ name, kind, box }) => ({ name, holds: kind, ...box })),
    picture,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A form out of its file's text; null where it is none. */
export function formOfJson(text: string): FormFile | null {
  const parsed = v.safeParse(formSchema, jsonOf(text));
  if (!parsed.success) return null;
  const { picture, width, height, fields } = parsed.output;
  return {
    ...{ picture, width, height },
    fields: fields.map(({ name, holds, ...box }) => ({ name, kind: holds, box })),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

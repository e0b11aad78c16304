import type { FieldKind, FieldValue, FormField, FormRow } from '../../reading/fields/form.ts';
import type { Quad } from '../../reading/geometry.ts';
import { csvOf } from '../csv.ts';
import type { FailureJson } from '../json.ts';

/** A filled form that was read, with the name of its file. */
export interface ReadForm {
  readonly file: string;
  readonly row: FormRow;
}

/** Counts up when a key changes its meaning or goes; new keys alone do not change it. */
const VERSION = 1;

/** Filled forms; fields and values in the order in which they were drawn. */
export interface FormRowsJson {
  readonly version: typeof VERSION;
  readonly forms: readonly {
    readonly file: string;
    readonly width: number;
    readonly height: number;
    readonly fields: readonly {
      readonly name: string;
      readonly holds: FieldKind;
      /** A number as `1234.5`, a date as `2026-03-09`, a tick as `yes` or `no`. */
      readonly value: string;
      readonly confidence: number;
      /** Whether a person should look at it. */
      readonly needsCheck: boolean;
      /** Corners of the field, px of the picture. */
      readonly quad: Quad;
    }[];
  }[];
  readonly failures: readonly FailureJson[];
}

/** Filled forms, ready for `JSON.stringify`. */
export function formRowsToJson(
  forms: readonly ReadForm[],
  failures: readonly FailureJson[],
): FormRowsJson {
  return {
    version: VERSION,
    forms: forms.map(({ file, row: { width, height, values } }) => ({
      ...{ file, width, height },
      fields: values.map(({ name, kind, text, confidence, sure, quad }) => ({
        ...{ name, holds: kind, value: text },
        ...{ confidence: Number(confidence.toFixed(3)), needsCheck: !sure, quad },
      })),
    })),
    failures,
  };
}

/** One row a form, a column a field; the last column names the fields that a person should look at. */
export function formRowsToCsv(forms: readonly ReadForm[], fields: readonly FormField[]): string {
  return csvOf([
    ['file', ...fields.map(({ name }) => name), 'please check'],
    ...forms.map(({ file, row: { values } }) => [
      file,
      ...values.map(cellOf),
      values.flatMap(({ name, sure }) => (sure ? [] : [name])).join('; '),
    ]),
  ]);
}

/** A number as one where that loses none of its signs: `-3` is no formula, `007` no 7. */
function cellOf({ kind, text }: FieldValue): string | number {
  const number = Number(text);
  return kind === 'number' && text !== '' && String(number) === text ? number : text;
}

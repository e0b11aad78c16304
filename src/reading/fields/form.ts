import type { Box, Quad } from '../geometry.ts';
import type { Landmarks } from './landmarks.ts';

/** What a field holds. */
export const FIELD_KINDS = ['text', 'number', 'date', 'tick'] as const;

export type FieldKind = (typeof FIELD_KINDS)[number];

/** A place of a form that is filled in, under the name that it has as a column. */
export interface FormField {
  readonly name: string;
  readonly kind: FieldKind;
  /** Px of the sample. */
  readonly box: Box;
}

/** A form as it is found in pictures: what its sample looks like around the fields. Plain data. */
export interface Form {
  readonly sample: Landmarks;
  readonly fields: readonly FormField[];
}

/** What was read in one field. */
export interface FieldValue {
  readonly name: string;
  readonly kind: FieldKind;
  /** A number as `1234.5`, a date as `2026-03-09`, a tick as `yes` or `no`; else as it was read. */
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  /** False where a person should look at it. */
  readonly sure: boolean;
  /** Where the field lies in the picture, px of it. */
  readonly quad: Quad;
}

/** One filled form: its values in the order of the fields. */
export interface FormRow {
  readonly width: number;
  readonly height: number;
  readonly values: readonly FieldValue[];
}

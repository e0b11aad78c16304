import type { ErrorReport } from '../../../reading/errors.ts';
import type { FormField, FormRow } from '../../../reading/fields/form.ts';
import type { Box } from '../../../reading/geometry.ts';
import type { PictureReading, TextbookPage } from '../../../reading/results.ts';
import type { PageText } from './pageText.ts';

/** What pages are read for: all of their text, the chapter that they open, or a form's fields. */
export const PURPOSES = ['text', 'chapters', 'fields'] as const;

export type Purpose = (typeof PURPOSES)[number];

/** What each reading of a page gives. */
export interface Readings {
  readonly text: PageText;
  readonly chapters: TextbookPage;
  readonly fields: FormRow;
}

/** A form that pages are read by: a sample of it, and the fields that were drawn there. */
export interface DrawnForm {
  readonly name: string;
  readonly sample: Blob;
  /** Size of the sample as it is read, px: fields are told in these. */
  readonly width: number;
  readonly height: number;
  readonly fields: readonly FormField[];
  /** False while its fields are being drawn: nothing is read before. */
  readonly isDone: boolean;
}

/** Why a page was not read, and what to do about it. */
export type PageError = Pick<ErrorReport, 'message' | 'hint'> & {
  readonly code: string;
  /** Of a zip: the files in it that were not read, and why. */
  readonly entries?: readonly { readonly name: string; readonly message: string }[];
};

/** How far one reading of a page is. `soFar` is what is known of it before it is done. */
export type Progress<Reading> =
  /** Nobody asked for it. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting'; readonly soFar: Reading | null }
  /** `total` is 0 until it is known. */
  | {
      readonly kind: 'reading';
      readonly done: number;
      readonly total: number;
      readonly soFar: Reading | null;
    }
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'failed'; readonly error: PageError }
  | { readonly kind: 'cancelled'; readonly soFar: Reading | null };

/** A small picture of a page; its size in px. */
export interface Thumbnail {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** What a person wrote over chapter and title; a missing key is as it was read. */
export interface PageEdit {
  readonly chapter?: string;
  readonly title?: string;
}

/** What a page's file itself says stands on it. */
export interface OwnText {
  readonly reading: PictureReading;
  /** Pictures on the page, px of the reading: what they show must be read. */
  readonly pictures: readonly Box[];
}

/** One page of a document: its picture, and what is read of it. */
export interface DocumentPage {
  readonly id: number;
  readonly name: string;
  readonly file: Blob;
  /** `pending` until made; null where the file gives none. */
  readonly thumbnail: Thumbnail | null | 'pending';
  readonly text: Progress<PageText>;
  readonly chapters: Progress<TextbookPage>;
  readonly fields: Progress<FormRow>;
  readonly edit: PageEdit;
  /** Of this visit's files alone: what was read with it is kept. */
  readonly own?: OwnText | undefined;
}

/** What is known of a reading, whole or under way. */
export function knownOf<Reading>(progress: Progress<Reading>): Reading | null {
  switch (progress.kind) {
    case 'read':
      return progress.reading;
    case 'waiting':
    case 'reading':
    case 'cancelled':
      return progress.soFar;
    default:
      return null;
  }
}

/** Whether there is anything to read: what never came out of its file stands there by its name alone. */
export function hasPicture({ file }: Pick<DocumentPage, 'file'>): boolean {
  return file.size > 0;
}

/** Whether nothing more happens to a reading by itself. */
export function isSettled({ kind }: Progress<unknown>): boolean {
  return kind !== 'waiting' && kind !== 'reading';
}

/** Whether chapter or title were corrected. */
export function isEdited({ chapter, title }: PageEdit): boolean {
  return chapter !== undefined || title !== undefined;
}

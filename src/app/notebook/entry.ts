import type { Writing } from '../../formats/inkJson.ts';
import type { FormField, FormRow } from '../../reading/fields/form.ts';
import type { TextbookPage } from '../../reading/results.ts';
import type { Size } from '../stage/displayGeometry.ts';
import type { TranscriptLine } from '../transcript/transcript.ts';

/** What each screen keeps; all of it is plain data. */
export interface EntryContents {
  readonly live: {
    readonly transcript: readonly TranscriptLine[];
    /** Size of the picture that boxes are px of. */
    readonly frame: Size;
    /** Names that a person gave to sheets, by the sheets' numbers. */
    readonly names?: Readonly<Record<number, string>> | undefined;
  };
  readonly air: {
    readonly transcript: readonly TranscriptLine[];
    readonly writings: readonly Writing[];
    /** What is on the page and not done. */
    readonly page: Writing | null;
  };
  readonly documents: {
    /** What the pages were looked at for. */
    readonly purpose: 'text' | 'chapters' | 'fields';
    /** Whether reading waits until the person goes on. */
    readonly isPaused: boolean;
    /** What pages are read for fields by; null where none was drawn. */
    readonly form: KeptForm | null;
    readonly pages: readonly KeptPage[];
  };
}

export interface KeptForm extends Size {
  /** Its sample among the entry's pictures. */
  readonly picture: string;
  readonly name: string;
  /** Px of the sample. */
  readonly fields: readonly FormField[];
  /** False while its fields are being drawn. */
  readonly isDone: boolean;
}

/** Lines of a page, and the size of the picture that they lie in, px. */
export interface KeptText extends Size {
  readonly lines: readonly TranscriptLine[];
  /** Reading was not done; what was corrected by then is here. */
  readonly isPart?: boolean | undefined;
}

export interface KeptPage {
  /** Its file among the entry's pictures. */
  readonly picture: string;
  readonly name: string;
  /** Its lines; `text` and `chapters` are null where that was not read yet, or could not be. */
  readonly text: KeptText | null;
  /** The chapter that it opens, or that it opens none. */
  readonly chapters: TextbookPage | null;
  /** What stands in the form's fields, as read and corrected. */
  readonly fields: FormRow | null;
  /** What a person wrote over chapter and title; null where it is as read. */
  readonly chapter: string | null;
  readonly title: string | null;
}

export type EntryKind = keyof EntryContents;

/** What entries of pages were called while pages were read for their chapters alone. */
export const FORMER_KIND = 'textbook';

/** The kind of an entry that an earlier version may have written. */
export function kindOf(stored: EntryKind | typeof FORMER_KIND): EntryKind {
  return stored === FORMER_KIND ? 'documents' : stored;
}

/** An entry of the notebook without its content: what the list shows and is searched in. */
export interface EntrySummary {
  readonly id: string;
  readonly kind: EntryKind;
  /** As a person named it; null where it goes by its first line. */
  readonly name: string | null;
  readonly createdMs: number;
  readonly changedMs: number;
  /** All that was read, a line a row. */
  readonly text: string;
  /** Lines of writing, or pages. */
  readonly count: number;
  /** Its screen comes back to it after a reload. */
  readonly isOpen: boolean;
  /** It was deleted, and can be had back for a while. */
  readonly deletedMs: number | null;
}

/** Files that belong to an entry, by the keys that its content names. */
export type EntryPictures = ReadonlyMap<string, Blob>;

/** What an entry goes by where nobody named it. */
export function titleOf({ name, text, kind }: Pick<EntrySummary, 'name' | 'text' | 'kind'>) {
  const first = text.split('\n').find((line) => line.trim() !== '');
  return name ?? first?.trim() ?? { live: 'Reading', air: 'Writing', documents: 'Pages' }[kind];
}

/** `12 lines`, `1 page`. */
export function countOf({ kind, count }: Pick<EntrySummary, 'kind' | 'count'>): string {
  const unit = kind === 'documents' ? 'page' : 'line';
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

import type { Writing } from '../../formats/inkJson.ts';
import type { TextbookPage } from '../../reading/results.ts';
import type { Size } from '../stage/displayGeometry.ts';
import type { TranscriptLine } from '../transcript/transcript.ts';

/** What each screen keeps; all of it is plain data. */
export interface EntryContents {
  readonly live: {
    readonly transcript: readonly TranscriptLine[];
    /** Size of the picture that boxes are px of. */
    readonly frame: Size;
  };
  readonly air: {
    readonly transcript: readonly TranscriptLine[];
    readonly writings: readonly Writing[];
    /** What is on the page and not done. */
    readonly page: Writing | null;
  };
  readonly textbook: { readonly photos: readonly KeptPhoto[] };
}

export interface KeptPhoto {
  /** Its file among the entry's pictures. */
  readonly picture: string;
  readonly name: string;
  /** Null where it was not read yet, or could not be. */
  readonly page: TextbookPage | null;
  /** What a person wrote over it; null where it is as read. */
  readonly chapter: string | null;
  readonly title: string | null;
}

export type EntryKind = keyof EntryContents;

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
  return name ?? first?.trim() ?? { live: 'Reading', air: 'Writing', textbook: 'Photos' }[kind];
}

/** `12 lines`, `1 page`. */
export function countOf({ kind, count }: Pick<EntrySummary, 'kind' | 'count'>): string {
  const unit = kind === 'textbook' ? 'page' : 'line';
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

import type { ArchiveFile } from './writeArchive.ts';

/** What the page asks of the worker that packs: files one by one, then the end. */
export type ArchiveRequest =
  | { readonly type: 'begin'; readonly modified: Date }
  | { readonly type: 'file'; readonly file: ArchiveFile }
  | { readonly type: 'end' };

/** What the worker says: it takes the next file, or all is packed. */
export type ArchiveAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'packed'; readonly archive: Blob }
  | { readonly type: 'failed'; readonly message: string };

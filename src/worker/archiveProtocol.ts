import { messageCheck } from './messageShape.ts';
import type { FromSupervised } from './supervision.ts';
import type { ArchiveFile } from './writeArchive.ts';

/** What the page asks of the worker that packs: files one by one, then the end. */
export type ToPacking =
  | { readonly type: 'begin'; readonly modified: Date }
  | { readonly type: 'file'; readonly file: ArchiveFile }
  | { readonly type: 'end' };

/** What the worker says: it takes the next file, or all is packed. */
export type FromPacking =
  | { readonly type: 'ready' }
  | { readonly type: 'packed'; readonly archive: Blob }
  | { readonly type: 'failed'; readonly message: string };

export const isFromPacking = messageCheck<FromPacking | FromSupervised>({
  ready: [],
  packed: ['archive'],
  failed: ['message'],
  pong: [],
  broken: ['error'],
});

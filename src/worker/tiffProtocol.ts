import type { ErrorReport } from '../reading/errors.ts';
import type { PageSize } from '../reading/pictureFile/filePages.ts';
import { messageCheck } from './messageShape.ts';
import type { FromSupervised } from './supervision.ts';

/** Page → worker: one file, then what of it is wanted. */
export type ToTiff =
  | { readonly type: 'open'; readonly bytes: Uint8Array }
  | { readonly type: 'decode'; readonly index: number; readonly longSide: number };

/** Worker → page. */
export type FromTiff =
  | { readonly type: 'opened'; readonly pages: readonly PageSize[] }
  /** The file cannot be opened. */
  | { readonly type: 'refused'; readonly error: ErrorReport }
  | { readonly type: 'decoded'; readonly index: number; readonly picture: ImageBitmap }
  | { readonly type: 'undecoded'; readonly index: number; readonly error: ErrorReport };

export const isToTiff = messageCheck<ToTiff>({
  open: ['bytes'],
  decode: ['index', 'longSide'],
});

export const isFromTiff = messageCheck<FromTiff | FromSupervised>({
  opened: ['pages'],
  refused: ['error'],
  decoded: ['index', 'picture'],
  undecoded: ['index', 'error'],
  pong: [],
  broken: ['error'],
});

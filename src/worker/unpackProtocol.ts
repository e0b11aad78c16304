import type { ImportReport } from '../formats/annotation/importReport.ts';
import type { ArchiveLimits } from '../formats/archive/readArchive.ts';
import { messageCheck } from './messageShape.ts';
import type { FromSupervised } from './supervision.ts';

/** Page → worker: one zip, then what of it is wanted. */
export type ToUnpacking =
  | {
      readonly type: 'open';
      readonly archive: Blob;
      readonly file: string;
      readonly limits: ArchiveLimits;
    }
  | { readonly type: 'unpack'; readonly index: number };

/** Worker → page. */
export type FromUnpacking =
  | {
      readonly type: 'listed';
      readonly entries: readonly { readonly path: string; readonly size: number }[];
      readonly report: ImportReport;
    }
  /** Null: it is damaged. */
  | {
      readonly type: 'unpacked';
      readonly index: number;
      readonly bytes: Uint8Array<ArrayBuffer> | null;
    };

export const isToUnpacking = messageCheck<ToUnpacking>({
  open: ['archive', 'file', 'limits'],
  unpack: ['index'],
});

export const isFromUnpacking = messageCheck<FromUnpacking | FromSupervised>({
  listed: ['entries', 'report'],
  unpacked: ['index', 'bytes'],
  pong: [],
  broken: ['error'],
});

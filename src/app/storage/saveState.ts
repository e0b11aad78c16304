/** Why something is not saved, and what the person can do about it. */
export interface SaveTrouble<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}

/**
 * The saved mark, true at every moment: `saved` only when all there is stands in storage,
 * `unsaved` when writing failed; everything is then still in memory and is tried again.
 */
export type SaveState =
  | { readonly kind: 'saved' }
  /** `picturesLeft` counts copies of picture files that are still being stored. */
  | { readonly kind: 'saving'; readonly picturesLeft: number }
  | { readonly kind: 'unsaved'; readonly trouble: SaveTrouble };

export type StorageTroubleCode = 'storage-full' | 'storage-denied' | 'storage-failed';

const SENTENCES: Readonly<Record<StorageTroubleCode, { message: string; hint: string }>> = {
  'storage-full': {
    message: 'There is no room left to save your work.',
    hint: 'Everything is still here: export it now, or make room on this disk; saving goes on by itself.',
  },
  'storage-denied': {
    message: 'This browser does not let the page save anything.',
    hint: 'Everything is still here until you leave: export it, or allow storage for this site.',
  },
  'storage-failed': {
    message: 'Your work could not be saved.',
    hint: 'The disk may be full or gone. Everything is still here and is tried again; export it to be sure.',
  },
};

/** What a write that the browser refused means for the person. */
export function storageTrouble(error: unknown): SaveTrouble<StorageTroubleCode> {
  const code = codeOf(error);
  return { code, ...SENTENCES[code] };
}

function codeOf(error: unknown): StorageTroubleCode {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'storage-full';
  // Thrown by private windows and by browsers told to keep nothing.
  if (name === 'SecurityError' || name === 'NotAllowedError') return 'storage-denied';
  return typeof indexedDB === 'undefined' ? 'storage-denied' : 'storage-failed';
}

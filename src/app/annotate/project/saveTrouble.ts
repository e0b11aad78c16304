import type { SaveTrouble, SaveTroubleCode } from './sessionState.ts';

const SENTENCES: Readonly<Record<SaveTroubleCode, { message: string; hint: string }>> = {
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
  'other-tab': {
    message: 'Another tab took this project over before your last changes were saved.',
    hint: 'They are still here: export them from this tab before you close it.',
  },
  removed: {
    message: 'This project was deleted in another tab.',
    hint: 'What you see is still here: export it from this tab if you want to keep it.',
  },
};

/** Another tab became the writer of the project: nothing of this one may be written any more. */
export class WriterLostError extends Error {
  override readonly name = 'WriterLostError';
}

/** The project that was asked for is not in this browser, or not any more. */
export class ProjectMissingError extends Error {
  override readonly name = 'ProjectMissingError';
  readonly hint = 'Go back to the list of projects, or import it from an exported file.';

  constructor() {
    super('This project is not in this browser.');
  }
}

export function saveTrouble(code: SaveTroubleCode): SaveTrouble {
  return { code, ...SENTENCES[code] };
}

/** What a failed write means for the person. */
export function troubleOf(error: unknown): SaveTrouble {
  return saveTrouble(codeOf(error));
}

function codeOf(error: unknown): SaveTroubleCode {
  if (error instanceof WriterLostError) return 'other-tab';
  if (error instanceof ProjectMissingError) return 'removed';
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'storage-full';
  // Thrown by private windows and by browsers told to keep nothing.
  if (name === 'SecurityError' || name === 'NotAllowedError') return 'storage-denied';
  return typeof indexedDB === 'undefined' ? 'storage-denied' : 'storage-failed';
}

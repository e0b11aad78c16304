import { type SaveTrouble, storageTrouble } from '../../storage/saveState.ts';

/** Why a project cannot be written any more though storage has room. */
type ProjectTroubleCode = 'other-tab' | 'removed';

const SENTENCES: Readonly<Record<ProjectTroubleCode, { message: string; hint: string }>> = {
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

export function saveTrouble(code: ProjectTroubleCode): SaveTrouble {
  return { code, ...SENTENCES[code] };
}

/** What a failed write means for the person. */
export function troubleOf(error: unknown): SaveTrouble {
  if (error instanceof WriterLostError) return saveTrouble('other-tab');
  if (error instanceof ProjectMissingError) return saveTrouble('removed');
  return storageTrouble(error);
}

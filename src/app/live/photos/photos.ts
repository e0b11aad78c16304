import { type ErrorReport, reportError } from '../../../reading/errors.ts';
import { pictureSize } from '../../../worker/page/pictureFile.ts';

/** A photo that is read; it is a sheet of its own. */
export interface Photo {
  readonly sheetId: number;
  readonly file: File;
}

/** A file that is not read, and why. */
export interface RefusedFile {
  readonly name: string;
  readonly error: ErrorReport;
}

/** Sheets that are held up are counted from 1: photos begin where none of them ever comes. */
let nextSheet = 1_000_000;

/** Tells files that can be read from others, by what they are and not by their names. */
export async function sortFiles(files: readonly File[]): Promise<{
  readonly photos: readonly Photo[];
  readonly refused: readonly RefusedFile[];
}> {
  const looked = await Promise.all(
    files.map((file) =>
      pictureSize(file).then(
        () => null,
        (error: unknown) => ({ name: file.name, error: reportError(error) }),
      ),
    ),
  );
  const photos = files.filter((_, i) => looked[i] === null);
  return {
    photos: photos.map((file) => ({ sheetId: nextSheet++, file })),
    refused: looked.filter((one) => one !== null),
  };
}

/** What is said of files that were refused: their names, why, and what to do. */
export function refusal(refused: readonly RefusedFile[]): {
  readonly message: string;
  readonly hint: string;
} | null {
  const [first] = refused;
  if (first === undefined) return null;
  const names = refused.map(({ name }) => `“${name}”`).join(', ');
  const same = refused.every(({ error }) => error.code === first.error.code);
  const message =
    refused.length === 1
      ? `${names}: ${first.error.message}`
      : `${refused.length} files were not read: ${names}.`;
  return { message, hint: same ? first.error.hint : 'Use JPEG, PNG or WebP files that are whole.' };
}

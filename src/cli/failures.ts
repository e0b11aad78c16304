import type { FailureJson } from '../formats/json.ts';
import { ReadingError, type ReadingErrorCode, reportError } from '../reading/errors.ts';
import { printable } from './console.ts';

const READER_ITSELF: ReadonlySet<ReadingErrorCode> = new Set([
  'model-missing',
  'model-corrupt',
  'model-invalid',
  'backend-failed',
  'opencv-failed',
]);

/** Whether the reader itself is out of order, so that the next file would fail as well. */
export function concernsAllFiles(error: unknown): boolean {
  return error instanceof ReadingError && READER_ITSELF.has(error.code);
}

/** What went wrong with one file, for people and for `--json`. */
export function failureOf(file: string, error: unknown): FailureJson {
  if (!(error instanceof ReadingError) && isFileSystemError(error)) {
    return {
      file,
      code: error.code === 'ENOENT' ? 'file-missing' : 'file-unreadable',
      message:
        error.code === 'ENOENT'
          ? 'There is no such file.'
          : `The file cannot be read (${error.code}).`,
      hint: 'Check the path and whether you may read it.',
    };
  }
  return { file, ...reportError(error) };
}

export function failureText({ file, message, hint }: FailureJson): string {
  return printable(`${file}: ${message} ${hint}`);
}

function isFileSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

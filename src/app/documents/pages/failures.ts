import type { FailureJson } from '../../../formats/json.ts';
import type { DocumentPage, PageError, Purpose } from './page.ts';

/** The pages that could not be read, as the JSON names them. */
export function failuresOf(
  pages: readonly DocumentPage[],
  purpose: Purpose,
): readonly FailureJson[] {
  return pages.flatMap((page) => {
    const progress = page[purpose];
    if (progress.kind !== 'failed') return [];
    const { code, message, hint } = progress.error;
    return [{ file: page.name, code, message, hint }];
  });
}

/** Whether a file would open by its password. */
export function isLocked({ code }: PageError): boolean {
  return code === 'pdf-locked' || code === 'pdf-password-wrong';
}

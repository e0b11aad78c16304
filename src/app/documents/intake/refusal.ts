import type { PageError } from '../pages/page.ts';

/** A file that is not read, and why. */
export interface RefusedFile {
  readonly name: string;
  readonly error: PageError;
}

/** Names that are told in full; of more, their number. */
const NAMED = 4;

/** What is said of files that were refused: their names, why, and what to do. */
export function refusal(refused: readonly RefusedFile[]): {
  readonly message: string;
  readonly hint: string;
} | null {
  const [first] = refused;
  if (first === undefined) return null;
  const names = refused.slice(0, NAMED).map(({ name }) => `“${name}”`);
  const more = refused.length - names.length;
  const all = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const same = refused.every(({ error }) => error.code === first.error.code);
  const message =
    refused.length === 1
      ? `${all}: ${first.error.message}`
      : `${refused.length} files were not read: ${all}.`;
  return { message, hint: same ? first.error.hint : 'Each says in the list why, and what to do.' };
}

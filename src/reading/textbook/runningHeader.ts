import type { Box } from '../geometry.ts';

/** What the page's print says about its running text, px of the page. */
export interface RunningText {
  /** Top of the highest line that was read. */
  readonly top: number;
  /** Height of the running text's capitals; 0 where there is little text. */
  readonly letters: number;
}

/** Running headers are set no larger than this, in heights of the running text's capitals. */
const LARGEST = 1.3;
/** A bare number, as pages are numbered with; a chapter's label says so in a word or stands large. */
const BARE_NUMBER = /^[\divxlc]+\.?$/i;

/**
 * Whether what was taken for a title is the page's running header: the highest line of the page, in
 * print as small as the text below it, with nothing but a number beside it.
 * @param letters height of the title's capitals, px of the page
 */
export function isRunningHeader(
  title: { readonly box: Box; readonly letters: number },
  labelText: string | null,
  text: RunningText,
): boolean {
  if (text.letters === 0 || title.letters > LARGEST * text.letters) return false;
  if (title.box.y > text.top + 1.5 * title.letters) return false;
  return labelText === null || BARE_NUMBER.test(labelText.trim());
}

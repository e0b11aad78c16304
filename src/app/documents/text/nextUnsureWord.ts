import { nextUnsure, type WordPlace } from '../../transcript/transcript.ts';
import { type DocumentPage, knownOf } from '../pages/page.ts';

/**
 * The unsure word after (or before) one, from page to page and round and round; from the beginning
 * of the page that is looked at where `from` is null.
 */
export function nextUnsureWord(
  pages: readonly DocumentPage[],
  shown: number,
  from: WordPlace | null,
  step: 1 | -1,
): { readonly pageId: number; readonly word: WordPlace } | null {
  const at = Math.max(
    0,
    pages.findIndex(({ id }) => id === shown),
  );
  const inOrder = [...pages.slice(at), ...pages.slice(0, at)];
  const lines = inOrder.flatMap(({ text }) => knownOf(text)?.transcript ?? []);
  const word = nextUnsure(lines, from, step);
  const line = lines.find(({ id }) => id === word?.lineId);
  return word && line ? { pageId: line.sheetId, word } : null;
}

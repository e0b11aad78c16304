import { expect, test } from 'vitest';
import type { DocumentPage } from '../../../../src/app/documents/pages/page.ts';
import { textSoFar } from '../../../../src/app/documents/pages/pageText.ts';
import { nextUnsureWord } from '../../../../src/app/documents/text/nextUnsureWord.ts';
import { liveLine, readingOf } from '../../transcript/liveLines.ts';

/** A page with lines of one word each, of these confidences. */
function page(id: number, ...confidences: readonly number[]): DocumentPage {
  const lines = confidences.map((confidence, row) => ({
    ...liveLine(0, row, null),
    classProbability: 1,
    reading: readingOf('word', confidence),
  }));
  const reading = textSoFar(id, null, { width: 1280, height: 720, lines });
  return {
    ...{ id, name: `${id}.jpg`, file: new Blob(), thumbnail: null, edit: {} },
    text: { kind: 'read', reading },
    chapters: { kind: 'idle' },
    fields: { kind: 'idle' },
  };
}

const PAGES = [page(1, 0.9), page(2, 0.2, 0.9, 0.3), page(3, 0.9), page(4, 0.1)];

test('goes from page to page and round and round, in reading order', () => {
  const seen: number[] = [];
  let shown = 3;
  let at: Parameters<typeof nextUnsureWord>[2] = null;
  for (let i = 0; i < 4; i++) {
    const found = nextUnsureWord(PAGES, shown, at, 1);
    if (!found) throw new Error('no word');
    seen.push(found.pageId);
    shown = found.pageId;
    at = found.word;
  }
  expect(seen).toEqual([4, 2, 2, 4]);
});

test('goes back, and finds nothing where every word is sure', () => {
  const first = nextUnsureWord(PAGES, 2, null, 1);
  expect(nextUnsureWord(PAGES, 2, first?.word ?? null, -1)?.pageId).toBe(4);
  expect(nextUnsureWord([page(1, 0.9)], 1, null, 1)).toBeNull();
});

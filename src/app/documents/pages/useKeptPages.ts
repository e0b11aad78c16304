import { useMemo, useRef } from 'react';
import type { KeptPage } from '../../notebook/entry.ts';
import { useKept } from '../../notebook/useKept.ts';
import type { DocumentPage } from './page.ts';
import type { RecalledPage } from './pageAction.ts';
import type { PageList } from './pageList.ts';
import { keptText, type PageText } from './pageText.ts';

/** Keeps pages with what was read and corrected in the notebook, and brings them back. */
export function useKeptPages(
  { pages, purpose, isPaused }: PageList,
  recall: (
    pages: readonly RecalledPage[],
    list: Pick<PageList, 'purpose' | 'isPaused'> | null,
  ) => void,
): void {
  // A file keeps its key from visit to visit, so that it is written once.
  const keys = useRef(new WeakMap<Blob, string>());
  const keyOf = (file: Blob): string => {
    const key = keys.current.get(file) ?? crypto.randomUUID();
    keys.current.set(file, key);
    return key;
  };
  // What could not be opened at all is nothing to come back to.
  const worth = pages.filter(({ thumbnail, text }) => thumbnail !== null || text.kind !== 'failed');
  const kept = useSettledPages(worth, keyOf);
  const content = useMemo(
    () => (kept.length > 0 ? { purpose, isPaused, pages: kept } : null),
    [kept, purpose, isPaused],
  );
  const files = new Map(worth.map(({ file }) => [keyOf(file), file]));
  useKept(
    'documents',
    content,
    (entry, pictures) => {
      for (const [key, file] of pictures) keys.current.set(file, key);
      recall(
        (entry?.pages ?? []).flatMap((page) => {
          const { picture, name, text, chapters, chapter, title } = page;
          const file = pictures.get(picture);
          // A page whose file did not get here in time has what was read alone, or nothing.
          if (!file && !text && !chapters) return [];
          const edit = {
            ...(chapter === null ? {} : { chapter }),
            ...(title === null ? {} : { title }),
          };
          return [{ name, file: file ?? new Blob(), text, chapters, edit }];
        }),
        entry,
      );
    },
    files,
  );
}

/** The pages as they are kept; the same array while only progress goes on. */
function useSettledPages(
  pages: readonly DocumentPage[],
  keyOf: (file: Blob) => string,
): readonly KeptPage[] {
  const last = useRef<readonly KeptPage[]>([]);
  const texts = useRef(new WeakMap<PageText, KeptPage['text']>());
  const textOf = (text: PageText): KeptPage['text'] => {
    const kept = texts.current.get(text) ?? keptText(text);
    texts.current.set(text, kept);
    return kept;
  };
  const kept = pages.map(
    ({ file, name, text, chapters, edit }): KeptPage => ({
      ...{ picture: keyOf(file), name },
      text: text.kind === 'read' ? textOf(text.reading) : null,
      chapters: chapters.kind === 'read' ? chapters.reading : null,
      ...{ chapter: edit.chapter ?? null, title: edit.title ?? null },
    }),
  );
  const same =
    kept.length === last.current.length &&
    kept.every((page, index) => isSame(page, last.current[index]));
  if (!same) last.current = kept;
  return last.current;
}

function isSame(a: KeptPage, b: KeptPage | undefined): boolean {
  return (
    b !== undefined &&
    a.picture === b.picture &&
    a.name === b.name &&
    a.text === b.text &&
    a.chapters === b.chapters &&
    a.chapter === b.chapter &&
    a.title === b.title
  );
}

import { useMemo, useRef } from 'react';
import type { EntryPictures, KeptForm, KeptPage, KeptText } from '../../notebook/entry.ts';
import { useKept } from '../../notebook/useKept.ts';
import { isLocked } from './failures.ts';
import { type DocumentPage, type DrawnForm, knownOf } from './page.ts';
import type { RecalledPage } from './pageAction.ts';
import type { PageList } from './pageList.ts';
import { hasCorrections, keptText, type PageText } from './pageText.ts';

/** Keeps pages with what was read and corrected in the notebook, and brings them back. */
export function useKeptPages(
  { pages, purpose, form, isPaused }: PageList,
  recall: (
    pages: readonly RecalledPage[],
    list: Pick<PageList, 'purpose' | 'isPaused'> | null,
    form: DrawnForm | null,
  ) => void,
): void {
  // A file keeps its key from visit to visit, so that it is written once.
  const keys = useRef(new WeakMap<Blob, string>());
  const keyOf = (file: Blob): string => {
    const key = keys.current.get(file) ?? crypto.randomUUID();
    keys.current.set(file, key);
    return key;
  };
  // What could not be opened at all is nothing to come back to; what is locked is, by its password.
  const worth = pages.filter(
    ({ thumbnail, text }) => thumbnail !== null || text.kind !== 'failed' || isLocked(text.error),
  );
  const kept = useSettledPages(worth, keyOf);
  const sampleKey = form ? keyOf(form.sample) : '';
  const keptForm = useMemo(() => {
    if (!form) return null;
    const { sample: _, ...drawn } = form;
    return { ...drawn, picture: sampleKey };
  }, [form, sampleKey]);
  const content = useMemo(
    () => (kept.length > 0 ? { purpose, isPaused, form: keptForm, pages: kept } : null),
    [kept, keptForm, purpose, isPaused],
  );
  const files = new Map(worth.map(({ file }) => [keyOf(file), file]));
  if (form) files.set(sampleKey, form.sample);
  useKept(
    'documents',
    content,
    (entry, pictures) => {
      for (const [key, file] of pictures) keys.current.set(file, key);
      recall(
        (entry?.pages ?? []).flatMap((page) => {
          const { picture, name, text, chapters, fields, chapter, title } = page;
          const file = pictures.get(picture);
          // A page whose file did not get here in time has what was read alone, or nothing.
          if (!file && !text && !chapters && !fields) return [];
          const edit = {
            ...(chapter === null ? {} : { chapter }),
            ...(title === null ? {} : { title }),
          };
          return [{ name, file: file ?? new Blob(), text, chapters, fields, edit }];
        }),
        entry,
        formOf(entry?.form ?? null, pictures),
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
  const texts = useRef(new WeakMap<PageText, KeptText>());
  const textOf = (text: PageText, isPart: boolean): KeptText => {
    const known = texts.current.get(text);
    if (known && (known.isPart ?? false) === isPart) return known;
    const kept = { ...keptText(text), ...(isPart ? { isPart } : {}) };
    texts.current.set(text, kept);
    return kept;
  };
  /** Of a page that is still being read, what a person corrected is worth keeping. */
  const keptOf = (text: DocumentPage['text']): KeptPage['text'] => {
    if (text.kind === 'read') return textOf(text.reading, false);
    const soFar = knownOf(text);
    return soFar && hasCorrections(soFar) ? textOf(soFar, true) : null;
  };
  const kept = pages.map(
    ({ file, name, text, chapters, fields, edit }): KeptPage => ({
      ...{ picture: keyOf(file), name },
      text: keptOf(text),
      chapters: chapters.kind === 'read' ? chapters.reading : null,
      fields: fields.kind === 'read' ? fields.reading : null,
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
    a.fields === b.fields &&
    a.chapter === b.chapter &&
    a.title === b.title
  );
}

/** The form with its sample; null where that did not get here. */
function formOf(kept: KeptForm | null, pictures: EntryPictures): DrawnForm | null {
  if (!kept) return null;
  const { picture, ...drawn } = kept;
  const sample = pictures.get(picture);
  return sample ? { ...drawn, sample } : null;
}

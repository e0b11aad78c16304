import { useMemo, useRef } from 'react';
import type { KeptPhoto } from '../notebook/entry.ts';
import { useKept } from '../notebook/useKept.ts';
import type { Photo, RecalledPhoto } from './pageQueue.ts';

/** Keeps photos with what was read and corrected in the notebook, and brings them back. */
export function useKeptPages(
  photos: readonly Photo[],
  recall: (photos: readonly RecalledPhoto[]) => void,
): void {
  // A file keeps its key from visit to visit, so that it is written once.
  const keys = useRef(new WeakMap<Blob, string>());
  const keyOf = (file: Blob): string => {
    const key = keys.current.get(file) ?? crypto.randomUUID();
    keys.current.set(file, key);
    return key;
  };
  const kept = useSettledPhotos(photos, keyOf);
  const content = useMemo(() => (kept.length > 0 ? { photos: kept } : null), [kept]);
  const files = new Map(photos.map(({ file }) => [keyOf(file), file]));
  useKept(
    'textbook',
    content,
    (entry, pictures) => {
      for (const [key, file] of pictures) keys.current.set(file, key);
      recall(
        (entry?.photos ?? []).flatMap(({ picture, name, page, chapter, title }) => {
          const file = pictures.get(picture);
          // A photo whose file did not get here in time has its page alone, or nothing.
          if (!file && !page) return [];
          const edit = {
            ...(chapter === null ? {} : { chapter }),
            ...(title === null ? {} : { title }),
          };
          return [{ name, file: file ?? new Blob(), page, edit }];
        }),
      );
    },
    files,
  );
}

/** The photos as they are kept; the same array while only progress goes on. */
function useSettledPhotos(
  photos: readonly Photo[],
  keyOf: (file: Blob) => string,
): readonly KeptPhoto[] {
  const last = useRef<readonly KeptPhoto[]>([]);
  const kept = photos.map(
    ({ file, name, state, edit }): KeptPhoto => ({
      ...{ picture: keyOf(file), name, page: state.kind === 'read' ? state.page : null },
      ...{ chapter: edit.chapter ?? null, title: edit.title ?? null },
    }),
  );
  const same =
    kept.length === last.current.length &&
    kept.every((photo, index) => isSame(photo, last.current[index]));
  if (!same) last.current = kept;
  return last.current;
}

function isSame(a: KeptPhoto, b: KeptPhoto | undefined): boolean {
  return (
    b !== undefined &&
    a.picture === b.picture &&
    a.name === b.name &&
    a.page === b.page &&
    a.chapter === b.chapter &&
    a.title === b.title
  );
}

import { type Dispatch, useReducer } from 'react';
import { purposeOfAddress } from '../usePurposeOfAddress.ts';
import type { PageAction } from './pageAction.ts';
import { EMPTY_LIST, type PageList, pageListReducer } from './pageList.ts';
import { useKeptPages } from './useKeptPages.ts';
import { usePageReading } from './usePageReading.ts';
import { useThumbnails } from './useThumbnails.ts';

/** Pages that are read one after the other, for as long as there are some, and kept. */
export function usePageList(shown: number | null): {
  readonly list: PageList;
  readonly dispatch: Dispatch<PageAction>;
} {
  const [list, dispatch] = useReducer(pageListReducer, EMPTY_LIST);
  usePageReading(list, shown, dispatch);
  useThumbnails(list, dispatch);
  useKeptPages(list, (pages, kept, form) =>
    dispatch({
      ...{ type: 'recall', pages, form, isPaused: kept?.isPaused ?? false },
      purpose: purposeOfAddress() ?? kept?.purpose ?? null,
    }),
  );
  return { list, dispatch };
}

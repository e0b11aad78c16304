import { type DocumentPage, isEdited, isSettled, type Purpose } from './page.ts';
import { unsureWords } from './pageText.ts';

export interface PageCounts {
  readonly all: number;
  /** Pages that nothing more will happen to by itself. */
  readonly settled: number;
  readonly read: number;
  readonly openers: number;
  readonly bodies: number;
  readonly failed: number;
  /** Read pages that a person should look at. */
  readonly unsure: number;
}

/** Whether a person should look at a page, and has not settled it. */
export function needsCheck(page: DocumentPage, purpose: Purpose): boolean {
  const { text, chapters, fields, edit } = page;
  if (purpose === 'fields') {
    return fields.kind === 'read' && fields.reading.values.some(({ sure }) => !sure);
  }
  if (purpose === 'text') return text.kind === 'read' && unsureWords(text.reading) > 0;
  return chapters.kind === 'read' && chapters.reading.needsCheck && !isEdited(edit);
}

export function countsOf(pages: readonly DocumentPage[], purpose: Purpose): PageCounts {
  const count = (test: (page: DocumentPage) => boolean): number => pages.filter(test).length;
  const isRead = (kind: 'opener' | 'body') => (page: DocumentPage) =>
    page.chapters.kind === 'read' && page.chapters.reading.kind === kind;
  return {
    all: pages.length,
    settled: count((page) => isSettled(page[purpose])),
    read: count((page) => page[purpose].kind === 'read'),
    openers: count(isRead('opener')),
    bodies: count(isRead('body')),
    failed: count((page) => page[purpose].kind === 'failed'),
    unsure: count((page) => needsCheck(page, purpose)),
  };
}

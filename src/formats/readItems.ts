import type { PictureReading, TextbookPage } from '../reading/results.ts';

/** A picture that was read, with the name of its file. */
export interface ReadPicture {
  readonly file: string;
  readonly reading: PictureReading;
}

/** A textbook page that was read, with the name of its file. */
export interface ReadPage {
  readonly file: string;
  readonly page: TextbookPage;
}

/** Chapter and title as one line, `Chapter 3 · Photosynthesis`; null where a page opens none. */
export function pageHeading(page: TextbookPage): string | null {
  if (page.kind === 'body') return null;
  const parts = [page.chapter?.text, page.title?.text].filter(
    (text): text is string => text !== undefined && text !== '',
  );
  return parts.length > 0 ? parts.join(' · ') : null;
}

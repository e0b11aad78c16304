import type { ReadPage } from '../../../formats/readItems.ts';
import type { Box } from '../../../reading/geometry.ts';
import type { PagePart, TextbookPage } from '../../../reading/results.ts';
import { parseChapterLabel } from '../../../reading/text/chapterLabel.ts';
import { type DocumentPage, isEdited, type PageEdit } from '../pages/page.ts';

/** What a person adds by hand lies nowhere in the picture. */
const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

/** The page as a person corrected it: their words are certain, the chapter's number follows them. */
export function editedPage(page: TextbookPage, edit: PageEdit): TextbookPage {
  if (!isEdited(edit)) return page;
  const { width, height, timings } = page;
  const common = { width, height, timings, certainty: 1, needsCheck: false };
  const read = page.kind === 'opener' ? page : { chapter: null, title: null };
  const chapter = editedPart(read.chapter, edit.chapter);
  const title = editedPart(read.title, edit.title);
  if (!chapter && !title) return { kind: 'body', ...common };
  const number =
    edit.chapter === undefined
      ? (read.chapter?.number ?? null)
      : (parseChapterLabel(edit.chapter, { letter: true })?.number ?? null);
  return {
    kind: 'opener',
    ...common,
    chapter: chapter && { ...chapter, number },
    title,
  };
}

function editedPart(part: PagePart | null, text: string | undefined): PagePart | null {
  if (text === undefined || text.trim() === (part?.text ?? '')) return part;
  if (text.trim() === '') return null;
  return { box: part?.box ?? NOWHERE, text: text.trim(), confidence: 1 };
}

/** All pages whose chapters were read, as corrected. */
export function readPages(pages: readonly DocumentPage[]): readonly ReadPage[] {
  return pages.flatMap(({ name, chapters, edit }) =>
    chapters.kind === 'read' ? [{ file: name, page: editedPage(chapters.reading, edit) }] : [],
  );
}

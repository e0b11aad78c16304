import type { ReadPicture } from '../../../formats/readItems.ts';
import type { TextFile } from '../../files/saveFile.ts';
import { transcriptText } from '../../transcript/transcript.ts';
import { picturesFile, type TranscriptFormat } from '../../transcript/transcriptFiles.ts';
import { failuresOf } from '../pages/failures.ts';
import { type DocumentPage, knownOf } from '../pages/page.ts';
import { readPictureOf } from '../pages/pageText.ts';

/** The pages that have been read by now, as corrected. */
export function readPictures(pages: readonly DocumentPage[]): readonly ReadPicture[] {
  return pages.flatMap(({ name, text }) => {
    const known = knownOf(text);
    return known ? [readPictureOf(name, known)] : [];
  });
}

/** All text, a row a line, an empty row between pages. */
export function textOfPages(pages: readonly DocumentPage[]): string {
  return pages
    .map(({ text }) => transcriptText(knownOf(text)?.transcript ?? []))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** A file of all pages that were read; the JSON also names those that failed. */
export function pagesFile(format: TranscriptFormat, pages: readonly DocumentPage[]): TextFile {
  return picturesFile(format, readPictures(pages), 'documents', failuresOf(pages, 'text'));
}

import { pagesToCsv } from '../../formats/csv.ts';
import { type FailureJson, pagesToJson } from '../../formats/json.ts';
import { pagesToMarkdown } from '../../formats/markdown.ts';
import { pagesToText } from '../../formats/text.ts';
import type { TextFile } from '../files/saveFile.ts';
import { readPages } from './editedPage.ts';
import type { Photo } from './pageQueue.ts';

export const PAGE_FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
  { format: 'markdown', label: 'Markdown' },
  { format: 'text', label: 'Text' },
] as const;

export type PageFormat = (typeof PAGE_FORMATS)[number]['format'];

/** A file of all pages that were read, as corrected; the JSON also names the photos that failed. */
export function pagesFile(format: PageFormat, photos: readonly Photo[]): TextFile {
  const pages = readPages(photos);
  switch (format) {
    case 'text':
      return { name: 'chapters.txt', mediaType: 'text/plain', text: pagesToText(pages) };
    case 'markdown':
      return { name: 'chapters.md', mediaType: 'text/markdown', text: pagesToMarkdown(pages) };
    case 'csv':
      return { name: 'chapters.csv', mediaType: 'text/csv', text: pagesToCsv(pages) };
    case 'json': {
      const document = JSON.stringify(pagesToJson(pages, failuresOf(photos)), null, 2);
      return { name: 'chapters.json', mediaType: 'application/json', text: document };
    }
  }
}

function failuresOf(photos: readonly Photo[]): readonly FailureJson[] {
  return photos.flatMap(({ name, state }) =>
    state.kind === 'failed' ? [{ file: name, ...state.error }] : [],
  );
}

import { pagesToCsv } from '../../../formats/csv.ts';
import { pagesToJson } from '../../../formats/json.ts';
import { pagesToMarkdown } from '../../../formats/markdown.ts';
import { pagesToText } from '../../../formats/text.ts';
import type { TextFile } from '../../files/saveFile.ts';
import { failuresOf } from '../pages/failures.ts';
import type { DocumentPage } from '../pages/page.ts';
import { readPages } from './editedPage.ts';

export const CHAPTER_FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
  { format: 'markdown', label: 'Markdown' },
  { format: 'text', label: 'Text' },
] as const;

export type ChapterFormat = (typeof CHAPTER_FORMATS)[number]['format'];

/** A file of all pages that were read, as corrected; the JSON also names the pages that failed. */
export function chaptersFile(format: ChapterFormat, list: readonly DocumentPage[]): TextFile {
  const pages = readPages(list);
  switch (format) {
    case 'text':
      return { name: 'chapters.txt', mediaType: 'text/plain', text: pagesToText(pages) };
    case 'markdown':
      return { name: 'chapters.md', mediaType: 'text/markdown', text: pagesToMarkdown(pages) };
    case 'csv':
      return { name: 'chapters.csv', mediaType: 'text/csv', text: pagesToCsv(pages) };
    case 'json': {
      const document = JSON.stringify(pagesToJson(pages, failuresOf(list, 'chapters')), null, 2);
      return { name: 'chapters.json', mediaType: 'application/json', text: document };
    }
  }
}

import type { ReadPage, ReadPicture } from './readItems.ts';

/** A text as Markdown (CommonMark) that shows just this text. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replace(/^(\s*)([-+])(?=\s|$)/, '$1\\$2')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(\s*)(=+|-+)(\s*)$/, '$1\\$2$3');
}

/** The lines of each picture, with hard line breaks as written; several under a heading each. */
export function picturesToMarkdown(pictures: readonly ReadPicture[]): string {
  const named = pictures.length > 1;
  return pictures
    .map(({ file, reading }) => {
      const lines = reading.lines.map((line) => escapeMarkdown(line.reading.text)).join('\\\n');
      const heading = named ? `## ${escapeMarkdown(file)}\n\n` : '';
      return `${heading}${lines === '' ? '' : `${lines}\n`}`;
    })
    .join('\n');
}

/** A table of contents: the openers in the order given, chapter in bold, then the title. */
export function pagesToMarkdown(pages: readonly ReadPage[]): string {
  return pages
    .map(({ page }) => {
      if (page.kind === 'body') return '';
      const chapter = page.chapter?.text ?? '';
      const title = page.title?.text ?? '';
      const parts = [
        ...(chapter === '' ? [] : [`**${escapeMarkdown(chapter)}**`]),
        ...(title === '' ? [] : [escapeMarkdown(title)]),
      ];
      return parts.length > 0 ? `- ${parts.join(' ')}\n` : '';
    })
    .join('');
}

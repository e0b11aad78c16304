import { pageHeading, type ReadPage, type ReadPicture } from './readItems.ts';

const NO_OPENING = 'no chapter opening on this page';

/** The lines of a picture as they were read, one under the other, in reading order. */
export function transcriptOf(lines: readonly { readonly reading: { readonly text: string } }[]) {
  return lines.map(({ reading }) => `${reading.text}\n`).join('');
}

/** Plain text of pictures: their transcripts; several are set apart by the names of their files. */
export function picturesToText(pictures: readonly ReadPicture[]): string {
  const [only] = pictures;
  if (pictures.length === 1 && only !== undefined) return transcriptOf(only.reading.lines);
  return pictures
    .map(({ file, reading }) => `${file}\n\n${transcriptOf(reading.lines)}`)
    .join('\n');
}

/** Plain text of textbook pages: one line a page. */
export function pagesToText(pages: readonly ReadPage[]): string {
  const named = pages.length > 1;
  return pages
    .map(({ file, page }) => {
      const text = pageHeading(page) ?? NO_OPENING;
      return named ? `${file}: ${text}\n` : `${text}\n`;
    })
    .join('');
}

import { pagesToHtml } from '../../../formats/document/html.ts';
import type { LaidOutPage } from '../../../formats/document/laidOutPage.ts';
import { layoutOf } from '../../../reading/layout/layoutOf.ts';
import { transcriptText } from '../../transcript/transcript.ts';
import { type DocumentPage, knownOf } from '../pages/page.ts';
import { readPictureOf } from '../pages/pageText.ts';

/** The pages that have been read by now, as corrected, by their parts. */
export function laidOutPages(pages: readonly DocumentPage[]): readonly LaidOutPage[] {
  return pages.flatMap(({ name, text }) => {
    const known = knownOf(text);
    return known ? [{ name, layout: layoutOf(readPictureOf(name, known).reading), dpi: null }] : [];
  });
}

/** All text, a row a line, an empty row between pages. */
export function textOfPages(pages: readonly DocumentPage[]): string {
  return pages
    .map(({ text }) => transcriptText(knownOf(text)?.transcript ?? []))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** All text formatted, tables as tables. */
export function htmlOfPages(pages: readonly DocumentPage[]): string {
  return pagesToHtml(laidOutPages(pages));
}

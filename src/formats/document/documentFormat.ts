import { pageToAlto } from './alto.ts';
import { documentToCsv } from './csv.ts';
import { documentToDocx } from './docx.ts';
import { pagesToHocr } from './hocr.ts';
import { documentPageJson, documentToJson } from './json.ts';
import type { LaidOutPage } from './laidOutPage.ts';
import { documentToMarkdown } from './markdown.ts';
import { pageToPageXml } from './pageXml.ts';
import { pagesToPlainText } from './plainText.ts';
import { type PicturedPage, pagesToPdf } from './searchablePdf.ts';

/**
 * Formats that documents are written in; `each` of them holds one page, the others all pages of a
 * document.
 */
export const DOCUMENT_FORMATS = {
  txt: { label: 'Text', extension: 'txt', mediaType: 'text/plain', each: false },
  md: { label: 'Markdown', extension: 'md', mediaType: 'text/markdown', each: false },
  csv: { label: 'CSV', extension: 'csv', mediaType: 'text/csv', each: false },
  json: { label: 'JSON', extension: 'json', mediaType: 'application/json', each: false },
  jsonl: { label: 'JSON Lines', extension: 'jsonl', mediaType: 'application/jsonl', each: false },
  hocr: { label: 'hOCR', extension: 'hocr', mediaType: 'application/xhtml+xml', each: false },
  alto: { label: 'ALTO 4', extension: 'alto.xml', mediaType: 'application/xml', each: true },
  page: { label: 'PAGE XML', extension: 'page.xml', mediaType: 'application/xml', each: true },
  pdf: { label: 'Searchable PDF', extension: 'pdf', mediaType: 'application/pdf', each: false },
  png: {
    label: 'Boxes on the picture',
    extension: 'boxes.png',
    mediaType: 'image/png',
    each: true,
  },
  docx: {
    label: 'Word',
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    each: false,
  },
} as const;

export type DocumentFormat = keyof typeof DOCUMENT_FORMATS;

/** What formats are written from: pages of text, with their pictures where the format shows them. */
export type DocumentSource =
  | { readonly format: 'pdf'; readonly pages: readonly PicturedPage[] }
  /** PNG files, drawn on by `drawBoxes`. */
  | { readonly format: 'png'; readonly pages: readonly Uint8Array<ArrayBuffer>[] }
  | {
      readonly format: Exclude<DocumentFormat, 'pdf' | 'png'>;
      readonly pages: readonly LaidOutPage[];
    };

/** A file of a document: one, or one for each page. Its name is without the document's. */
export interface DocumentFile {
  /** Such as `.txt`, or `-0001.alto.xml` of the first of several pages. */
  readonly suffix: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/**
 * The files that a document is written to.
 * @param created when it was read; some formats say so
 */
export async function documentFiles(
  source: DocumentSource,
  created: Date,
): Promise<readonly DocumentFile[]> {
  const { extension } = DOCUMENT_FORMATS[source.format];
  const whole = (content: DocumentFile['content']) => [{ suffix: `.${extension}`, content }];
  switch (source.format) {
    case 'txt':
      return whole(pagesToPlainText(source.pages, 'paragraphs'));
    case 'md':
      return whole(documentToMarkdown(source.pages));
    case 'csv':
      return whole(documentToCsv(source.pages));
    case 'json':
      return whole(`${JSON.stringify(documentToJson(source.pages), null, 2)}\n`);
    case 'jsonl':
      return whole(
        source.pages.map((page) => `${JSON.stringify(documentPageJson(page))}\n`).join(''),
      );
    case 'hocr':
      return whole(pagesToHocr(source.pages));
    case 'alto':
      return eachPage(source.pages, extension, pageToAlto);
    case 'page':
      return eachPage(source.pages, extension, (page) => pageToPageXml(page, created));
    case 'pdf':
      return whole(new Uint8Array(await pagesToPdf(source.pages)));
    case 'png':
      return eachPage(source.pages, extension, (page) => page);
    case 'docx':
      return whole(new Uint8Array(await documentToDocx(source.pages)));
  }
}

function eachPage<Page>(
  pages: readonly Page[],
  extension: string,
  write: (page: Page) => DocumentFile['content'],
): readonly DocumentFile[] {
  return pages.map((page, i) => ({
    suffix: `${pages.length === 1 ? '' : `-${String(i + 1).padStart(4, '0')}`}.${extension}`,
    content: write(page),
  }));
}

import { pageToAlto } from '../../../formats/document/alto.ts';
import { documentToCsv } from '../../../formats/document/csv.ts';
import { documentToDocx } from '../../../formats/document/docx.ts';
import { pagesToHocr } from '../../../formats/document/hocr.ts';
import type { LaidOutPage } from '../../../formats/document/laidOutPage.ts';
import { documentToMarkdown } from '../../../formats/document/markdown.ts';
import { pageToPageXml } from '../../../formats/document/pageXml.ts';
import { pagesToPlainText } from '../../../formats/document/plainText.ts';
import { pagesToPdf } from '../../../formats/document/searchablePdf.ts';
import { picturesToJson } from '../../../formats/json.ts';
import { type ArchiveFile, packArchive } from '../../../worker/page/packArchive.ts';
import { plainFileName } from '../../files/plainFileName.ts';
import { failuresOf } from '../pages/failures.ts';
import { type DocumentPage, knownOf } from '../pages/page.ts';
import { readPictureOf } from '../pages/pageText.ts';
import { laidOutPages } from './pageTexts.ts';
import { boxedPicture, picturedPage } from './picturedPage.ts';

/** What pages are saved as, the usual ones first. */
export const DOCUMENT_FORMATS = [
  { format: 'text', label: 'Text, line by line', note: '.txt' },
  { format: 'paragraphs', label: 'Text, in paragraphs', note: '.txt' },
  { format: 'docx', label: 'Word', note: '.docx' },
  { format: 'pdf', label: 'Searchable PDF', note: '.pdf' },
  { format: 'markdown', label: 'Markdown', note: '.md' },
  { format: 'csv', label: 'CSV, with tables', note: '.csv' },
  { format: 'json', label: 'JSON', note: '.json' },
  { format: 'hocr', label: 'hOCR', note: '.hocr' },
  { format: 'alto', label: 'ALTO', note: '.xml' },
  { format: 'page', label: 'PAGE', note: '.xml' },
  { format: 'boxes', label: 'Pictures with boxes', note: '.png' },
  { format: 'all', label: 'All of these', note: '.zip' },
] as const;

export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]['format'];

const ZIP = 'application/zip';

/** A file of pages that were read, as corrected; formats of one page each come as a zip of several. */
export async function documentFile(
  format: DocumentFormat,
  pages: readonly DocumentPage[],
): Promise<{ readonly name: string; readonly blob: Blob }> {
  const [only] = pages;
  const title = pages.length === 1 && only ? withoutEnding(only.name) : 'documents';
  const files = await filesOf(format, pages, title);
  const [file] = files;
  if (files.length === 1 && file) {
    return { name: file.path, blob: new Blob([file.content], { type: typeOf(file.path) }) };
  }
  return { name: `${title}.zip`, blob: await packArchive(files, new Date()) };
}

async function filesOf(
  format: DocumentFormat,
  pages: readonly DocumentPage[],
  title: string,
): Promise<readonly ArchiveFile[]> {
  const laidOut = laidOutPages(pages);
  const one = (ending: string, content: ArchiveFile['content']): readonly ArchiveFile[] => [
    { path: `${title}.${ending}`, content },
  ];
  const each = (ending: string, write: (page: LaidOutPage) => string): readonly ArchiveFile[] =>
    laidOut.map((page, i) => ({
      path: `${laidOut.length > 1 ? `${place(i)} ` : ''}${withoutEnding(page.name)}.${ending}`,
      content: write(page),
    }));
  switch (format) {
    case 'text':
      return one('txt', pagesToPlainText(laidOut, 'lines'));
    case 'paragraphs':
      return one('txt', pagesToPlainText(laidOut, 'paragraphs'));
    case 'markdown':
      return one('md', documentToMarkdown(laidOut));
    case 'csv':
      return one('csv', documentToCsv(laidOut));
    case 'json':
      return one('json', JSON.stringify(jsonOf(pages), null, 2));
    case 'hocr':
      return one('hocr', pagesToHocr(laidOut));
    case 'alto':
      return each('alto.xml', pageToAlto);
    case 'page':
      return each('page.xml', (page) => pageToPageXml(page, new Date()));
    case 'docx':
      return one('docx', new Uint8Array(await documentToDocx(laidOut)));
    case 'pdf':
      return one('pdf', new Uint8Array(await pagesToPdf(await pictured(pages))));
    case 'boxes': {
      const files: ArchiveFile[] = [];
      for (const page of pages) {
        const [laidOut] = laidOutPages([page]);
        if (!laidOut) continue;
        const number = pages.length > 1 ? `${place(files.length)} ` : '';
        const path = `${number}${withoutEnding(page.name)}.boxes.png`;
        files.push({ path, content: await boxedPicture(laidOut, page.file) });
      }
      return files;
    }
    case 'all': {
      const formats = DOCUMENT_FORMATS.flatMap(({ format: other }) =>
        other === 'all' ? [] : [other],
      );
      const files: ArchiveFile[] = [];
      for (const other of formats) {
        const folder = other === 'text' ? 'lines/' : other === 'paragraphs' ? 'paragraphs/' : '';
        for (const { path, content } of await filesOf(other, pages, title)) {
          const isEach = other === 'alto' || other === 'page' || other === 'boxes';
          const inFolder = isEach ? `${other}/${path}` : path;
          files.push({ path: folder + inFolder, content });
        }
      }
      return files;
    }
  }
}

function jsonOf(pages: readonly DocumentPage[]) {
  const read = pages.flatMap(({ name, text }) => {
    const known = knownOf(text);
    return known ? [readPictureOf(name, known)] : [];
  });
  return picturesToJson(read, failuresOf(pages, 'text'));
}

async function pictured(pages: readonly DocumentPage[]) {
  const found = [];
  for (const page of pages) {
    const [laidOut] = laidOutPages([page]);
    if (laidOut) found.push(await picturedPage(laidOut, page.file));
  }
  return found;
}

function place(index: number): string {
  return String(index + 1).padStart(4, '0');
}

function withoutEnding(name: string): string {
  return plainFileName(name.replace(/\.\w{2,5}(?=$|, page \d+$)/, ''), 'page');
}

const TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain;charset=utf-8',
  md: 'text/markdown;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
  hocr: 'application/xhtml+xml',
  xml: 'application/xml',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  png: 'image/png',
};

function typeOf(path: string): string {
  return TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? ZIP;
}

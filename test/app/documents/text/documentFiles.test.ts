import { PDFDocument } from 'pdf-lib';
import { describe, expect, test, vi } from 'vitest';
import type { DocumentPage } from '../../../../src/app/documents/pages/page.ts';
import { correctedText, textSoFar } from '../../../../src/app/documents/pages/pageText.ts';
import {
  DOCUMENT_FORMATS,
  type DocumentFormat,
  documentFile,
} from '../../../../src/app/documents/text/documentFiles.ts';
import { htmlOfPages, textOfPages } from '../../../../src/app/documents/text/pageTexts.ts';
import { encodePng } from '../../../../src/cli/pictures/encodePng.ts';
import { readArchive } from '../../../../src/formats/archive/readArchive.ts';
import { liveLine, readingOf } from '../../transcript/liveLines.ts';

// Drawing takes a browser's canvas; `test/formats/document/boxesOnPicture.test.ts` looks at what is drawn.
vi.mock(import('../../../../src/app/documents/text/picturedPage.ts'), async (original) => ({
  ...(await original()),
  boxedPicture: async () => new Uint8Array([1]),
}));

const PIXELS = { width: 64, height: 36, data: new Uint8ClampedArray(64 * 36 * 4).fill(230) };
const PNG = new Uint8Array(encodePng(PIXELS));

function page(id: number, name: string, ...texts: readonly string[]): DocumentPage {
  const lines = texts.map((text, row) => ({
    ...{ ...liveLine(0, row, null), classProbability: 1, reading: readingOf(text) },
  }));
  const read = textSoFar(id, null, { width: 1280, height: 720, lines });
  const lineId = read.transcript[0]?.id ?? 0;
  return {
    ...{ id, name, file: new Blob([PNG]), thumbnail: null, edit: {} },
    text: { kind: 'read', reading: correctedText(read, { lineId, index: 0 }, 'Ask') },
    chapters: { kind: 'idle' },
    fields: { kind: 'idle' },
  };
}
const ONE = page(1, 'note.png', 'call Anna', 'at noon');
const TWO = page(2, 'scan.pdf, page 2', 'bring tea');
const FAILED: DocumentPage = {
  ...{ ...ONE, id: 3, name: 'letter.odt' },
  text: { kind: 'failed', error: { code: 'image-unsupported', message: 'No.', hint: 'Other.' } },
};

async function saved(format: DocumentFormat, ...pages: readonly DocumentPage[]) {
  const { name, blob } = await documentFile(format, pages);
  return { name, type: blob.type, text: await blob.text(), blob };
}

describe('pages as files', () => {
  test.each(['text', 'paragraphs', 'markdown', 'csv', 'json', 'hocr', 'alto', 'page'] as const)(
    '%s of one page bears its name and says what was corrected',
    async (format) => {
      const { name, text } = await saved(format, ONE);
      expect(name).toMatch(/^note\.[a-z.]+$/);
      expect(text).toContain('Ask');
      expect(text).toContain('noon');
      expect(text).not.toContain('call');
    },
  );

  test('formats of one page each come as a zip of several, in order', async () => {
    const { name, blob } = await saved('alto', ONE, TWO, FAILED);
    expect(name).toBe('documents.zip');
    const { entries } = await readArchive(blob, name);
    expect(entries.map(({ path }) => path)).toEqual([
      '0001 note.alto.xml',
      '0002 scan, page 2.alto.xml',
    ]);
  });

  test('JSON names what was not read', async () => {
    const { text } = await saved('json', ONE, FAILED);
    const document = JSON.parse(text);
    expect(document.pictures).toHaveLength(1);
    expect(document.failures).toEqual([
      { file: 'letter.odt', code: 'image-unsupported', message: 'No.', hint: 'Other.' },
    ]);
  });

  test('a PDF has a page a page, a Word document is a zip', async () => {
    const pdf = await saved('pdf', ONE, TWO);
    expect([pdf.name, pdf.type]).toEqual(['documents.pdf', 'application/pdf']);
    const document = await PDFDocument.load(await pdf.blob.arrayBuffer());
    expect(document.getPageCount()).toBe(2);
    const word = await saved('docx', ONE);
    expect(word.name).toBe('note.docx');
    expect(word.text.startsWith('PK')).toBe(true);
  });

  test('all of them lie in one zip, every path once', async () => {
    const { blob } = await saved('all', ONE, TWO);
    const { entries } = await readArchive(blob, 'documents.zip');
    const paths = entries.map(({ path }) => path);
    // Three formats have a file a page.
    expect(paths).toHaveLength(DOCUMENT_FORMATS.length - 1 + 3);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

test('what is copied is plain and formatted', () => {
  expect(textOfPages([ONE, TWO, FAILED])).toBe('Ask Anna\nat noon\n\nAsk tea');
  expect(htmlOfPages([ONE, TWO])).toContain('<hr>');
});

import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReaderInNode } from '../../src/cli/createReaderInNode.ts';
import { pagesOfBytes } from '../../src/cli/pagesOfFile.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';
import { editDistance } from '../../src/reading/text/editDistance.ts';
import { sample } from '../reading/pictureFile/samples.ts';
import { encode, runBuilt } from './runCommand.ts';
import { photographed, twoColumns } from './twoColumns.ts';

let folder = '';
const file = (name: string) => join(folder, name);

async function printedPdf(pages: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of pages)
    document.addPage([400, 300]).drawText(text, { x: 40, y: 200, size: 18, font });
  return document.save();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-documents-'));
  await mkdir(file('in/deep'), { recursive: true });
  const sheet = drawSheet([{ text: 'bring milk and bread', font: 'Caveat', size: 84 }]);
  await writeFile(file('in/a-note.png'), encode(sheet));
  await writeFile(file('in/b-print.pdf'), await printedPdf(['The first page', 'The second page']));
  await writeFile(file('in/c-broken.jpg'), encode(sheet, 'jpeg').subarray(0, 4000));
  await writeFile(file('in/deep/d-locked.pdf'), sample('locked.pdf'));
  await writeFile(file('in/deep/e.tif'), sample('pages.tif'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (...args: string[]) => runBuilt('read', ['in', '--out', 'out', ...args], folder);

describe('handlens read --out', () => {
  it('writes a document for each file, tells what failed, and goes on where it was ended', async () => {
    const first = await read();
    expect(first.code).toBe(1);
    expect(first.stdout).toBe('');
    expect(first.stderr).toContain('3 read, 0 done before, 2 failed.');
    expect(await readFile(file('out/in/b-print.pdf.txt'), 'utf8')).toBe(
      'The first page\n\fThe second page\n',
    );
    const note = await readFile(file('out/in/a-note.png.txt'), 'utf8');
    expect(editDistance(note.trim(), 'bring milk and bread')).toBeLessThan(6);
    const { failures } = JSON.parse(await readFile(file('out/failures.json'), 'utf8'));
    expect(failures).toMatchObject([
      { file: 'in/c-broken.jpg', code: 'image-broken' },
      {
        file: 'in/deep/d-locked.pdf',
        code: 'pdf-locked',
        hint: expect.stringContaining('password'),
      },
    ]);
    const before = await stat(file('out/in/a-note.png.txt'));
    const again = await read('--skip-done', '--password', 'Open Sesame');
    expect(again.stderr).toContain('1 read, 3 done before, 1 failed.');
    expect((await stat(file('out/in/a-note.png.txt'))).mtimeMs).toBe(before.mtimeMs);
    expect(await readFile(file('out/in/deep/d-locked.pdf.txt'), 'utf8')).toBe('Behind a lock\n');
    expect((await readdir(file('out/in'))).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('parts of several machines make the whole, each file once', async () => {
    await read('--format', 'alto', '--shard', '0/2');
    const zero = (await readdir(file('out/in'), { recursive: true })).filter((name) =>
      /alto/.test(name),
    );
    await read('--format', 'alto', '--shard', '1/2', '--password', 'Open Sesame');
    const both = (await readdir(file('out/in'), { recursive: true })).filter((name) =>
      /alto/.test(name),
    );
    expect(zero.sort()).toEqual([
      'a-note.png.alto.xml',
      ...['0001', '0002', '0003'].map((page) => `deep/e.tif-${page}.alto.xml`),
    ]);
    expect(both.sort()).toEqual(
      [
        ...zero,
        ...['0001', '0002'].map((page) => `b-print.pdf-${page}.alto.xml`),
        'deep/d-locked.pdf.alto.xml',
      ].sort(),
    );
  });

  it('a searchable PDF has the words on their ink', async (context) => {
    await runBuilt('read', ['in/b-print.pdf', '--out', 'out', '--format', 'pdf'], folder);
    const { stdout, error } = spawnSync('pdftotext', [file('out/in/b-print.pdf.pdf'), '-'], {
      encoding: 'utf8',
    });
    if (error) return context.skip('pdftotext (poppler-utils) is not installed');
    expect(stdout.replace(/\s+/g, ' ').trim()).toBe('The first page The second page');
  });

  it('says what is wrong with the command', async () => {
    expect((await read('--format', 'doc')).stderr).toContain('txt, md, csv, json, jsonl, hocr');
    expect((await read('--shard', '2/2')).stderr).toContain('0/8');
    const missing = await runBuilt('read', ['in', '--skip-done'], folder);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('--out')]);
  });
});

describe('a printed page of two columns', () => {
  it.each([1, 2])(
    'page %i, photographed, is read in order with at most 2 % of letters wrong',
    { timeout: 900_000 },
    async (seed) => {
      const { pdf, text } = await twoColumns(seed);
      const { pages, close } = await pagesOfBytes(pdf);
      const page = await pages[0]?.picture(2000);
      await close();
      if (page === undefined) throw new Error('no page');
      const reader = await createReaderInNode();
      try {
        const canvas = createCanvas(page.width, page.height);
        const { lines } = await reader.readPicture(photographed(canvas, page, seed));
        const found = lines.map(({ reading }) => reading.text).join(' ');
        const rate = editDistance(found, text) / text.length;
        console.info(`two columns, page ${seed}: CER ${(100 * rate).toFixed(2)} %`);
        expect(rate).toBeLessThanOrEqual(0.02);
      } finally {
        await reader.dispose();
      }
    },
  );
});

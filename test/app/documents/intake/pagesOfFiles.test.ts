import { expect, test } from 'vitest';
import { pagesOfFiles } from '../../../../src/app/documents/intake/pagesOfFiles.ts';
import { refusal } from '../../../../src/app/documents/intake/refusal.ts';
import type { IncomingPage } from '../../../../src/app/documents/pages/pageAction.ts';
import { encodePng } from '../../../../src/cli/pictures/encodePng.ts';
import { zipped } from '../../../formats/archive/zips.ts';

const PIXELS = { width: 4, height: 3, data: new Uint8ClampedArray(48).fill(200) };
const PNG = new Uint8Array(encodePng(PIXELS));
const picture = (name: string): File => new File([PNG], name);
const text = (name: string): File => new File(['no picture'], name, { type: 'image/png' });

async function pagesOf(...files: readonly File[]): Promise<readonly IncomingPage[]> {
  const pages: IncomingPage[] = [];
  for await (const { page } of pagesOfFiles(files)) pages.push(page);
  return pages;
}
const told = (pages: readonly IncomingPage[]) =>
  pages.map(({ name, error }) => [name, error?.code ?? 'fine']);

test('files are told by what they are, and keep their order', async () => {
  const pages = await pagesOf(
    picture('one.txt'),
    text('two.png'),
    picture('three.png'),
    new File([], 'four.png'),
  );
  expect(told(pages)).toEqual([
    ['one.txt', 'fine'],
    ['two.png', 'image-unsupported'],
    ['three.png', 'fine'],
    ['four.png', 'image-empty'],
  ]);
});

test('a zip gives its pictures in the order of their numbers; what is none in it is named', async () => {
  const bytes = await zipped([
    { path: 'scan/page 10.png', content: PNG },
    { path: 'scan/page 2.png', content: PNG },
    { path: 'scan/.hidden', content: 'x' },
    { path: 'Thumbs.db', content: 'x' },
    { path: 'read me.txt', content: 'words' },
    { path: 'scan/empty.png', content: '' },
  ]);
  const pages = await pagesOf(new File([bytes], 'scan.zip'), picture('after.png'));
  expect(told(pages)).toEqual([
    ['scan/page 2.png', 'fine'],
    ['scan/page 10.png', 'fine'],
    ['scan.zip', 'archive-entries'],
    ['after.png', 'fine'],
  ]);
  // All that was not read of a zip stands on one card.
  expect(pages[2]?.error?.message).toBe('2 files in this zip were not read.');
  expect(pages[2]?.error?.entries).toMatchObject([
    { name: 'read me.txt', message: expect.stringContaining('not a picture') },
    { name: 'scan/empty.png', message: expect.stringContaining('empty') },
  ]);
  expect((await pages[0]?.file.arrayBuffer())?.byteLength).toBe(PNG.length);
});

test('a zip that was cut short is named, and the files after it are taken', async () => {
  const bytes = await zipped([{ path: 'a.png', content: PNG }]);
  const pages = await pagesOf(new File([bytes.slice(0, 40)], 'cut.zip'), picture('b.png'));
  expect(told(pages)).toEqual([
    ['cut.zip', 'archive-broken'],
    ['b.png', 'fine'],
  ]);
  expect(pages[0]?.error?.hint).toMatch(/Unpack/);
});

test('a file that went away after it was chosen is named, and the files after it are taken', async () => {
  const gone = picture('gone.png');
  const away = async () => {
    throw new DOMException('The requested file could not be read.', 'NotReadableError');
  };
  Object.assign(gone, {
    arrayBuffer: away,
    slice: () => Object.assign(new Blob(), { arrayBuffer: away }),
  });
  expect(told(await pagesOf(picture('a.png'), gone, picture('b.png')))).toEqual([
    ['a.png', 'fine'],
    ['gone.png', 'file-unreadable'],
    ['b.png', 'fine'],
  ]);
});

test('every refused file is named, with what to do', async () => {
  const refused = (
    await pagesOf(...['2', '5', '7', '8', '9'].map((name) => text(`${name}.png`)))
  ).flatMap(({ name, error }) => (error ? [{ name, error }] : []));
  const one = refusal(refused.slice(0, 1));
  expect(one?.message).toMatch(/^“2\.png”: /);
  const two = refusal(refused.slice(0, 2));
  expect(two?.message).toContain('“2.png”, “5.png”');
  expect(two?.hint).toBe(one?.hint);
  expect(refusal(refused)?.message).toContain('“8.png”, 1 more');
  expect(refusal([])).toBeNull();
});

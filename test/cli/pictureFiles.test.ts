import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globExpression, globRoot } from '../../src/cli/globPattern.ts';
import { pagesOfFile } from '../../src/cli/pagesOfFile.ts';
import { findPictureFiles } from '../../src/cli/pictureFiles.ts';
import { zipped } from '../formats/archive/zips.ts';
import { encode } from './runCommand.ts';

const smallPicture = () => {
  const data = new Uint8ClampedArray(24).fill(200);
  return new Uint8Array(encode({ width: 3, height: 2, data }));
};

describe('patterns', () => {
  it.each([
    ['*.jpg', 'a.jpg', true],
    ['*.jpg', 'sub/a.jpg', false],
    ['*.jpg', 'ajpg', false],
    ['scans/*.jpg', 'scans/a.jpg', true],
    ['scans/**/*.jpg', 'scans/a.jpg', true],
    ['scans/**/*.jpg', 'scans/x/y/a.jpg', true],
    ['**', 'x/y/a.jpg', true],
    ['page?.png', 'page1.png', true],
    ['page?.png', 'page12.png', false],
    ['p[0-4].png', 'p3.png', true],
    ['p[!0-4].png', 'p3.png', false],
    ['p[!0-4].png', 'p7.png', true],
    ['a+b(1).*', 'a+b(1).png', true],
  ])('%s and %s: %s', (pattern, path, matches) => {
    expect(globExpression(pattern).test(path)).toBe(matches);
  });

  it('start in the folder before their first sign', () => {
    expect(globRoot('scans/2024/*.jpg')).toBe('scans/2024');
    expect(globRoot('*.jpg')).toBe('.');
    expect(globRoot('/data/*.jpg')).toBe('/data');
    expect(globRoot('/*.jpg')).toBe('/');
  });
});

describe('picture files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handlens-'));
    await mkdir(join(folder, 'sub'));
    await mkdir(join(folder, 'empty'));
    await mkdir(join(folder, 'zips'));
    const scans = await zipped([
      { path: 'p10.png', content: smallPicture() },
      { path: 'deep/p2.png', content: smallPicture() },
      { path: 'notes.txt', content: 'x' },
    ]);
    await writeFile(join(folder, 'zips/scans.dat'), scans);
    await writeFile(join(folder, 'zips/cut.zip'), scans.subarray(0, 60));
    await writeFile(join(folder, 'zips/text.zip'), await zipped([{ path: 'a.txt', content: 'x' }]));
    for (const file of ['b.JPG', 'a.png', 'notes.txt', 'sub/c.webp', 'sub/d[1].jpeg']) {
      await writeFile(join(folder, file), '');
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function found(...inputs: string[]): Promise<string[]> {
    const { files } = await findPictureFiles(inputs.map((input) => join(folder, input)));
    return files.map((file) => relative(folder, file));
  }

  it('are all pictures below a folder, in the order of names', async () => {
    expect(await found('a.png', 'b.JPG', 'sub')).toEqual([
      ...['a.png', 'b.JPG', 'sub/c.webp', 'sub/d[1].jpeg'],
    ]);
  });

  it('are those in a zip, whatever its name, and are read out of it', async () => {
    const [first = '', ...rest] = await found('zips/scans.dat');
    expect([first, ...rest]).toEqual(['zips/scans.dat/deep/p2.png', 'zips/scans.dat/p10.png']);
    const { pages } = await pagesOfFile(join(folder, first));
    expect(await pages[0]?.size()).toMatchObject({ width: 3, height: 2 });
    await expect(pagesOfFile(join(folder, 'zips/scans.dat/none.png'))).rejects.toThrow();
  });

  it('say which other files lie beside them, in folders and zips', async () => {
    const { leftOut } = await findPictureFiles([folder, join(folder, 'sub')]);
    expect(leftOut.map((sentence) => sentence.replaceAll(folder, ''))).toEqual([
      ': 2 files that are no pictures by their names were left out: notes.txt, scans.dat',
    ]);
    const zip = join(folder, 'zips/scans.dat');
    expect((await findPictureFiles([zip])).leftOut).toEqual([
      `${zip}: 1 file that is no picture by its name was left out: notes.txt`,
    ]);
  });

  it('say what a zip does not give', async () => {
    const { files, unusable } = await findPictureFiles([join(folder, 'zips')]);
    expect(files).toEqual([]);
    expect(unusable.map(({ argument, problem }) => [relative(folder, argument), problem])).toEqual([
      ['zips/cut.zip', 'This archive is damaged or cut short.'],
      ['zips/text.zip', 'No pictures or PDF files are in this zip.'],
    ]);
  });

  it('are named files whatever their names, also with signs of patterns, each once', async () => {
    expect(await found('notes.txt', 'sub/d[1].jpeg', 'notes.txt')).toEqual([
      'notes.txt',
      'sub/d[1].jpeg',
    ]);
  });

  it('are what a pattern matches', async () => {
    expect(await found('*.png')).toEqual(['a.png']);
    expect(await found('**/*.{none}', 'sub/*.webp')).toEqual(['sub/c.webp']);
  });

  // Windows has no pipes among its files.
  it.skipIf(process.platform === 'win32')(
    'are no pipes and devices, whose end nobody knows',
    async () => {
      execFileSync('mkfifo', [join(folder, 'sub', 'pipe.png')]);
      await symlink('/dev/zero', join(folder, 'sub', 'zero.png'));
      for (const input of ['/dev/zero', join(folder, 'sub', 'pipe.png')]) {
        const { files, unusable } = await findPictureFiles([input]);
        expect(files).toEqual([]);
        expect(unusable[0]?.problem).toMatch(/pipe or a device/);
      }
      expect(await found('sub')).toEqual(['sub/c.webp', 'sub/d[1].jpeg']);
    },
  );

  it('are missed with a reason', async () => {
    const { files, unusable } = await findPictureFiles([
      join(folder, 'gone.jpg'),
      join(folder, 'empty'),
      join(folder, '*.gif'),
      join(folder, 'a.png'),
    ]);
    expect(files).toHaveLength(1);
    expect(unusable.map(({ problem }) => problem)).toEqual([
      'There is no such file.',
      'No pictures or PDF files are in this folder.',
      'No file matches this pattern.',
    ]);
  });
});

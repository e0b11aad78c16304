import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERR_INVALID_UNCOMPRESSED_SIZE } from '@zip.js/zip.js';
import * as fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { plainPath } from '../../../src/formats/annotation/filePaths.ts';
import { ARCHIVE_LIMITS, readArchive } from '../../../src/formats/archive/readArchive.ts';
import type { ArchiveFile } from '../../../src/worker/writeArchive.ts';
import { forged, renamed, zipped } from './zips.ts';

/** Python's scripts come as UTF-8, and their names of files are, in every language of the computer. */
const UTF8 = ['-X', 'utf8'];
const text = (content: string) => new TextEncoder().encode(content);
const open = (zip: Uint8Array<ArrayBuffer>) => readArchive(new Blob([zip]), 'a.zip');

async function contents(zip: Uint8Array<ArrayBuffer>): Promise<Map<string, string>> {
  const { entries } = await open(zip);
  const read = entries.map(
    async ({ path, read: unpack }) => [path, new TextDecoder().decode(await unpack())] as const,
  );
  return new Map(await Promise.all(read));
}

const GOOD: readonly ArchiveFile[] = [
  { path: 'a.xml', content: '<annotation/>' },
  { path: 'sub/b.txt', content: '0 0.5 0.5 0.1 0.1\n'.repeat(1000) },
  { path: 'c.jpg', content: new Uint8Array(300_000).fill(7) },
];

describe('what we write', () => {
  it('comes back, whatever the names and contents', async () => {
    const names = fc.uniqueArray(
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
        .map((name) => `x/${name.replace(/[\p{Cs}/\\\0]/gu, '_')}`)
        .filter((name) => plainPath(name) === name && !name.endsWith('.DS_Store')),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.array(fc.string(), { minLength: 6, maxLength: 6 }),
        async (paths, all) => {
          const files = paths.map((path, index) => ({ path, content: text(all[index] ?? '') }));
          const { entries, report } = await open(await zipped(files));
          expect(report.issues).toEqual([]);
          expect(entries.map(({ path }) => path)).toEqual(paths);
          for (const [index, entry] of entries.entries()) {
            expect(await entry.read()).toEqual(files[index]?.content);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is the same every time, and packs texts but not pictures', async () => {
    const zip = await zipped(GOOD);
    expect(Buffer.compare(await zipped(GOOD), zip)).toBe(0);
    expect(zip.length).toBeGreaterThan(300_000);
    expect(zip.length).toBeLessThan(302_000);
  });

  it('is opened by Python too, and we open what Python packs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zip-'));
    await writeFile(join(folder, 'ours.zip'), await zipped(GOOD));
    const script = [
      'import sys, zipfile, os',
      'os.chdir(sys.argv[1])',
      'z = zipfile.ZipFile("ours.zip"); assert z.testzip() is None; print(sorted(z.namelist()))',
      'with zipfile.ZipFile("theirs.zip", "w", zipfile.ZIP_DEFLATED) as out:',
      '    out.writestr("ä/ö.txt", "grüße" * 100); out.writestr("stored.bin", bytes(50), zipfile.ZIP_STORED)',
    ].join('\n');
    const done = spawnSync('python3', [...UTF8, '-c', script, folder], { encoding: 'utf8' });
    // What it warns of, such as a locale that is not installed, is its own affair.
    expect(done.status, done.stderr).toBe(0);
    expect(done.stdout.trim()).toBe("['a.xml', 'c.jpg', 'sub/b.txt']");
    const theirs = await contents(await readFile(join(folder, 'theirs.zip')));
    expect(theirs.get('ä/ö.txt')).toBe('grüße'.repeat(100));
    expect(theirs.get('stored.bin')).toHaveLength(50);
  });
});

describe('paths', () => {
  it.each([
    '../a.xml',
    'a/../../b.xml',
    '/etc/passwd',
    'C:/a.xml',
    '..\\a.xml',
    'a//b.xml',
    './a.xml',
    'a\0.xml',
  ])('%j is none', (path) => {
    expect(plainPath(path)).toBeNull();
  });

  it('from Windows become plain', () => {
    expect(plainPath('sub\\a.xml')).toBe('sub/a.xml');
  });
});

describe('archives that mean harm', () => {
  it.each([
    ['../x', '../..'],
    ['/abcd', '/root'],
    ['C:/ab', 'C:/ab'],
  ])('an entry %s does not come out', async (_, path) => {
    const zip = renamed(
      await zipped([{ path: 'a'.repeat(path.length), content: 'x' }, ...GOOD]),
      0,
      path,
    );
    const { entries, report } = await open(zip);
    expect(report.issues.map(({ code, detail }) => [code, detail])).toEqual([
      ['archive-path', path],
    ]);
    expect(entries).toHaveLength(3);
  });

  it.each([
    [
      'a link',
      'archive-link',
      (view: DataView, at: number) => view.setUint32(at + 38, 0xa1ff0000, true),
    ],
    [
      'a locked entry',
      'archive-encrypted',
      (view: DataView, at: number) => view.setUint16(at + 8, 1, true),
    ],
    [
      'another packing',
      'archive-method',
      (view: DataView, at: number) => view.setUint16(at + 10, 14, true),
    ],
    [
      'a size of 3 GB',
      'archive-too-large',
      (view: DataView, at: number) => view.setUint32(at + 24, 3e9, true),
    ],
  ])('%s is left out and told, the rest comes in', async (_, code, change) => {
    const { entries, report } = await open(forged(await zipped(GOOD), 1, change));
    expect(report.issues.map((issue) => [issue.code, issue.detail])).toEqual([[code, 'sub/b.txt']]);
    expect(entries.map(({ path }) => path)).toEqual(['a.xml', 'c.jpg']);
  });

  it('the second of two entries with one name is left out', async () => {
    const two = await zipped([
      { path: 'a.xml', content: 'first' },
      { path: 'b.xml', content: 'second' },
    ]);
    const { report } = await open(renamed(two, 1, 'a.xml'));
    expect(report.issues.map(({ code }) => code)).toEqual(['archive-doubled']);
    expect(await contents(renamed(two, 1, 'a.xml'))).toEqual(new Map([['a.xml', 'first']]));
  });

  it('a bomb is given up when it holds more than it states', async () => {
    const bomb = zipSync({ 'a.txt': new Uint8Array(5_000_000) });
    expect(bomb.length).toBeLessThan(30_000);
    const stating = (size: number) =>
      forged(new Uint8Array(bomb), 0, (view, at) => {
        view.setUint32(at + 24, size, true);
        view.setUint32(22, size, true);
      });
    const { entries } = await open(stating(3000));
    await expect(entries[0]?.read()).rejects.toMatchObject({
      name: 'ArchiveEntryError',
      cause: { message: ERR_INVALID_UNCOMPRESSED_SIZE },
    });
    // What is packed into far more than it states is not unpacked at all.
    const refused = await open(stating(100));
    expect(refused.entries).toEqual([]);
    expect(refused.report.issues).toMatchObject([{ code: 'archive-broken' }]);
  });

  it('of entries over one another none comes out', async () => {
    const same = ['a.xml', 'b.xml'].map((path) => ({ path, content: 'x'.repeat(1000) }));
    const zip = forged(await zipped(same), 1, (view, at) => view.setUint32(at + 42, 0, true));
    const { entries } = await open(zip);
    const read = await Promise.allSettled(entries.map((entry) => entry.read()));
    expect(read.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2);
  });

  it('more entries and more bytes than we take are told', async () => {
    const source = new Blob([await zipped(GOOD)]);
    const few = await readArchive(source, 'a.zip', { ...ARCHIVE_LIMITS, entries: 2 });
    expect(few.report.issues.map(({ code }) => code)).toEqual(['archive-too-many']);
    expect(few.entries).toHaveLength(2);
    const small = await readArchive(source, 'a.zip', { ...ARCHIVE_LIMITS, totalBytes: 100_000 });
    expect(small.report.issues.map(({ code, detail }) => [code, detail])).toEqual([
      ['archive-too-large', 'c.jpg'],
    ]);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a text', text('PK this is no zip at all, only a text of some length')],
    ['noise', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)],
  ])('%s is no archive', async (_, bytes) => {
    expect((await open(bytes)).report.issues.map(({ code }) => code)).toEqual(['archive-broken']);
  });

  it('an archive cut short, or with a damaged entry, says so', async () => {
    const zip = await zipped(GOOD);
    expect((await open(zip.slice(0, -30))).report.issues).toHaveLength(1);
    const damaged = zip.slice();
    damaged[60_000] = (damaged[60_000] ?? 0) ^ 255;
    const { entries } = await open(damaged);
    await expect(entries[2]?.read()).rejects.toThrow(/damaged/);
    expect(new TextDecoder().decode(await entries[0]?.read())).toBe('<annotation/>');
  });

  it('any damage ends in a report or an error, never in anything else', async () => {
    const zip = await zipped(GOOD.slice(0, 2));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        async (changes) => {
          const copy = zip.slice();
          for (const [at, value] of changes) copy[at] = value;
          const { entries } = await open(copy);
          for (const entry of entries) {
            expect(plainPath(entry.path)).toBe(entry.path);
            await entry.read().catch((error: unknown) => {
              expect(error).toMatchObject({ name: 'ArchiveEntryError' });
            });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('opens a zip of 5 GB, whose places need 64 bits, by its directory alone', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'zip-')), 'big.zip');
  // What lies before the entries takes no room on the disk.
  const script = [
    'import sys, zipfile',
    'file = open(sys.argv[1], "wb")',
    'file.seek(5 * 2**30)',
    'with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:',
    '    out.writestr("a.xml", "<annotation/>" * 9)',
  ].join('\n');
  // Python may warn of a locale that is not there; what counts is that the zip was written.
  const made = spawnSync('python3', [...UTF8, '-c', script, path], { encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  let asked = 0;
  const slice = (start: number, end: number): Blob => {
    asked += end - start;
    const bytes = new Uint8Array(end - start);
    readSync(file, bytes, { position: start });
    return new Blob([bytes]);
  };
  const archive = Object.defineProperties(new Blob(), {
    size: { value: size },
    slice: { value: slice },
  });
  const { entries, report } = await readArchive(archive, 'big.zip');
  expect(report.issues).toEqual([]);
  expect(new TextDecoder().decode(await entries[0]?.read())).toBe('<annotation/>'.repeat(9));
  expect(size).toBeGreaterThan(5 * 2 ** 30);
  expect(asked).toBeLessThan(200_000);
  closeSync(file);
  rmSync(path);
});

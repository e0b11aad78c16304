import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packedFile } from '../../build/compressedPreview.ts';
import { packBest } from '../../scripts/pack.mjs';

const SCRIPT = Buffer.from('export const line = "written by hand";\n'.repeat(400));
let place: string;
let folder: string;
let cache: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'pack-'));
  [folder, cache] = [join(place, 'dist'), join(place, 'cache')];
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'assets', 'page.js'), SCRIPT);
  await writeFile(join(folder, 'tiny.json'), '1');
  await writeFile(join(folder, 'photo.jpg'), SCRIPT);
});
afterEach(() => rm(place, { recursive: true }));

test('what gains by it is packed beside the file, and unpacks to the same', async () => {
  const sum = await packBest(folder, cache);
  expect(sum).toMatchObject({ files: 1, before: SCRIPT.length });
  const packed = await readFile(join(folder, 'assets', 'page.js.br'));
  expect(packed.length).toBe(sum.after);
  expect(brotliDecompressSync(packed)).toEqual(SCRIPT);
  expect((await readdir(folder)).toSorted()).toEqual(['assets', 'photo.jpg', 'tiny.json']);
});

test('what was packed before is taken from the cache, whatever the file is called', async () => {
  await packBest(folder, cache);
  const [kept = ''] = (await readdir(cache)).filter((name) => name.endsWith('.br'));
  for (const name of await readdir(cache)) await writeFile(join(cache, name), 'kept');
  await writeFile(join(folder, 'renamed.js'), SCRIPT);
  await packBest(folder, cache);
  expect(kept).toMatch(/^[0-9a-f]{64}\.br$/);
  expect(await readFile(join(folder, 'renamed.js.br'), 'utf8')).toBe('kept');
});

test('the preview sends what was packed, but never of a file that changed since', async () => {
  const file = join(folder, 'assets', 'page.js');
  const quick = await packedFile(file);
  await packBest(folder, cache);
  const best = await packedFile(file);
  expect(best?.bytes).toEqual(await readFile(`${file}.br`));
  expect(best?.stamp).not.toBe(quick?.stamp);
  const other = Buffer.concat([SCRIPT, SCRIPT]);
  await writeFile(file, other);
  const later = new Date(Date.now() + 5000);
  await utimes(file, later, later);
  expect(brotliDecompressSync((await packedFile(file))?.bytes ?? Buffer.of())).toEqual(other);
  expect(await packedFile(join(folder, 'photo.jpg'))).toBeNull();
});

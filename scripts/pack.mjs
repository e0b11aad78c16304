// `npm run pack`: writes the best Brotli of every file of `dist/` beside it, for hosts that serve such
// files (docs/hosting.md). What was packed before is taken from `.cache/`, by the hash of its content.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { root } from './run.mjs';

const compress = promisify(brotliCompress);
/** The best there is, looking back as far as every browser can: half a minute for OpenCV.js. */
const BEST = {
  [constants.BROTLI_PARAM_QUALITY]: 11,
  [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
};
const AT_ONCE = 2;

/** Kinds of files that get smaller by packing. */
export const PACKED_TYPES = new Map([
  ['.html', 'text/html;charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.wasm', 'application/wasm'],
  ['.bin', 'application/octet-stream'],
  ['.webmanifest', 'application/manifest+json'],
]);

/** Packs a folder; gives how many files it wrote, and the bytes of them before and after. */
export async function packBest(folder, cache) {
  await mkdir(cache, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && PACKED_TYPES.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  const sum = { files: 0, before: 0, after: 0 };
  const packNext = async () => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      const whole = await readFile(file);
      const packed = await bestOf(whole, cache);
      if (packed.length >= whole.length) continue;
      await writeWhole(`${file}.br`, packed);
      sum.files += 1;
      sum.before += whole.length;
      sum.after += packed.length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, packNext));
  return sum;
}

async function bestOf(whole, cache) {
  const kept = join(cache, `${createHash('sha256').update(whole).digest('hex')}.br`);
  const before = await readFile(kept).catch(() => null);
  if (before !== null) return before;
  const params = { ...BEST, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length };
  const packed = await compress(whole, { params });
  await writeWhole(kept, packed);
  return packed;
}

/** Through another name, so that nobody reads half of it. */
async function writeWhole(file, bytes) {
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, bytes);
  await rename(temporary, file);
}

/** Packs the built page. */
export function packPage() {
  return packBest(join(root, 'dist'), join(root, '.cache', 'brotli'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, before, after } = await packPage();
  const mb = (bytes) => (bytes / 1e6).toFixed(1);
  console.log(`${files} files packed: ${mb(before)} → ${mb(after)} MB`);
}

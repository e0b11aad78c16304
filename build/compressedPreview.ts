import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';
import { PACKED_TYPES } from '../scripts/pack.mjs';

const compress = promisify(brotliCompress);
/** Half as large in a moment; what `npm run pack` wrote is smaller still. */
const QUALITY = 5;

interface Packed {
  readonly bytes: Buffer;
  /** Changes with the file, and with what it is packed into. */
  readonly stamp: string;
}

/** When a file and its best packing were written; null where there is no such file to pack. */
async function stampOf(
  file: string,
): Promise<{ readonly stamp: string; readonly best: boolean } | null> {
  if (!PACKED_TYPES.has(extname(file))) return null;
  const [own, packed] = await Promise.all(
    [file, `${file}.br`].map((path) => stat(path).catch(() => null)),
  );
  if (!own?.isFile()) return null;
  const best = packed != null && packed.mtimeMs >= own.mtimeMs;
  return { stamp: `${own.mtimeMs}-${best ? packed.mtimeMs : 'br'}`, best };
}

/** A built file in Brotli: as `npm run pack` wrote it, else packed now; null where that gains nothing. */
export async function packedFile(file: string): Promise<Packed | null> {
  const found = await stampOf(file);
  if (found === null) return null;
  const { stamp, best } = found;
  if (best) return { bytes: await readFile(`${file}.br`), stamp };
  const whole = await readFile(file);
  const bytes = await compress(whole, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
    },
  });
  return bytes.length < whole.length ? { bytes, stamp } : null;
}

/** Vite plugin: `npm start` serves the built page as a good host does, packed in Brotli. */
export function compressedPreview(): Plugin {
  const known = new Map<string, Packed>();
  return {
    name: 'handlens:compressed-preview',
    configurePreviewServer(server) {
      const { root, build, preview } = server.config;
      const folder = join(root, build.outDir);
      server.middlewares.use(async (request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const path = decodeURIComponent(
          pathname.endsWith('/') ? `${pathname}index.html` : pathname,
        );
        const file = normalize(join(folder, path));
        const takes = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
        const isWhole = request.method === 'GET' && request.headers.range === undefined;
        if (!takes || !isWhole || !file.startsWith(folder + sep)) return next();
        const stamp = (await stampOf(file))?.stamp;
        const before = known.get(file);
        const packed = before?.stamp === stamp ? before : await packedFile(file);
        if (!packed) return next();
        known.set(file, packed);
        for (const [name, value] of Object.entries(preview.headers ?? {})) {
          if (value !== undefined) response.setHeader(name, value);
        }
        response.setHeader('Content-Type', PACKED_TYPES.get(extname(file)) ?? '');
        response.setHeader('Content-Encoding', 'br');
        response.setHeader('Vary', 'Accept-Encoding');
        response.setHeader('Cache-Control', 'no-cache');
        response.setHeader('ETag', `"${packed.stamp}"`);
        if (request.headers['if-none-match'] === `"${packed.stamp}"`) {
          response.statusCode = 304;
          response.end();
        } else response.end(packed.bytes);
      });
    },
  };
}

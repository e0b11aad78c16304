import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);
/** Half as large in a moment; the best of 11 takes half a minute for OpenCV.js. */
const QUALITY = 5;
const TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html;charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.wasm', 'application/wasm'],
  ['.bin', 'application/octet-stream'],
  ['.webmanifest', 'application/manifest+json'],
]);

interface Packed {
  readonly bytes: Buffer;
  readonly modifiedMs: number;
}

/** A built file, packed in Brotli; null where there is none, or packing gains nothing. */
export async function packedFile(file: string): Promise<Packed | null> {
  if (!TYPES.has(extname(file))) return null;
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  const whole = await readFile(file);
  const bytes = await compress(whole, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
    },
  });
  return bytes.length < whole.length ? { bytes, modifiedMs: found.mtimeMs } : null;
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
        const modifiedMs = (await stat(file).catch(() => null))?.mtimeMs;
        const before = known.get(file);
        const packed = before?.modifiedMs === modifiedMs ? before : await packedFile(file);
        if (!packed) return next();
        known.set(file, packed);
        for (const [name, value] of Object.entries(preview.headers ?? {})) {
          if (value !== undefined) response.setHeader(name, value);
        }
        response.setHeader('Content-Type', TYPES.get(extname(file)) ?? '');
        response.setHeader('Content-Encoding', 'br');
        response.setHeader('Vary', 'Accept-Encoding');
        response.setHeader('Cache-Control', 'no-cache');
        response.setHeader('ETag', `"${packed.modifiedMs}-br"`);
        if (request.headers['if-none-match'] === `"${packed.modifiedMs}-br"`) {
          response.statusCode = 304;
          response.end();
        } else response.end(packed.bytes);
      });
    },
  };
}

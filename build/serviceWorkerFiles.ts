import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import type { BuildFiles } from '../src/serviceWorker/buildFiles.ts';

const PLACEHOLDER = '__BUILD_FILES__';
const SCRIPT = 'sw.js';

/** Not served to a visitor of the page, or only where a letter of that script is shown. */
const LEFT_OUT =
  /^(bench\.html|assets\/bench-|licences\.md|sw\.js|_headers)|\.(woff|md|map)$|^models\/hand\/LICENSE$/;
const SHELL =
  /^(index\.html|app\.webmanifest|icon.*|assets\/(page|rolldown-runtime)-.*|assets\/inter-latin-wght-normal-.*)$/;
/** Kept at their first use alone: other alphabets and languages, variants for other processors, PDF. */
const RARE =
  /^assets\/(inter-(?!latin-wght)|pdf-)|^tesseract\/(tesseract-core-lstm|(?!eng)\w+\.traineddata)|^models\/language-model-|^pdf\//;

/** Lists the built files by what the service worker does with them. */
export function buildFilesOf(folder: string): BuildFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !LEFT_OUT.test(path))
    .sort();
  // Hosts serve the start page under the folder's own address.
  const read = (path: string): Buffer => readFileSync(join(folder, path));
  const named = (path: string): string => (path === 'index.html' ? '' : path);
  return {
    hashes: Object.fromEntries(paths.map((path) => [named(path), sha256(read(path))])),
    unpacked: Object.fromEntries(
      paths
        .filter((path) => path.endsWith('.gz'))
        .map((path) => [path, sha256(gunzipSync(read(path)))]),
    ),
    shell: paths.filter((path) => SHELL.test(path)).map(named),
    parts: paths.filter((path) => !SHELL.test(path) && !RARE.test(path)),
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Vite plugin: writes the list of all built files into the service worker, after all are there. */
export function serviceWorkerFiles(): Plugin {
  let folder = '';
  return {
    name: 'handlens:service-worker-files',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler(error?: Error) {
        if (error) return;
        const file = join(folder, SCRIPT);
        const script = readFileSync(file, 'utf8');
        if (!script.includes(PLACEHOLDER)) throw new Error(`${SCRIPT} has no ${PLACEHOLDER}`);
        // As one plain script it runs in every browser.
        if (/^import\b/m.test(script)) throw new Error(`${SCRIPT} takes code from another file`);
        writeFileSync(
          file,
          script.replaceAll(PLACEHOLDER, () => JSON.stringify(buildFilesOf(folder))),
        );
      },
    },
  };
}

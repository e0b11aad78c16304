import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { FIRST_FUNCTIONS_FILE, firstFunctions } from './firstFunctions.ts';
import { splitOpenCvSource } from './openCvSource.ts';
import { splitWasm } from './splitWasm.ts';

const VIRTUAL = 'virtual:opencv';
const RESOLVED = `\0${VIRTUAL}`;

/**
 * Serves `virtual:opencv`: OpenCV.js's factory as an ES module and the URLs of its wasm, which
 * becomes two files of their own (`opencv-first-<hash>.wasm`, `opencv-rest-<hash>.wasm`): what reads
 * lines is fetched before what else there is. Register it in `plugins` and in `worker.plugins`; it
 * works in dev and in build.
 */
export function splitOpenCv(): Plugin {
  let cacheDir = '';
  return {
    name: 'handlens:split-opencv',
    configResolved(config) {
      cacheDir = join(config.cacheDir, 'opencv');
    },
    resolveId(id) {
      return id === VIRTUAL ? RESOLVED : null;
    },
    load(id) {
      if (id !== RESOLVED) return null;
      const file = createRequire(import.meta.url).resolve('@techstark/opencv-js');
      this.addWatchFile(file);
      this.addWatchFile(FIRST_FUNCTIONS_FILE);
      const { script, wasm } = splitOpenCvSource(readFileSync(file, 'utf8'));
      const { first, rest, places } = splitWasm(wasm, firstFunctions(wasm));
      const firstFile = writeOnce(cacheDir, 'opencv-first.wasm', first);
      const restFile = writeOnce(cacheDir, 'opencv-rest.wasm', rest);
      return [
        `import firstUrl from ${JSON.stringify(`${firstFile}?url`)};`,
        `import restUrl from ${JSON.stringify(`${restFile}?url`)};`,
        `const [firstBytes, places] = [${first.length}, ${places}];`,
        // Emscripten's branches for Node are never taken here; bundlers would look for their modules.
        'const require = undefined;',
        script,
        'export { cv as createOpenCv, firstUrl, firstBytes, restUrl, places };',
      ].join('\n');
    },
  };
}

/** Writes through a temporary file, because the page's and the worker's build run side by side. */
function writeOnce(folder: string, name: string, bytes: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, file);
  return file.replaceAll('\\', '/');
}

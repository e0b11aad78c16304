import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { splitOpenCvSource } from './openCvSource.ts';

const VIRTUAL = 'virtual:opencv';
const RESOLVED = `\0${VIRTUAL}`;

/**
 * Serves `virtual:opencv`: OpenCV.js's factory as an ES module and the URL of its wasm, which
 * becomes a file of its own (`opencv-<hash>.wasm`), so that it streams, compiles on the way and is
 * cached. Register it in `plugins` and in `worker.plugins`; it works in dev and in build.
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
      const { script, wasm } = splitOpenCvSource(readFileSync(file, 'utf8'));
      const wasmFile = writeOnce(cacheDir, 'opencv.wasm', wasm);
      return [
        `import wasmUrl from ${JSON.stringify(`${wasmFile}?url`)};`,
        // Emscripten's branches for Node are never taken here; bundlers would look for their modules.
        'const require = undefined;',
        script,
        'export { cv as createOpenCv, wasmUrl };',
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

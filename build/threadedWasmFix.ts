import type { Plugin } from 'vite';

const THREADED = /tfjs-backend-wasm\/wasm-out\/tfjs-backend-wasm-threaded-simd\.js$/;
const BACKEND = /tfjs-backend-wasm\/dist\/backend_wasm\.js$/;

/** `_scriptDir` where the factory's body uses it, and what stands there instead. */
const REPLACEMENTS: readonly (readonly [string, string])[] = [
  ['if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}', ''],
  ['Module["mainScriptUrlOrBlob"]||_scriptDir', 'Module["mainScriptUrlOrBlob"]'],
];

/**
 * Takes `_scriptDir` out of the body of TF.js's threaded wasm factory. The backend hands that
 * function's text to its threads; `_scriptDir` is declared outside of it, so that a minifier, which
 * sees the declaration, drops the `typeof` guard, and every thread dies of a ReferenceError. TF.js
 * always sets `mainScriptUrlOrBlob`, so nothing is lost.
 * @throws Error when the text is not the one this was written for.
 */
export function withoutScriptDir(code: string): string {
  let fixed = code;
  for (const [from, to] of REPLACEMENTS) {
    if (fixed.split(from).length !== 2) {
      throw new Error(`tfjs-backend-wasm-threaded-simd.js is not the version expected: “${from}”`);
    }
    fixed = fixed.replace(from, () => to);
  }
  const body = fixed.slice(fixed.indexOf('function(WasmBackendModuleThreadedSimd)'));
  if (body === fixed || body.includes('_scriptDir')) {
    throw new Error('tfjs-backend-wasm-threaded-simd.js still uses _scriptDir in its body');
  }
  return fixed;
}

/** Applies {@link withoutScriptDir} in builds. Register it in `plugins` and in `worker.plugins`. */
export function threadedWasmFix(): Plugin {
  return {
    name: 'handlens:threaded-wasm-fix',
    apply: 'build',
    transform(code, id) {
      if (!THREADED.test(fileOf(id))) return null;
      return { code: withoutScriptDir(code), map: null };
    },
    buildEnd(error) {
      if (error) return;
      const files = [...this.getModuleIds()].map(fileOf);
      if (files.some((id) => BACKEND.test(id)) && !files.some((id) => THREADED.test(id))) {
        this.error('TF.js’s wasm backend is bundled, but its threaded factory was not found');
      }
    },
  };
}

/** A module id as a path with `/`, without query. */
function fileOf(id: string): string {
  return id
    .replaceAll('\\', '/')
    .replace(/[?#].*$/, '')
    .replace(/^\0/, '');
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { minifySync } from 'vite';
import { describe, expect, test } from 'vitest';
import { withoutScriptDir } from '../../build/threadedWasmFix.ts';

const source = readFileSync(
  createRequire(import.meta.url).resolve(
    '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
  ),
  'utf8',
);

/** Minifies as a build does, then runs the factory's text in a context of its own, as a thread does. */
function startInThread(code: string): unknown {
  const { code: minified } = minifySync(
    'factory.js',
    `${code}\nexport { WasmBackendModuleThreadedSimd };`,
    {
      module: true,
    },
  );
  const exported = minified.replace(
    /export\s*\{\s*([\w$]+) as WasmBackendModuleThreadedSimd\s*\};?/,
    'factory = $1;',
  );
  const page = createContext({ factory: undefined, document: undefined });
  runInContext(exported, page);
  const text = runInContext('factory.toString()', page) as string;
  const thread = createContext({
    importScripts() {},
    startWorker() {},
    self: { location: { href: 'blob:https://example.org/thread' } },
    performance,
    console,
  });
  return runInContext(
    `var WasmBackendModuleThreadedSimd = ${text};
    WasmBackendModuleThreadedSimd({
      ENVIRONMENT_IS_PTHREAD: true,
      buffer: new ArrayBuffer(16777216),
      wasmMemory: { buffer: new ArrayBuffer(16777216) },
      instantiateWasm: () => ({}),
    }); 'started'`,
    thread,
  );
}

describe('the threaded wasm factory of TF.js', () => {
  test('dies in a thread when minified as it is', () => {
    expect(() => startInThread(source)).toThrow(/is not defined/);
  });

  test('starts in a thread when minified with the fix', () => {
    expect(startInThread(withoutScriptDir(source))).toBe('started');
  });

  test('fails loudly on another text', () => {
    expect(() => withoutScriptDir(source.replaceAll('_scriptDir', '_dir'))).toThrow(/expected/);
    expect(() => withoutScriptDir(withoutScriptDir(source))).toThrow(/expected/);
  });
});

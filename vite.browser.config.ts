import { defineConfig } from 'vite';
import { licences } from './build/licences.ts';
import { splitOpenCv } from './build/splitOpenCv.ts';
import { threadedWasmFix } from './build/threadedWasmFix.ts';

/**
 * The library for pages, built into `lib/browser/`: `client.js`, which programs import and bundle,
 * and the workers with their wasm, which `handlens assets` copies to where a page is served.
 */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [splitOpenCv(), threadedWasmFix(), licences().page],
  build: {
    target: 'es2023',
    outDir: 'lib/browser',
    emptyOutDir: true,
    chunkSizeWarningLimit: 12_000,
    modulePreload: false,
    rollupOptions: {
      preserveEntrySignatures: 'strict',
      input: {
        client: 'src/worker/browser.ts',
        readingWorker: 'src/worker/readingWorker.ts',
        airWorker: 'src/worker/airWorker.ts',
      },
      output: { entryFileNames: '[name].js' },
    },
  },
});

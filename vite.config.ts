import react from '@vitejs/plugin-react';
import { defineConfig, type PluginOption } from 'vite';
import { viteStaticCopy } from 'vite-plugin-static-copy';
import { compressedPreview } from './build/compressedPreview.ts';
import { contentSecurityPolicy } from './build/contentSecurityPolicy.ts';
import { hostHeaders } from './build/hostHeaders.ts';
import { licences } from './build/licences.ts';
import { serviceWorkerFiles } from './build/serviceWorkerFiles.ts';
import { splitOpenCv } from './build/splitOpenCv.ts';
import { threadedWasmFix } from './build/threadedWasmFix.ts';
import { pageFiles } from './src/cli/pageFiles.ts';
import { HEADERS } from './src/serviceWorker/headers.ts';

const modulePatches = (): PluginOption[] => [splitOpenCv(), threadedWasmFix()];

const packageLicences = licences();

export default defineConfig(({ mode }) => ({
  base: './',
  plugins: [
    react(),
    ...modulePatches(),
    contentSecurityPolicy(),
    compressedPreview(),
    packageLicences.page,
    viteStaticCopy({
      targets: pageFiles(import.meta.dirname).map(({ from, to }) => ({ src: from, dest: to })),
    }),
    ...(mode === 'bench' ? [] : [hostHeaders(), serviceWorkerFiles()]),
  ],
  worker: { format: 'es', plugins: () => [...modulePatches(), packageLicences.worker()] },
  build: {
    // The page that is measured (`npm run bench`) stays out of what is published.
    ...(mode === 'bench'
      ? { outDir: '.cache/bench', rollupOptions: { input: 'bench.html' } }
      : {
          rollupOptions: {
            input: { page: 'index.html', sw: 'src/serviceWorker/serviceWorker.ts' },
            // A service worker may only look after what lies below its own address.
            output: {
              entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
            },
          },
        }),
    target: 'es2023',
    chunkSizeWarningLimit: 12_000,
  },
  server: { headers: HEADERS },
  preview: { headers: HEADERS },
}));

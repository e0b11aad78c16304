import { defineConfig } from 'vite';

/** The engine and the command line, built for Node into `lib/`; packages stay outside. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'lib',
    emptyOutDir: true,
    rollupOptions: {
      input: {
        reader: 'src/reading/reader.ts',
        node: 'src/cli/node.ts',
        'cli/handlens': 'src/cli/handlens.ts',
        'cli/read': 'src/cli/read.ts',
        'cli/evaluate': 'src/cli/evaluate.ts',
        'cli/fitOpeningRanker': 'src/cli/fitOpeningRanker.ts',
        'cli/bench': 'src/cli/bench.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

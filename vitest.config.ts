import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // All cores: Vitest leaves one idle, which is half of a machine with two.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/**/*.e2e.test.ts', 'test/**/*.corpus.test.ts'],
          environment: 'node',
          setupFiles: ['test/propertySeed.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // The committed pictures read by the real engine: test/corpus.
        test: {
          name: 'corpus',
          include: ['test/corpusGate/*.corpus.test.ts'],
          environment: 'node',
        },
      },
    ],
  },
});

// `npm run fit:fields`: runs src/cli/fields/fitFieldInk.ts, which is TypeScript and no part of the
// package, through Vite.
import { runnerImport } from 'vite';

const { module } = await runnerImport(
  new URL('../src/cli/fields/fitFieldInk.ts', import.meta.url).pathname,
  { configFile: false, logLevel: 'error' },
);
process.exitCode = await module.main();

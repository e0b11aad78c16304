// `npm run record:opencv`: runs build/recordOpenCv.ts, which is TypeScript, through Vite.
import { runnerImport } from 'vite';

const { module } = await runnerImport(
  new URL('../build/recordOpenCv.ts', import.meta.url).pathname,
  { configFile: false, logLevel: 'error' },
);
process.exitCode = await module.main();

// `npm run calibrate`: runs src/cli/calibration, which is TypeScript and no part of the package,
// through Vite.
import { runnerImport } from 'vite';

const { module } = await runnerImport(
  new URL('../src/cli/calibration/calibrate.ts', import.meta.url).pathname,
  { configFile: false, logLevel: 'error' },
);
process.exitCode = await module.main(process.argv.slice(2));

// Runs measureNumbers.ts, which is TypeScript, through Vite.
import { runnerImport } from 'vite';

const { module } = await runnerImport(new URL('measureNumbers.ts', import.meta.url).pathname, {
  configFile: false,
  logLevel: 'error',
});
await module.main(process.argv.slice(2));

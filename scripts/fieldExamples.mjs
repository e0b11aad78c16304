// `node scripts/fieldExamples.mjs`: draws the examples of forms in examples/fields anew.
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './run.mjs';

const { module } = await runnerImport(join(root, 'src/cli/fields/drawFieldExamples.ts'), {
  configFile: false,
  logLevel: 'error',
});
await module.main(join(root, 'examples', 'fields'));

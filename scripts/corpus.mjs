// `npm run corpus`: reads test/corpus with the engine and compares with the committed figures;
// with `--update` it writes them.
import { run } from './run.mjs';

if (process.argv.includes('--update')) process.env.HANDLENS_CORPUS = 'update';
run('npx', ['--no-install', 'vitest', 'run', '--project', 'corpus']);

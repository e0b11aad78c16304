// `npm test`: installs, finds or installs a Chromium, then lint, types, unit tests, the corpus and end-to-end tests.
import { findOrInstallBrowser } from './browser.mjs';
import { installPackages, run } from './run.mjs';
import { installTools } from './tools.mjs';

installPackages();
process.env.CHROMIUM_PATH = await findOrInstallBrowser();
installTools();
run('npm', ['run', 'lint', '--silent']);
run('npm', ['run', 'types', '--silent']);
run('npm', ['run', 'test:unit', '--silent']);
run('npm', ['run', 'corpus', '--silent']);
run('npm', ['run', 'build', '--silent']);
run('npx', ['--no-install', 'vite', 'build', '--mode', 'bench', '--logLevel', 'warn']);
run('npm', ['run', 'test:e2e', '--silent']);

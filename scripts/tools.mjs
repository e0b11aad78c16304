import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Programs that tests hold our files against, and Debian's package of each. */
const TOOLS = { 'redis-server': 'redis-server', pdftotext: 'poppler-utils' };

/** Installs what is missing where Debian's packages can be had; else says which tests are skipped. */
export function installTools() {
  const missing = Object.keys(TOOLS).filter((name) => spawnSync(name, ['--version']).error);
  if (missing.length === 0) return;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const quiet = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    const packages = missing.map((name) => TOOLS[name]);
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
  } else {
    console.warn(`Tests that need ${missing.join(' and ')} are skipped: install them to run all.`);
  }
}

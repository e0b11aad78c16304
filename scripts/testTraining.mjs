// `npm run test:training`: makes the training's own Python environment and runs its tests.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, root, run } from './run.mjs';

const windows = process.platform === 'win32';
const environment = join(root, 'training', '.venv');
const python = join(environment, windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');
const requirements = join(root, 'training', 'requirements.txt');

function systemPython() {
  for (const name of ['python3.11', 'python3', 'python']) {
    const found = spawnSync(name, ['-c', 'import sys; print(sys.version_info >= (3, 11))'], {
      encoding: 'utf8',
    });
    if (found.status === 0 && found.stdout.trim() === 'True') return name;
  }
  console.error('The training needs Python 3.11 or newer. Install it and try again.');
  process.exit(1);
}

installPackages();
const stamp = join(environment, 'requirements.sha256');
const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  run(systemPython(), ['-m', 'venv', environment]);
  run(python, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  writeFileSync(stamp, wanted);
}
run(python, ['-m', 'pytest', 'training/tests', '-q']);

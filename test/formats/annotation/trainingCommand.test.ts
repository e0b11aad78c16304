import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { trainingCommand } from '../../../src/formats/annotation/trainingCommand.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

it('names a module, a config and arguments that exist', () => {
  const command = trainingCommand({ folder: 'my-export' });
  const program = readFileSync(`${ROOT}training/detector/__main__.py`, 'utf8');
  const known = [...program.matchAll(/add_argument\(\s*"(--[\w-]+)"/g)].map(([, name]) => name);
  const used = command.match(/--[\w-]+/g) ?? [];
  expect(used).toEqual(['--config', '--data', '--out', '--minutes', '--export']);
  for (const name of used) expect(known).toContain(name);
  expect(existsSync(`${ROOT}${/--config (\S+)/.exec(command)?.[1]}`)).toBe(true);
  expect(command).toMatch(/^python -m training\.detector /);
  expect(command).toContain('--data annotated=my-export');
});

it.each(['my export', "it's $HOME `here`; rm -rf", 'ünï & co', '-x'])(
  'gives the folder %j to the shell as one word',
  (folder) => {
    const words = trainingCommand({ folder }).replace(/^python -m \S+/, 'printf "%s\\n"');
    const { stdout } = spawnSync('sh', ['-c', words], { encoding: 'utf8' });
    expect(stdout.split('\n')).toContain(`annotated=${folder}`);
  },
);

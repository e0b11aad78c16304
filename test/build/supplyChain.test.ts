import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/cli/packageRoot.ts';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

test('the lock file names the public address and the hash of every package', () => {
  const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8'),
  );
  const loose = Object.entries(packages)
    .filter(([path]) => path !== '')
    .filter(([path, { version, resolved, integrity }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const file = `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
      const address = `https://registry.npmjs.org/${name}/-/${file}`;
      return resolved !== address || !integrity?.startsWith('sha512-');
    });
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  // `npm install --package-lock-only --omit-lockfile-registry-resolved=false` writes what is missing.
  expect(loose).toEqual([]);
});

test('the workflow names its actions by commit', () => {
  const folder = join(packageRoot(), '.github/workflows');
  const used = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/uses: *(\S+)/g)].map(([, name]) => name),
  );
  expect(used.length).toBeGreaterThan(3);
  expect(used.filter((name) => !/@[0-9a-f]{40}$/.test(name ?? ''))).toEqual([]);
});

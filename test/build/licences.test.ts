import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { licenceDocument, licenceOf } from '../../build/licences.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const of = (name: string) => licenceOf(join(MODULES, name));

function packageWith(fields: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '1.0.0', ...fields }));
  return folder;
}

describe('the licence of a package', () => {
  it('is its own file’s', () => {
    expect(of('@noble/hashes').title).toMatch(/^@noble\/hashes [\d.]+ \(MIT\)$/);
    expect(of('@noble/hashes').text).toContain('Paul Miller');
  });

  it('is the terms that it names, where it has no file', () => {
    expect(of('@tensorflow/tfjs-core').text).toMatch(
      /Apache License[\s\S]+Grant of Patent License/,
    );
    expect(of('saxes').text).toMatch(/Louis-Dominique Dubeau[\s\S]+with or without fee/);
  });

  it('is asked for where there is none', () => {
    const folder = packageWith({ name: 'odd', license: 'Beerware' });
    expect(() => licenceOf(folder)).toThrow('odd states Beerware without its text.');
  });
});

it('packages under the same words share them', () => {
  const names = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-converter', 'idb'];
  const text = licenceDocument(names.map(of));
  expect(text.match(/Grant of Patent License/g)).toHaveLength(1);
  for (const name of names) expect(text).toContain(`## ${name} `);
});

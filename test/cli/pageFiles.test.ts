import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { pageFiles } from '../../src/cli/pageFiles.ts';

it('names what a page fetches of other packages, and where it lies', () => {
  const files = pageFiles(packageRoot());
  expect(files.every(({ from }) => existsSync(from))).toBe(true);
  const places = files.map(({ from, to }) => `${to}/${from.slice(from.lastIndexOf('/') + 1)}`);
  expect(places).toEqual(
    expect.arrayContaining([
      'tesseract/worker.min.js',
      'tesseract/eng.traineddata.gz',
      'tesseract/hin.traineddata.gz',
      'models/hand/handtrack.json',
      'models/hand/LICENSE',
    ]),
  );
});

it('says which package is missing', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'empty-'));
  expect(() => pageFiles(elsewhere)).toThrow('The package tesseract.js is not installed.');
});

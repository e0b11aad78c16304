import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/cli/packageRoot.ts';

const PATH = /`((?:src|test|docs|build|bench|scripts|training)\/[\w/.-]+)`/g;
const root = packageRoot();
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...readdirSync(join(root, 'docs')).flatMap((name) =>
    name.endsWith('.md') ? [join('docs', name)] : [],
  ),
];

test.each(documents)('what %s names is there', (document) => {
  const text = readFileSync(join(root, document), 'utf8');
  const paths = [...text.matchAll(PATH)].flatMap(([, path = '']) =>
    // `NAME` stands for a name of one's own.
    path.includes('NAME') ? [] : [path],
  );
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

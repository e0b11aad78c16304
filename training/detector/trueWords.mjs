import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Words of a folder's scenes, `{ box, kind }` by file: `handwriting`, `print` or `ignore`. */
export function trueWords(folder) {
  const words = new Map();
  const [, ...rows] = readFileSync(join(folder, 'words.tsv'), 'utf8').trimEnd().split('\n');
  for (const row of rows) {
    const [file, x, y, width, height, kind] = row.split('\t');
    const box = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
    words.set(file, [...(words.get(file) ?? []), { box, kind }]);
  }
  return words;
}

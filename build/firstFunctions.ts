import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which of OpenCV.js's functions the first readings use, noted by `npm run record:opencv`. */
export interface FirstFunctions {
  /** SHA-256 of the wasm that they were noted in. */
  readonly wasm: string;
  /** Their numbers as runs: where each starts after the end of the one before, and how long it is. */
  readonly functions: readonly number[];
}

export const FIRST_FUNCTIONS_FILE = join(import.meta.dirname, 'openCvFirst.json');

/**
 * Whether a function is among those noted.
 * @throws Error where they were noted in another wasm
 */
export function firstFunctions(wasm: Uint8Array): (index: number) => boolean {
  const noted: FirstFunctions = JSON.parse(readFileSync(FIRST_FUNCTIONS_FILE, 'utf8'));
  if (noted.wasm !== createHash('sha256').update(wasm).digest('hex')) {
    throw new Error('OpenCV.js is another: note its functions anew with npm run record:opencv');
  }
  const known = new Set<number>();
  let at = 0;
  noted.functions.forEach((value, i) => {
    if (i % 2 === 1) for (let index = at; index < at + value; index++) known.add(index);
    at += value;
  });
  return (index) => known.has(index);
}

import { readFileSync } from 'node:fs';

/**
 * A small file of our own drawing, 40 × 20 px unless its name says otherwise: red and blue above,
 * green and white below; fax pages black and white crosswise.
 */
export function sample(name: string): Buffer {
  return readFileSync(new URL(`./samples/${name}`, import.meta.url));
}

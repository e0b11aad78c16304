import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ReadingError } from '../../../src/reading/errors.ts';
import type { ModelFiles } from '../../../src/reading/models/modelFiles.ts';

/** What becomes of a file; null: it is not there. */
export type Change = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | null;

/** By path in `public/models`. */
export type Changes = Readonly<Record<string, Change>>;

/** The shipped models, with some of the files changed (null: not there). */
export function shippedModels(changes: Changes = {}): ModelFiles {
  return {
    async read(path) {
      const bytes = Uint8Array.from(readFileSync(`public/models/${path}`));
      const change = changes[path];
      const changed = change === undefined ? bytes : change(bytes);
      if (changed === null) throw new ReadingError('model-missing', { detail: path });
      return changed;
    },
  };
}

export const gone: Change = () => null;
export const broken: Change = (bytes) => bytes.map((byte, i) => (i === 100 ? byte ^ 1 : byte));

/** Changes a manifest. */
export function manifest(change: (manifest: Record<string, unknown>) => void): Change {
  return (bytes) => {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    change(value);
    return Uint8Array.from(new TextEncoder().encode(JSON.stringify(value)));
  };
}

/** Other weights that arrive as their manifest says. */
export function replaced(model: string, file: string): Changes {
  const sha256 = createHash('sha256')
    .update(broken(Uint8Array.from(readFileSync(`public/models/${model}/${file}`))) ?? '')
    .digest('hex');
  return {
    [`${model}/${file}`]: broken,
    [`${model}/manifest.json`]: manifest((value) => {
      for (const entry of value.files as { path: string; sha256: string }[]) {
        if (entry.path === file) entry.sha256 = sha256;
      }
    }),
  };
}

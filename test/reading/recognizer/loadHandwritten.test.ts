import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { ReadingError } from '../../../src/reading/errors.ts';
import type { ModelFiles } from '../../../src/reading/models/modelFiles.ts';
import { loadHandwritten } from '../../../src/reading/recognizer/loadHandwritten.ts';
import { Paper } from '../lineImage/paper.ts';
import { WASM_FOLDER } from '../models/tfjsBackends.ts';

beforeAll(async () => {
  setWasmPaths(WASM_FOLDER);
  await tf.setBackend('wasm');
});

type Change = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | null;

/** The shipped models, with some of the files changed (null: not there). */
function shippedModels(changes: Readonly<Record<string, Change>> = {}): ModelFiles {
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

const gone: Change = () => null;
const broken: Change = (bytes) => bytes.map((byte, i) => (i === 100 ? byte ^ 1 : byte));

function manifest(change: (manifest: Record<string, unknown>) => void): Change {
  return (bytes) => {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    change(value);
    return Uint8Array.from(new TextEncoder().encode(JSON.stringify(value)));
  };
}

/** Other weights that arrive as their manifest says. */
function replaced(model: string, file: string): Readonly<Record<string, Change>> {
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

/** A stroke that leaves every net a little unsure. */
function scrawl(): Paper {
  const page = new Paper(90, 48, 235);
  for (let x = 12; x < 76; x++) {
    page.fill(x, 24 + Math.round(9 * Math.sin(x / 5) * Math.cos(x / 11)), 2, 3, 40);
  }
  return page;
}

async function load(changes: Readonly<Record<string, Change>>) {
  const missing: unknown[] = [];
  const recognizer = await loadHandwritten({
    modelFiles: shippedModels(changes),
    loadOpenCv: loadOpenCvInNode,
    onMissing: (error) => missing.push(error),
  });
  const [reading] = await recognizer.readLines([scrawl()]);
  await recognizer.dispose();
  const codes = missing.map((error) =>
    error instanceof ReadingError ? error.code : String(error),
  );
  return { text: reading?.text ?? '', codes };
}

describe('the recogniser of handwriting with its models', () => {
  test('reads with all of them, and says nothing', async () => {
    const { text, codes } = await load({});
    expect(text).not.toBe('');
    expect(codes).toEqual([]);
  });

  const OPTIONAL = [
    ['second-reader', 'weights.bin'],
    ['language-model', 'model.bin'],
  ] as const;
  test.each(
    OPTIONAL.flatMap(([model, file]) => [
      { model, how: 'without its file', to: { [`${model}/${file}`]: gone }, code: 'model-missing' },
      {
        model,
        how: 'without its manifest',
        to: { [`${model}/manifest.json`]: gone },
        code: 'model-missing',
      },
      { model, how: 'broken', to: { [`${model}/${file}`]: broken }, code: 'model-corrupt' },
      {
        model,
        how: 'other than it was fitted to',
        to: replaced(model, file),
        code: 'calibration-mismatch',
      },
    ]),
  )('reads without the $model that is $how, and says so once', async ({ to, code }) => {
    const { text, codes } = await load(to);
    expect(codes).toEqual([code]);
    expect(text).not.toBe('');
  });

  test.each([
    [{ 'handwriting-reader/weights.bin': gone }, 'model-missing'],
    [{ 'handwriting-reader/weights.bin': broken }, 'model-corrupt'],
    [replaced('handwriting-reader', 'weights.bin'), 'calibration-mismatch'],
  ] as const)('cannot do without the first net', async (changes, code) => {
    const onMissing = vi.fn();
    const loading = loadHandwritten({
      modelFiles: shippedModels(changes),
      loadOpenCv: loadOpenCvInNode,
      onMissing,
    });
    await expect(loading).rejects.toMatchObject({ code });
    expect(onMissing).not.toHaveBeenCalled();
  });

  test('reads with a first net to which nothing was fitted, and says so', async () => {
    const { text, codes } = await load({
      'handwriting-reader/manifest.json': manifest((value) => {
        delete value.calibration;
      }),
    });
    expect(text).not.toBe('');
    expect(codes).toEqual(['model-uncalibrated']);
  });
});

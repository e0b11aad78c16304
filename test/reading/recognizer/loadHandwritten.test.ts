import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { ReadingError } from '../../../src/reading/errors.ts';
import type { WrittenLanguages } from '../../../src/reading/recognizer/languages.ts';
import { loadHandwritten } from '../../../src/reading/recognizer/loadHandwritten.ts';
import { Paper } from '../lineImage/paper.ts';
import {
  broken,
  type Changes,
  gone,
  manifest,
  replaced,
  shippedModels,
} from '../models/shippedModels.ts';
import { WASM_FOLDER } from '../models/tfjsBackends.ts';

beforeAll(async () => {
  setWasmPaths(WASM_FOLDER);
  await tf.setBackend('wasm');
});

/** A stroke that leaves every net a little unsure. */
function scrawl(): Paper {
  const page = new Paper(90, 48, 235);
  for (let x = 12; x < 76; x++) {
    page.fill(x, 24 + Math.round(9 * Math.sin(x / 5) * Math.cos(x / 11)), 2, 3, 40);
  }
  return page;
}

/** A character alone. */
function stroke(): Paper {
  return new Paper(36, 48, 235).fill(16, 12, 3, 26, 40);
}

async function load(changes: Changes, languages: WrittenLanguages = ['eng']) {
  const missing: unknown[] = [];
  const recognizer = await loadHandwritten({
    modelFiles: shippedModels(changes),
    loadOpenCv: loadOpenCvInNode,
    languages: () => languages,
    onMissing: (error) => missing.push(error),
  });
  const [reading] = await recognizer.readLines([scrawl(), stroke()]);
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
    ['latin-reader', 'weights.bin'],
    ['character-reader', 'weights.bin'],
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

  test('fetches the words of a language when it is chosen, and no others', async () => {
    const none = { 'language-model-deu/model.bin': gone, 'language-model-spa/model.bin': gone };
    const { text, codes } = await load({ ...none, 'language-model/model.bin': gone }, ['fra']);
    expect(text).not.toBe('');
    expect(codes).toEqual([]);
  });

  test('reads by the ink where the words of one of its languages are missing', async () => {
    const { text, codes } = await load({ 'language-model-deu/model.bin': gone }, ['eng', 'deu']);
    expect(text).not.toBe('');
    expect(codes).toEqual(['model-missing']);
  });
});

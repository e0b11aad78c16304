import { createCanvas } from '@napi-rs/canvas';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import { ReadingError } from '../../src/reading/errors.ts';
import type { RasterImage } from '../../src/reading/image.ts';
import { createReader, type Reader } from '../../src/reading/reader.ts';
import type { TesseractRuntime } from '../../src/reading/recognizer/tesseractRuntime.ts';
import { broken, type Changes, gone, shippedModels } from './models/shippedModels.ts';
import { WASM_FOLDER } from './models/tfjsBackends.ts';

/** Reads nothing in any print, and counts how often it is asked. */
function silentPrint() {
  const recognize = vi.fn(async () => []);
  const runtime: TesseractRuntime = {
    start: async () => ({ recognize, terminate: async () => {} }),
  };
  return { runtime, recognize };
}

function written(text: string): RasterImage {
  const canvas = createCanvas(160, 48);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, 160, 48);
  context.fillStyle = 'black';
  context.font = 'italic 26px serif';
  context.fillText(text, 16, 32);
  return context.getImageData(0, 0, 160, 48);
}

let reader: Reader | null = null;
afterEach(async () => {
  await reader?.dispose();
  reader = null;
});

async function startReader(changes: Changes) {
  const missing: string[] = [];
  const print = silentPrint();
  reader = await createReader({
    modelFiles: shippedModels(changes),
    loadOpenCv: loadOpenCvInNode,
    tesseract: print.runtime,
    backend: { wasmPaths: WASM_FOLDER, override: 'wasm' },
    onMissing: (error) => missing.push(error instanceof ReadingError ? error.code : String(error)),
  });
  return { reader, missing, recognize: print.recognize };
}

describe('the reader without one of its models', () => {
  test.each([
    [gone, 'model-missing'],
    [broken, 'model-corrupt'],
  ])('cannot start without the detector of lines, and says why', async (change, code) => {
    const starting = startReader({ 'handwriting-detector/weights.bin': change });
    await expect(starting).rejects.toMatchObject({ code });
  });

  test.each([
    [gone, 'model-missing'],
    [broken, 'model-corrupt'],
  ])(
    'reads lines without the detector of textbook pages, which alone fail',
    async (change, code) => {
      const { reader, missing } = await startReader({ 'textbook-detector/weights.bin': change });
      await expect(reader.readTextbookPage(written('Chapter'))).rejects.toMatchObject({ code });
      expect((await reader.readLine(written('hello'), 'handwriting')).text).not.toBe('');
      expect(missing).toEqual([]);
    },
  );

  test('reads print where the reader of handwriting is gone, which fails where it is asked for', async () => {
    const { reader, recognize } = await startReader({ 'handwriting-reader/weights.bin': gone });
    await expect(reader.readLine(written('hello'), 'handwriting')).rejects.toMatchObject({
      code: 'model-missing',
    });
    expect(recognize).not.toHaveBeenCalled();
    await reader.readLine(written('hello'), 'auto');
    expect(recognize).toHaveBeenCalled();
  });

  test('reads handwriting, and no print, without the Latin net and the language model', async () => {
    const { reader, missing, recognize } = await startReader({
      'latin-reader/manifest.json': gone,
      'language-model/model.bin': broken,
    });
    for (let i = 0; i < 3; i++) {
      expect((await reader.readLine(written('hello'), 'handwriting')).text).not.toBe('');
    }
    expect(recognize).not.toHaveBeenCalled();
    expect(missing.filter((code) => code === 'model-corrupt')).toHaveLength(1);
    expect(missing.filter((code) => code === 'model-missing').length).toBeLessThanOrEqual(1);
  });
});

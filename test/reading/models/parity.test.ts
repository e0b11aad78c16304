import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { dispose, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../../../src/reading/models/backend.ts';
import { type GraphKind, loadGraph } from '../../../src/reading/models/loadGraph.ts';
import type { ModelFiles } from '../../../src/reading/models/modelFiles.ts';
import { WASM_FOLDER } from './tfjsBackends.ts';

/** What PyTorch gives for the stored weights; written by the export (`training/export/parity.py`). */
interface ParityFixture {
  readonly model: string;
  readonly input: string;
  readonly shape: readonly [number, number, number, number];
  readonly formula: string;
  readonly divisor: number;
  readonly tolerance: number;
  readonly outputs: Readonly<
    Record<string, { readonly shape: number[]; readonly index: number[]; readonly value: number[] }>
  >;
}

const MODELS = fileURLToPath(new URL('../../../public/models/', import.meta.url));
const GOLDEN = fileURLToPath(new URL('../../golden/', import.meta.url));

const modelFolder: ModelFiles = {
  read: async (path) => new Uint8Array(await readFile(MODELS + path)),
};

/** The picture of the fixture's formula, float32 `[N, H, W, C]`. */
function formulaPicture({ shape, formula, divisor }: ParityFixture): Float32Array {
  expect(formula).toBe('((x*7 + y*13 + c*29) % 256)');
  const [count, height, width, channels] = shape;
  const values = new Float32Array(count * height * width * channels);
  for (let i = 0; i < values.length; i++) {
    const c = i % channels;
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width) % height;
    values[i] = ((x * 7 + y * 13 + c * 29) % 256) / divisor;
  }
  return values;
}

const GRAPHS: readonly (readonly [name: string, kind: GraphKind, fixture: string])[] = [
  ['handwriting-detector', 'detector', 'handwriting-detector-parity.json'],
  ['textbook-detector', 'detector', 'textbook-detector-parity.json'],
  ['handwriting-reader', 'reader', 'reader-parity.json'],
  ['latin-reader', 'reader', 'latin-reader-parity.json'],
  ['character-reader', 'reader', 'character-reader-parity.json'],
];

describe.each(['wasm', 'cpu'] as const)('graphs on %s', (backend) => {
  beforeAll(async () => {
    const choice = await chooseBackend({ wasmPaths: WASM_FOLDER, override: backend });
    expect(choice.backend).toBe(backend);
  });

  it.each(GRAPHS)('%s gives what PyTorch gives', async (name, kind, fixtureName) => {
    const fixture = JSON.parse(await readFile(GOLDEN + fixtureName, 'utf8')) as ParityFixture;
    expect(fixture.model).toBe(name);
    expect(fixture.tolerance).toBeLessThanOrEqual(1e-3);
    const { graph } = await loadGraph(modelFolder, name, { kind });
    const image = tensor(formulaPicture(fixture), [...fixture.shape]);
    const names = Object.keys(fixture.outputs);
    expect(names.length).toBeGreaterThan(0);
    const outputs = graph.execute({ [fixture.input]: image }, names);
    const tensors: Tensor[] = Array.isArray(outputs) ? outputs : [outputs];
    for (const [i, output] of names.entries()) {
      const expected = fixture.outputs[output];
      expect(tensors[i]?.shape).toEqual(expected?.shape);
      const values = await tensors[i]?.data();
      expect(expected?.index.length).toBeGreaterThan(20);
      let worst = 0;
      for (const [k, at] of (expected?.index ?? []).entries()) {
        const miss = Math.abs((values?.[at] ?? Number.NaN) - (expected?.value[k] ?? Number.NaN));
        // A NaN stays one, and fails.
        worst = Math.max(worst, miss);
      }
      expect(worst).toBeLessThanOrEqual(fixture.tolerance);
    }
    dispose([image, ...tensors]);
    graph.dispose();
  });
});

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { chooseBackend, type KeyValueStore } from '../../../src/reading/models/backend.ts';
import {
  graphTrial,
  medianTimeMs,
  outputsAgree,
} from '../../../src/reading/models/backendTrial.ts';
import { loadBytes } from '../../../src/reading/models/loadModel.ts';
import { isSoftwareRenderer, webglRenderer } from '../../../src/reading/models/webglRenderer.ts';
import { WASM_FOLDER } from './tfjsBackends.ts';
import { filesIn, tinyDetector } from './tinyModel.ts';

function memoryStore(): KeyValueStore & { readonly values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
  };
}

const trial = async () =>
  graphTrial(await loadBytes(filesIn(tinyDetector()), 'tiny-detector', 'detector'), [1, 32, 64, 3]);

describe('chooseBackend', () => {
  it('takes wasm where there is no WebGL, and says why', async () => {
    const store = memoryStore();
    const choice = await chooseBackend({
      wasmPaths: WASM_FOLDER,
      store,
      trial,
      trialName: 'tiny 1',
    });
    expect(choice).toMatchObject({ backend: 'wasm', remembered: false });
    expect(choice.tried).toMatchObject([
      { name: 'wasm', outcome: 'chosen' },
      { name: 'webgl', outcome: 'failed', reason: 'no WebGL 2' },
    ]);
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.memory().numTensors).toBe(0);

    const again = await chooseBackend({
      wasmPaths: WASM_FOLDER,
      store,
      trial,
      trialName: 'tiny 1',
    });
    expect(again).toMatchObject({ backend: 'wasm', remembered: true });
    const newer = await chooseBackend({
      wasmPaths: WASM_FOLDER,
      store,
      trial,
      trialName: 'tiny 2',
    });
    expect(newer).toMatchObject({ backend: 'wasm', remembered: false });
  });

  it('obeys an override and remembers nothing of it', async () => {
    const store = memoryStore();
    const choice = await chooseBackend({ wasmPaths: WASM_FOLDER, store, trial, override: 'cpu' });
    expect(choice).toMatchObject({ backend: 'cpu', tried: [{ name: 'cpu', outcome: 'chosen' }] });
    expect(tf.getBackend()).toBe('cpu');
    expect(store.values.size).toBe(0);
  });

  it('falls back where a backend does not start, and says so', async () => {
    const choice = await chooseBackend({ wasmPaths: WASM_FOLDER, override: 'webgl' });
    expect(choice.backend).toBe('wasm');
    expect(choice.tried).toMatchObject([
      { name: 'webgl', outcome: 'failed', reason: expect.stringMatching(/.+/) },
      { name: 'wasm', outcome: 'chosen' },
    ]);
  });
});

describe('graphTrial', () => {
  it('gives the same output on wasm and on cpu', async () => {
    const outputs: Float32Array[] = [];
    for (const override of ['wasm', 'cpu'] as const) {
      await chooseBackend({ wasmPaths: WASM_FOLDER, override });
      const { runMs, output } = await medianTimeMs(trial);
      expect(runMs).toBeGreaterThan(0);
      // 32 cells with two scores and four regressions each.
      expect(output.length).toBe(32 * 6);
      outputs.push(output);
    }
    expect(outputsAgree(outputs[0] ?? new Float32Array(), outputs[1] ?? new Float32Array())).toBe(
      true,
    );
  });
});

describe('outputsAgree', () => {
  it('takes small differences only', () => {
    const a = new Float32Array([1, 2, 3]);
    expect(outputsAgree(a, new Float32Array([1.005, 2, 2.995]))).toBe(true);
    expect(outputsAgree(a, new Float32Array([1, 2.02, 3]))).toBe(false);
    expect(outputsAgree(a, new Float32Array([1, Number.NaN, 3]))).toBe(false);
    expect(outputsAgree(a, new Float32Array([1, 2]))).toBe(false);
  });
});

describe('isSoftwareRenderer', () => {
  it.each([
    [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      true,
    ],
    ['llvmpipe (LLVM 15.0.6, 256 bits)', true],
    ['Microsoft Basic Render Driver', true],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)', false],
    ['Apple GPU', false],
    ['Mali-G78', false],
    ['Mesa Intel(R) UHD Graphics 620 (KBL GT2)', false],
  ])('%s: %s', (renderer, software) => {
    expect(isSoftwareRenderer(renderer)).toBe(software);
  });

  it('knows that Node has no WebGL', () => {
    expect(webglRenderer()).toBeNull();
  });
});

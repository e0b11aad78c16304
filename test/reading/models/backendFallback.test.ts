import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { chooseBackend } from '../../../src/reading/models/backend.ts';

// TF.js warns on the console of every backend that does not start; here that is the point.
beforeEach(() => {
  for (const method of ['warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => {});
  }
});
afterEach(() => vi.restoreAllMocks());

describe('chooseBackend without the .wasm files', () => {
  it('falls back to the slow backend that needs no file', async () => {
    const choice = await chooseBackend({ wasmPaths: '/no/such/folder' });
    expect(choice.backend).toBe('cpu');
    expect(choice.tried.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['wasm', 'failed'],
      ['webgl', 'failed'],
      ['cpu', 'chosen'],
    ]);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('throws backend-failed, naming all, when none starts', async () => {
    tf.removeBackend('cpu');
    await expect(chooseBackend({ wasmPaths: '/no/such/folder' })).rejects.toMatchObject({
      code: 'backend-failed',
      message: expect.stringMatching(/wasm: .*webgl: .*cpu: /),
    });
  });
});

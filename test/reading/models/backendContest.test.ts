import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BackendOptions, chooseBackend } from '../../../src/reading/models/backend.ts';
import type { BackendTrial } from '../../../src/reading/models/backendTrial.ts';
import { WASM_FOLDER } from './tfjsBackends.ts';

// Node has no WebGL: a processor's backend stands in under its name, so that the contest itself
// (who is started, timed, compared, remembered) runs as in a browser with a graphics processor.
vi.mock('@tensorflow/tfjs-backend-webgl', () => {
  tf.registerBackend('webgl', () => new MathBackendCPU());
  tf.copyRegisteredKernels('cpu', 'webgl');
  return {};
});

let renderer = '';
/** The time that runs are measured by: a busy machine must not decide the contest. */
let clock = 0;

class Canvas {
  getContext() {
    return {
      RENDERER: 7937,
      getExtension: () => null,
      getParameter: () => renderer,
    };
  }
}

beforeAll(() => {
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
beforeEach(() => {
  renderer = 'ANGLE (NVIDIA GeForce)';
});

/** A trial whose time and output depend on the backend it runs on. */
function trialOf(times: Record<string, number>, outputs: Record<string, number>) {
  let alive = 0;
  const trial = async (): Promise<BackendTrial> => {
    alive++;
    const backend = tf.getBackend();
    return {
      async run() {
        clock += times[backend] ?? 0;
        if (outputs[backend] === undefined) throw new Error('shader does not compile');
        return new Float32Array([outputs[backend] ?? 0]);
      },
      dispose: () => void alive--,
    };
  };
  return { trial, alive: () => alive };
}

function optionsWith(trial: () => Promise<BackendTrial>) {
  const values = new Map<string, string>();
  const options: BackendOptions = {
    wasmPaths: WASM_FOLDER,
    trial,
    store: { get: (key) => values.get(key) ?? null, set: (key, value) => values.set(key, value) },
  };
  return options;
}

describe('chooseBackend with a graphics processor', () => {
  it('takes webgl where it is clearly faster and agrees, and remembers that', async () => {
    const { trial, alive } = trialOf({ wasm: 24, webgl: 2 }, { wasm: 1, webgl: 1.001 });
    const options = optionsWith(trial);
    const choice = await chooseBackend(options);
    expect(choice.backend).toBe('webgl');
    expect(tf.getBackend()).toBe('webgl');
    expect(choice.tried).toMatchObject([
      { name: 'wasm', outcome: 'slower' },
      { name: 'webgl', outcome: 'chosen' },
    ]);
    expect(choice.tried.map(({ runMs }) => runMs)).toEqual([24, 2]);
    expect(alive()).toBe(0);
    expect(await chooseBackend(options)).toMatchObject({ backend: 'webgl', remembered: true });
  });

  it.each([
    ['slower', { wasm: 2, webgl: 24 }, { wasm: 1, webgl: 1 }],
    ['slower', { wasm: 20, webgl: 19 }, { wasm: 1, webgl: 1 }],
    ['differs', { wasm: 24, webgl: 2 }, { wasm: 1, webgl: 1.1 }],
    ['failed', { wasm: 24, webgl: 2 }, { wasm: 1 }],
  ])('stays with wasm where webgl is %s (%j)', async (outcome, times, outputs) => {
    const { trial, alive } = trialOf(times, outputs);
    const options = optionsWith(trial);
    const choice = await chooseBackend(options);
    expect(choice.backend).toBe('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(choice.tried).toMatchObject([
      { name: 'wasm', outcome: 'chosen' },
      { name: 'webgl', outcome },
    ]);
    expect(alive()).toBe(0);
    expect('webgl' in tf.engine().registry).toBe(false);
    expect(await chooseBackend(options)).toMatchObject({ backend: 'wasm', remembered: true });
  });

  it('does not even time software WebGL', async () => {
    renderer = 'Google SwiftShader';
    let made = 0;
    const choice = await chooseBackend(
      optionsWith(async () => {
        made++;
        throw new Error('must not be timed');
      }),
    );
    expect(choice).toMatchObject({
      backend: 'wasm',
      tried: [
        { name: 'wasm', outcome: 'chosen' },
        { name: 'webgl', outcome: 'software', reason: 'Google SwiftShader' },
      ],
    });
    expect(made).toBe(0);
  });
});

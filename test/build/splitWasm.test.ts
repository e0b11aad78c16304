import { beforeAll, describe, expect, test } from 'vitest';
import { firstFunctions } from '../../build/firstFunctions.ts';
import { recordingWasm, splitWasm } from '../../build/splitWasm.ts';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import type { OpenCv } from '../../src/reading/lineImage/opencv.ts';
import { startSplitWasm } from '../../src/worker/splitWasm.ts';
import { callableFromWasm } from '../../src/worker/wasmPlaces.ts';
import { pipeline, SPLIT_OPEN_CV, startOpenCvScript } from './openCvAsModule.ts';

const { wasm } = SPLIT_OPEN_CV;
const CUTS: readonly (readonly [string, (index: number) => boolean])[] = [
  ['as noted', firstFunctions(wasm)],
  ['every third function', (index) => index % 3 === 0],
  ['nothing', () => false],
];

/** OpenCV.js with that part of its functions, and the rest once it is asked for. */
async function startInTwo(isFirst: (index: number) => boolean) {
  const { first, rest, places } = splitWasm(wasm, isFirst);
  let asked = 0;
  let complete: () => Promise<void> = async () => {};
  const restNow = () => {
    asked += 1;
    return rest;
  };
  const { cv } = await startOpenCvScript(async (imports) => {
    const started = await startSplitWasm({ first, places, imports, restNow });
    complete = () => started.complete(async () => rest);
    return started.instance;
  });
  return { cv, asked: () => asked, complete: () => complete(), sizes: [first.length, rest.length] };
}

describe('OpenCV.js in two parts', () => {
  let installed: OpenCv;
  beforeAll(async () => {
    ({ cv: installed } = await loadOpenCvInNode());
  });

  test.each(CUTS)('computes the same, cut so: %s; the rest is fetched once', async (_, isFirst) => {
    const { cv, asked } = await startInTwo(isFirst);
    expect(pipeline(cv)).toEqual(pipeline(installed));
    expect(asked()).toBe(1);
    expect(pipeline(cv)).toEqual(pipeline(installed));
    expect(asked()).toBe(1);
  });

  test('computes the same with the rest there before it is called, and then asks for nothing', async () => {
    const { cv, asked, complete } = await startInTwo(firstFunctions(wasm));
    await Promise.all([complete(), complete()]);
    expect(pipeline(cv)).toEqual(pipeline(installed));
    expect(asked()).toBe(0);
  });

  test('the part for the first readings is a fraction of all, and starts by itself', async () => {
    const { asked, sizes } = await startInTwo(firstFunctions(wasm));
    expect(asked()).toBe(0);
    expect(sizes[0]).toBeLessThan(wasm.length / 2);
  });

  test('a call while the rest cannot be had fails, and works once it can', async () => {
    const { first, rest, places } = splitWasm(wasm, firstFunctions(wasm));
    let isThere = false;
    const { cv } = await startOpenCvScript(async (imports) => {
      const started = await startSplitWasm({
        ...{ first, places, imports },
        restNow() {
          if (!isThere) throw new Error('no network');
          return rest;
        },
      });
      return started.instance;
    });
    expect(() => pipeline(cv)).toThrow('no network');
    isThere = true;
    expect(pipeline(cv)).toEqual(pipeline(installed));
  });

  test('the noted functions are those of this wasm and no other', () => {
    expect(() => firstFunctions(new Uint8Array([1, 2, 3]))).toThrow(/record:opencv/);
  });

  test('notes which functions are used', async () => {
    const used = new Set<number>();
    const table = new WebAssembly.Table({ initial: 1, element: 'anyfunc' });
    table.set(
      0,
      callableFromWasm((index) => used.add(index), 1),
    );
    const { cv } = await startOpenCvScript(
      async (imports) =>
        (await WebAssembly.instantiate(recordingWasm(wasm), { ...imports, split: { table } }))
          .instance,
    );
    const before = used.size;
    expect(pipeline(cv)).toEqual(pipeline(installed));
    expect(used.size).toBeGreaterThan(before);
  });

  test('refuses what it was not written for', () => {
    expect(() => splitWasm(new Uint8Array(8), () => true)).toThrow(/WebAssembly/);
    expect(() => splitWasm(wasm.slice(0, 1000), () => true)).toThrow(/WebAssembly/);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { splitOpenCvSource } from '../../build/openCvSource.ts';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import type { OpenCv } from '../../src/reading/lineImage/opencv.ts';
import { OPEN_CV_SOURCE, pipeline, SPLIT_OPEN_CV, startOpenCvScript } from './openCvAsModule.ts';

/** What is thrown at a call with too few arguments, and at one of the wrong type. */
function complaints(cv: OpenCv): string[] {
  const wrong = cv as unknown as {
    cvtColor(...values: unknown[]): void;
    Mat: new (...values: unknown[]) => unknown;
  };
  return [() => wrong.cvtColor(), () => new wrong.Mat('a', 'b', 'c', 'd', 'e', 'f', 'g')].map(
    (call) => {
      try {
        call();
        return 'nothing';
      } catch (error) {
        // embind quotes the function's text, which is what we changed.
        return String((error as Error).message).replace(/\(?function [\s\S]*\}\)?/, 'function');
      }
    },
  );
}

describe('OpenCV.js with its wasm split out', () => {
  let installed: OpenCv;
  let ours: OpenCv;
  beforeAll(async () => {
    [{ cv: installed }, { cv: ours }] = await Promise.all([
      loadOpenCvInNode(),
      startOpenCvScript(
        async (imports) => (await WebAssembly.instantiate(SPLIT_OPEN_CV.wasm, imports)).instance,
      ),
    ]);
  });

  test('leaves a script without the wasm', () => {
    expect(SPLIT_OPEN_CV.script.length).toBeLessThan(OPEN_CV_SOURCE.length / 20);
    expect(SPLIT_OPEN_CV.wasm.length).toBeGreaterThan(5_000_000);
  });

  test('computes what the installed package computes, with code from strings forbidden', () => {
    expect(pipeline(ours)).toEqual(pipeline(installed));
  });

  test('complains in the same words', () => {
    const said = complaints(ours);
    expect(said).toEqual(complaints(installed));
    expect(said).not.toContain('nothing');
  });

  test('fails loudly on another text', () => {
    expect(() => splitOpenCvSource(OPEN_CV_SOURCE.replace('makeDynCaller', 'other'))).toThrow(
      /expected/,
    );
    expect(() => splitOpenCvSource('var cv = 1;')).toThrow(/expected/);
    expect(() =>
      splitOpenCvSource(
        OPEN_CV_SOURCE.replace('function getNative', 'new Function("x");function getNative'),
      ),
    ).toThrow(/strings/);
  });
});

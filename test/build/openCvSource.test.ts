import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { splitOpenCvSource } from '../../build/openCvSource.ts';
import { loadOpenCvInNode } from '../../src/cli/openCvInNode.ts';
import { type OpenCv, withMats } from '../../src/reading/lineImage/opencv.ts';

const file = createRequire(import.meta.url).resolve('@techstark/opencv-js');
const source = readFileSync(file, 'utf8');
const split = splitOpenCvSource(source);

/** Runs the split script as a module worker would: strict, and with code from strings forbidden. */
function startSplit(): Promise<{ readonly cv: OpenCv }> {
  const context = createContext(
    {
      console,
      performance,
      crypto,
      self: { location: { href: 'https://example.org/worker.js' } },
      importScripts() {},
    },
    { codeGeneration: { strings: false, wasm: true } },
  );
  context.wasm = split.wasm;
  return new Promise((resolve, reject) => {
    context.onAbort = reject;
    context.done = (cv: OpenCv) => resolve({ cv });
    runInContext(
      `'use strict';
      ${split.script}
      const started = cv({
        onAbort,
        onRuntimeInitialized: () => done(started),
        instantiateWasm(imports, receive) {
          WebAssembly.instantiate(wasm, imports).then((r) => receive(r.instance), onAbort);
          return {};
        },
      });`,
      context,
    );
  });
}

/** Filters, contours, a class with constructor and method, overloads, enums and defaults. */
function pipeline(cv: OpenCv): unknown {
  return withMats((keep) => {
    const [width, height] = [96, 64];
    const picture = keep(new cv.Mat(height, width, cv.CV_8UC4));
    for (let i = 0; i < picture.data.length; i++) picture.data[i] = (i * 2654435761) >>> 24;
    cv.rectangle(picture, new cv.Point(20, 12), new cv.Point(70, 40), [0, 0, 0, 255], -1);
    const gray = keep(new cv.Mat());
    cv.cvtColor(picture, gray, cv.COLOR_RGBA2GRAY);
    cv.GaussianBlur(gray, gray, new cv.Size(5, 5), 0);
    const clahe = keep(new cv.CLAHE(2, new cv.Size(4, 4)));
    const equal = keep(new cv.Mat());
    clahe.apply(gray, equal);
    const binary = keep(new cv.Mat());
    cv.adaptiveThreshold(
      equal,
      binary,
      255,
      cv.ADAPTIVE_THRESH_MEAN_C,
      cv.THRESH_BINARY_INV,
      15,
      8,
    );
    const contours = keep(new cv.MatVector());
    const hierarchy = keep(new cv.Mat());
    cv.findContours(binary, contours, hierarchy, cv.RETR_CCOMP, cv.CHAIN_APPROX_SIMPLE);
    const areas: number[] = [];
    for (let i = 0; i < contours.size(); i++) {
      const contour = keep(contours.get(i));
      areas.push(cv.contourArea(contour));
    }
    const turn = keep(cv.getRotationMatrix2D(new cv.Point(48, 32), 7, 1.1));
    const turned = keep(new cv.Mat());
    cv.warpAffine(gray, turned, turn, new cv.Size(80, 50), cv.INTER_LINEAR, cv.BORDER_REPLICATE);
    return {
      binary: [...binary.data],
      turned: [...turned.data],
      areas,
      mean: [...cv.mean(turned)],
      kinds: [cv.Mat.name, typeof cv.exceptionFromPtr],
    };
  });
}

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
    [{ cv: installed }, { cv: ours }] = await Promise.all([loadOpenCvInNode(), startSplit()]);
  });

  test('leaves a script without the wasm', () => {
    expect(split.script.length).toBeLessThan(source.length / 20);
    expect(split.wasm.length).toBeGreaterThan(5_000_000);
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
    expect(() => splitOpenCvSource(source.replace('makeDynCaller', 'other'))).toThrow(/expected/);
    expect(() => splitOpenCvSource('var cv = 1;')).toThrow(/expected/);
    expect(() =>
      splitOpenCvSource(
        source.replace('function getNative', 'new Function("x");function getNative'),
      ),
    ).toThrow(/strings/);
  });
});

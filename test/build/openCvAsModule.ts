import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createContext, runInContext } from 'node:vm';
import { splitOpenCvSource } from '../../build/openCvSource.ts';
import { type OpenCv, withMats } from '../../src/reading/lineImage/opencv.ts';

const file = createRequire(import.meta.url).resolve('@techstark/opencv-js');
export const OPEN_CV_SOURCE = readFileSync(file, 'utf8');
export const SPLIT_OPEN_CV = splitOpenCvSource(OPEN_CV_SOURCE);

/** Runs the split script as a module worker would: strict, and with code from strings forbidden. */
export function startOpenCvScript(
  instantiate: (imports: WebAssembly.Imports) => Promise<WebAssembly.Instance>,
): Promise<{ readonly cv: OpenCv }> {
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
  return new Promise((resolve, reject) => {
    context.onAbort = reject;
    context.done = (cv: OpenCv) => resolve({ cv });
    context.instantiate = (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ) => {
      instantiate(imports).then(receive, reject);
    };
    runInContext(
      `'use strict';
      ${SPLIT_OPEN_CV.script}
      const started = cv({
        onAbort,
        onRuntimeInitialized: () => done(started),
        instantiateWasm(imports, receive) {
          instantiate(imports, receive);
          return {};
        },
      });`,
      context,
    );
  });
}

/** Filters, contours, a class with constructor and method, overloads, enums and defaults. */
export function pipeline(cv: OpenCv): unknown {
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

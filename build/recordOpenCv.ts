import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { createReaderInNode } from '../src/cli/createReaderInNode.ts';
import { decodeImageFile } from '../src/cli/decodeImageFile.ts';
import { loadOpenCvInNode } from '../src/cli/openCvInNode.ts';
import { drawSheet, photographSheet } from '../src/cli/pictures/writtenPaper.ts';
import type { OpenCv } from '../src/reading/lineImage/opencv.ts';
import { callableFromWasm } from '../src/worker/wasmPlaces.ts';
import { FIRST_FUNCTIONS_FILE, type FirstFunctions } from './firstFunctions.ts';
import { splitOpenCvSource } from './openCvSource.ts';
import { recordingWasm } from './splitWasm.ts';

const ROOT = join(import.meta.dirname, '..');
/** Of the committed pictures, one in so many is read. */
const EVERY = 4;
const LIVE_FRAMES = 40;
const FRAME_MS = 100;
const PICTURES = /picture\.\w+$/;
/** Pages of textbooks are read with all of OpenCV.js. */
const PAGES = /^page-/;

/**
 * Reads the committed pictures, and sheets before a camera, with an OpenCV.js that notes which of its
 * functions are used, and writes them down: they are what the page fetches before the first reading.
 */
export async function main(): Promise<number> {
  const source = readFileSync(
    createRequire(import.meta.url).resolve('@techstark/opencv-js'),
    'utf8',
  );
  const { script, wasm } = splitOpenCvSource(source);
  const used = new Set<number>();
  const recorded = await startRecording(script, recordingWasm(wasm), (index) => used.add(index));
  const reader = await createReaderInNode({ loadOpenCv: async () => ({ cv: recorded.cv }) });
  try {
    const corpus = join(ROOT, 'test/corpus');
    const pictures = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((path) => PICTURES.test(path) && !PAGES.test(path))
      .sort();
    for (const path of pictures.filter((_, i) => i % EVERY === 0)) {
      const { image } = await decodeImageFile(join(corpus, path));
      await reader.readPicture(image);
    }
    const { cv } = await loadOpenCvInNode();
    const sheet = drawSheet([
      { text: 'The quick brown fox', font: 'Caveat', size: 92 },
      { text: 'bring milk and bread', font: 'Kalam', size: 74 },
    ]);
    const live = await reader.startLive('auto');
    for (let i = 0; i < LIVE_FRAMES; i++) {
      const turn = (2 * Math.PI * i) / LIVE_FRAMES;
      const pose = {
        centerX: 0.5 + 0.1 * Math.sin(turn),
        centerY: 0.5,
        turn: 0.1 * Math.sin(turn),
      };
      const frame = photographSheet(
        cv,
        sheet,
        { ...pose, lean: 0.06, height: 0.9 },
        { width: 1280, height: 720 },
      );
      await live.see(frame, i * FRAME_MS);
      while (i % 5 === 0 && (await live.read(4)) !== null);
    }
  } finally {
    await reader.dispose();
  }
  const found: FirstFunctions = {
    wasm: createHash('sha256').update(wasm).digest('hex'),
    functions: runsOf([...used].sort((a, b) => a - b)),
  };
  writeFileSync(FIRST_FUNCTIONS_FILE, `${JSON.stringify(found)}\n`);
  console.log(`${used.size} functions`);
  return 0;
}

function startRecording(
  script: string,
  wasm: Uint8Array<ArrayBuffer>,
  seen: (index: number) => void,
): Promise<{ readonly cv: OpenCv }> {
  const table = new WebAssembly.Table({ initial: 1, element: 'anyfunc' });
  table.set(0, callableFromWasm(seen, 1));
  return new Promise((resolve, reject) => {
    const context = createContext({
      ...{ console, performance, crypto, importScripts() {} },
      self: { location: { href: 'https://example.org/worker.js' } },
      options: {
        onAbort: reject,
        onRuntimeInitialized: () => resolve({ cv }),
        instantiateWasm(
          imports: WebAssembly.Imports,
          receive: (instance: WebAssembly.Instance) => void,
        ) {
          WebAssembly.instantiate(wasm, { ...imports, split: { table } }).then(
            ({ instance }) => receive(instance),
            reject,
          );
          return {};
        },
      },
    });
    const cv: OpenCv = runInContext(`${script}\ncv(options);`, context);
  });
}

/** Numbers in order as runs: where each starts after the end of the one before, and how long it is. */
function runsOf(sorted: readonly number[]): number[] {
  const runs: number[] = [];
  let end = 0;
  for (const value of sorted) {
    if (runs.length > 0 && value === end) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(value - end, 1);
    end = value + 1;
  }
  return runs;
}

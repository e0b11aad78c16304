import { createCanvas, ImageData } from '@napi-rs/canvas';
import type { BenchPage, PageTimes } from '../../bench/benchApi.ts';
import { benchPage, callBench } from './benchInPage.ts';
import { openHeadlessPage } from './headlessPage.ts';
import { loadOpenCvInNode } from './openCvInNode.ts';
import { drawSheet, photographSheet, type WrittenLine } from './pictures/writtenPaper.ts';

/** A photo of 12 megapixels, as phones take them. */
const PHOTO = { width: 4000, height: 3000 } as const;
const JPEG_QUALITY = 90;
const SUBJECTS = ['the baker', 'my sister', 'the doctor', 'our teacher', 'the farmer', 'Anna'];
const VERBS = ['walked to', 'wrote about', 'came from', 'looked for'];
/** A full page: 24 lines, as close as a hand writes them. */
const PAGE: readonly WrittenLine[] = Array.from({ length: 24 }, (_, i) => ({
  text: `${SUBJECTS[i % 6]} ${VERBS[Math.floor(i / 6)]} the old house with a red door`,
  font: 'Patrick Hand',
  size: 30,
}));

/** Photos of written pages, one after the other. Times in ms, medians but for the ratio. */
export interface DocumentsBench {
  readonly backend: string;
  readonly photos: number;
  /** Of the first photo, once the reader's parts are there: from its file to each. */
  readonly first: PageTimes;
  readonly median: PageTimes;
  /** Time of the later half of the photos over the first photo's. */
  readonly ratio: number;
  /** What OpenCV's heap and the page's own grew by from the first photo to the last, bytes. */
  readonly wasmHeapGrowth: number;
  readonly pageHeapGrowth: number;
  /** Tensors and Mats alive after the last that were not after the first. */
  readonly leftOver: number;
}

/** Measures photos of 12 megapixels in the page, wasm with one thread. */
export async function measureDocuments(photos: number): Promise<DocumentsBench> {
  const bench = await openHeadlessPage(benchPage());
  try {
    const { page } = bench;
    const backend = await callBench(page, 'ready');
    const picture = await photoUrl();
    const read = async (): Promise<Awaited<ReturnType<BenchPage['readPage']>>> =>
      callBench(page, 'readPage', picture);
    // The first reading loads parts lazily: it is made, and not counted.
    await read();
    const readings = [];
    for (let i = 0; i < photos; i++) readings.push(await read());
    const [first] = readings;
    const last = readings.at(-1);
    if (!first || !last) throw new Error('No photo was read.');
    const wholes = readings.map(({ times }) => times.wholeMs);
    const later = wholes.slice(Math.floor(wholes.length / 2));
    return {
      ...{ backend, photos },
      first: first.times,
      median: {
        boxesMs: median(readings.map(({ times }) => times.boxesMs)),
        firstLineMs: median(readings.map(({ times }) => times.firstLineMs)),
        wholeMs: median(wholes),
        lines: median(readings.map(({ times }) => times.lines)),
      },
      ratio: median(later) / first.times.wholeMs,
      wasmHeapGrowth: last.memory.wasmHeapBytes - first.memory.wasmHeapBytes,
      pageHeapGrowth: last.pageHeapBytes - first.pageHeapBytes,
      leftOver: last.memory.tensors + last.memory.mats - first.memory.tensors - first.memory.mats,
    };
  } finally {
    await bench.close();
  }
}

async function photoUrl(): Promise<string> {
  const { cv } = await loadOpenCvInNode();
  const pose = { centerX: 0.5, centerY: 0.5, turn: 0.02, lean: 0.05, height: 0.92 };
  const { width, height, data } = photographSheet(cv, drawSheet(PAGE), pose, PHOTO);
  const canvas = createCanvas(width, height);
  const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
  canvas.getContext('2d').putImageData(pixels, 0, 0);
  const bytes = canvas.toBuffer('image/jpeg', JPEG_QUALITY);
  return `data:image/jpeg;base64,${bytes.toString('base64')}`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

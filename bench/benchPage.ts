import { toGray } from '../src/reading/image.ts';
import { encodePortableGraymap } from '../src/reading/recognizer/portableGraymap.ts';
import { createReadingClient, type LiveView, type ReadingClient } from '../src/worker/client.ts';
import { workersOfPage } from '../src/worker/page/workerPlace.ts';
import { tesseractInPage } from '../src/worker/tesseractInPage.ts';
import { timesOfWriting } from './airTimes.ts';
import type { AirFrames, BenchPage, FrameTimes, PageRead } from './benchApi.ts';
import { bitmapsOf, blobOf } from './pictures.ts';

declare global {
  interface Window {
    handlensBench: BenchPage;
  }
}

const client: ReadingClient = createReadingClient(workersOfPage());

function ready(): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (client.state.kind === 'ready') resolve(client.state.backend);
      if (client.state.kind === 'failed') reject(new Error(client.state.error.message));
    };
    client.onState(look);
    look();
  });
}

/** Feeds frames one by one, each when the one before is done with, and times them. */
async function feed(
  pictures: readonly string[],
  count: number,
  forgetBetween: boolean,
): Promise<readonly FrameTimes[]> {
  const bitmaps = await bitmapsOf(pictures);
  const times: FrameTimes[] = [];
  let sentAt = 0;
  let boxesAt = 0;
  let newest: LiveView | null = null;
  return new Promise((resolve, reject) => {
    const frames: AsyncIterator<ImageBitmap> = {
      async next() {
        const now = performance.now();
        if (sentAt > 0) {
          times.push({
            boxesMs: boxesAt - sentAt,
            textMs: now - boxesAt,
            totalMs: now - sentAt,
            texts: newest?.lines.map((line) => line.reading?.text ?? '') ?? [],
          });
        }
        if (times.length === count) {
          handle.stop();
          for (const bitmap of bitmaps) bitmap.close();
          resolve(times);
          return { done: true, value: undefined };
        }
        const picture = bitmaps[times.length % bitmaps.length];
        if (picture === undefined) throw new Error('no pictures');
        const frame = await createImageBitmap(picture);
        if (forgetBetween) handle.reset();
        newest = null;
        boxesAt = 0;
        sentAt = performance.now();
        return { done: false, value: frame };
      },
    };
    const handle = client.startLive(
      frames,
      { engine: 'auto', onError: (error) => reject(new Error(error.message)) },
      (view) => {
        if (boxesAt === 0) boxesAt = performance.now();
        newest = view;
      },
    );
  });
}

/** Feeds frames to the air writer, picks the marker in the first, and counts what comes of them. */
async function write(
  pictures: readonly string[],
  count: number,
  marker: { readonly x: number; readonly y: number },
): Promise<AirFrames> {
  const bitmaps = await bitmapsOf(pictures);
  let sent = 0;
  let tracked = 0;
  let points = 0;
  return new Promise((resolve, reject) => {
    const frames: AsyncIterator<ImageBitmap> = {
      async next() {
        if (sent === count) {
          handle.stop();
          for (const bitmap of bitmaps) bitmap.close();
          resolve({ tracked, points });
          return { done: true, value: undefined };
        }
        if (sent === 1) handle.command({ do: 'pick', at: marker });
        const picture = bitmaps[sent % bitmaps.length];
        if (picture === undefined) throw new Error('no pictures');
        sent += 1;
        return { done: false, value: await createImageBitmap(picture) };
      },
    };
    const handle = client.startAir(
      frames,
      { tool: 'marker', mirrored: true, colour: null, penMode: 'hide' },
      {
        onView: ({ tip, pen }) => {
          if (tip !== null) tracked += 1;
          points += pen.filter((event) => event.do === 'write').length;
        },
        onError: (error) => reject(new Error(error.message)),
      },
    );
  });
}

async function readPage(picture: string): Promise<PageRead> {
  const file = await blobOf(picture);
  let boxesMs = 0;
  let firstLineMs = 0;
  const start = performance.now();
  const { lines } = await client.readPicture(file, {
    engine: 'auto',
    onLines: (soFar) => {
      const now = performance.now() - start;
      boxesMs ||= now;
      if (soFar.lines.some(({ reading }) => reading !== null)) firstLineMs ||= now;
    },
  });
  const wholeMs = performance.now() - start;
  const heap = 'memory' in performance ? performance.memory : null;
  const used =
    typeof heap === 'object' && heap && 'usedJSHeapSize' in heap ? heap.usedJSHeapSize : 0;
  return {
    times: { boxesMs, firstLineMs, wholeMs, lines: lines.length },
    memory: await client.memory(),
    pageHeapBytes: Number(used),
  };
}

window.handlensBench = {
  ready,
  readPage,
  firstReadings: (pictures) => feed(pictures, pictures.length, true),
  stream: (pictures, count) => feed(pictures, count, false),
  async textbookPages(pictures) {
    const times: number[] = [];
    for (const picture of pictures) {
      const blob = await blobOf(picture);
      const start = performance.now();
      await client.readTextbookPage(blob);
      times.push(performance.now() - start);
    }
    return times;
  },
  async tesseractPages(pictures) {
    const worker = await tesseractInPage(document.baseURI).start(['eng'], () => {});
    const times: number[] = [];
    for (const picture of pictures) {
      const bitmap = await createImageBitmap(await blobOf(picture));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(bitmap, 0, 0);
      const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height);
      bitmap.close();
      const start = performance.now();
      await worker.recognize(encodePortableGraymap(toGray(pixels)), { tessedit_pageseg_mode: '3' });
      times.push(performance.now() - start);
    }
    await worker.terminate();
    return times;
  },
  airFrames: write,
  airTimes: (pictures, count, marker) => timesOfWriting(client, pictures, count, marker),
  memory: () => client.memory(),
  airMemory: () => client.airMemory(),
};

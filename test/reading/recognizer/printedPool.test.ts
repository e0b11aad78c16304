import { createWorker } from 'tesseract.js';
import { describe, expect, it, vi } from 'vitest';
import { createPrintedRecognizer, readingIn } from '../../../src/reading/recognizer/printed.ts';
import {
  startTesseractWorker,
  type TesseractRuntime,
  type TesseractWorker,
} from '../../../src/reading/recognizer/tesseractRuntime.ts';

const LINE = {
  width: 60,
  height: 20,
  data: new Uint8Array(1200).map((_, i) => (i % 3 === 0 ? 0 : 255)),
};

type Recognize = TesseractWorker['recognize'];

/** A runtime whose nth worker reads as told; remembers what was started and ended. */
function runtimeOf(...workers: Recognize[]) {
  const crash: ((cause: unknown) => void)[] = [];
  const terminate = vi.fn(async () => {});
  const start = vi.fn<TesseractRuntime['start']>(async (_, onCrash) => {
    const recognize = workers[Math.min(crash.length, workers.length - 1)];
    crash.push(onCrash);
    if (recognize === undefined) throw new Error('no worker');
    return { recognize, terminate };
  });
  return { runtime: { start } satisfies TesseractRuntime, start, terminate, crash };
}

function blockOf(text: string): Awaited<ReturnType<Recognize>> {
  const bbox = { x0: 6, y0: 2, x1: 54, y1: 18 };
  const line = { text, bbox, words: [{ text, bbox, confidence: 90, symbols: [] }] };
  return [{ paragraphs: [{ lines: [line] }] }] as unknown as Awaited<ReturnType<Recognize>>;
}

const reads: Recognize = async () => blockOf('word');
const fails: Recognize = () => Promise.reject(new Error('memory access out of bounds'));
const hangs: Recognize = () => new Promise(() => {});

describe('tesseract workers', () => {
  it('start with the first line, the second one when both have work', async () => {
    const { runtime, start } = runtimeOf(reads);
    const printed = createPrintedRecognizer({ runtime });
    expect(start).not.toHaveBeenCalled();
    await printed.readLines([LINE]);
    expect(start).toHaveBeenCalledTimes(1);
    const readings = await printed.readLines([LINE, LINE, LINE, LINE]);
    expect(readings.map(({ text }) => text)).toEqual(['word', 'word', 'word', 'word']);
    expect(start).toHaveBeenCalledTimes(2);
    expect(readings[0]?.words[0]).toMatchObject({ start: 0.1, end: 0.9, confidence: 0.9 });
  });

  it('read one page in languages of its own, the next as was set', async () => {
    const { runtime, start } = runtimeOf(reads);
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    await readingIn(printed, ['hin', 'mar']).readPage(LINE);
    await printed.readPage(LINE);
    await printed.readPage(LINE);
    expect(start.mock.calls.map(([languages]) => languages)).toEqual([['hin', 'mar'], ['eng']]);
  });

  it('are replaced when other languages are wanted, once the job under way is done', async () => {
    let answer: (blocks: Awaited<ReturnType<Recognize>>) => void = () => {};
    const waits: Recognize = () => new Promise((resolve) => (answer = resolve));
    const { runtime, start, terminate } = runtimeOf(waits, reads);
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    const before = printed.readLines([LINE]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    printed.setLanguages(['fra', 'eng']);
    expect(terminate).not.toHaveBeenCalled();
    answer(blockOf('old'));
    expect((await before)[0]?.text).toBe('old');
    expect((await printed.readLines([LINE]))[0]?.text).toBe('word');
    expect(start.mock.calls.map(([languages]) => languages)).toEqual([['eng'], ['fra', 'eng']]);
    expect(terminate).toHaveBeenCalledTimes(1);
    // The same ones again are no change.
    printed.setLanguages(['fra', 'eng']);
    await printed.readLines([LINE]);
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('are replaced once when a job fails', async () => {
    const { runtime, start, terminate } = runtimeOf(fails, reads);
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    const [reading] = await printed.readLines([LINE]);
    expect(reading?.text).toBe('word');
    expect(start).toHaveBeenCalledTimes(2);
    expect(terminate).toHaveBeenCalledTimes(1);
  });

  it('report tesseract-failed when the second one fails too, and try again later', async () => {
    const { runtime, start } = runtimeOf(fails, fails, reads);
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    await expect(printed.readLines([LINE])).rejects.toMatchObject({ code: 'tesseract-failed' });
    expect(start).toHaveBeenCalledTimes(2);
    expect((await printed.readLines([LINE]))[0]?.text).toBe('word');
  });

  it('are replaced when they die in the middle of a job', async () => {
    const { runtime, crash } = runtimeOf(hangs, reads);
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    const reading = printed.readLines([LINE]);
    await vi.waitFor(() => expect(crash).toHaveLength(1));
    crash[0]?.(new Error('exited'));
    expect((await reading)[0]?.text).toBe('word');
  });

  it('are replaced when they died between jobs', async () => {
    const { runtime, start, crash } = runtimeOf(reads);
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    await printed.readLines([LINE]);
    crash[0]?.(new Error('exited'));
    await printed.readLines([LINE]);
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('are replaced when they are silent for too long', async () => {
    const { runtime } = runtimeOf(hangs, reads);
    const printed = createPrintedRecognizer({ runtime, workers: 1, jobTimeoutMs: 20 });
    expect((await printed.readLines([LINE]))[0]?.text).toBe('word');
  });

  it('leave nothing pending when they are disposed of', async () => {
    const { runtime, terminate } = runtimeOf(hangs);
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    const readings = printed.readLines([LINE, LINE]);
    const rejected = expect(readings).rejects.toMatchObject({ code: 'tesseract-failed' });
    await new Promise((resolve) => setTimeout(resolve, 0));
    await printed.dispose();
    await rejected;
    expect(terminate).toHaveBeenCalled();
    await expect(printed.readLines([LINE])).rejects.toMatchObject({ code: 'tesseract-failed' });
  });

  it('drop the answer of a cancelled job and go on with the next', async () => {
    let answer: (blocks: Awaited<ReturnType<Recognize>>) => void = () => {};
    const { runtime } = runtimeOf(() => new Promise((resolve) => (answer = resolve)));
    const printed = createPrintedRecognizer({ runtime, workers: 1 });
    const controller = new AbortController();
    const cancelled = printed.readLines([LINE], { signal: controller.signal });
    const rejected = expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const next = printed.readLines([LINE]);
    await new Promise((resolve) => setTimeout(resolve, 0));
    controller.abort();
    await rejected;
    answer(blockOf('late'));
    await new Promise((resolve) => setTimeout(resolve, 0));
    answer(blockOf('next'));
    expect((await next)[0]?.text).toBe('next');
  });

  it('reject instead of waiting for ever when the model is not there', async () => {
    const starting = startTesseractWorker(
      createWorker,
      { langPath: '/no/such/folder' },
      ['eng'],
      () => {},
      () => {},
    );
    await expect(starting).rejects.toBeDefined();
  });
});

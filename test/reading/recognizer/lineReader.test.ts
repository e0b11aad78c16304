import { describe, expect, it, vi } from 'vitest';
import { surerInContext } from '../../../src/reading/detector/classContext.ts';
import { ReadingError } from '../../../src/reading/errors.ts';
import { lazily } from '../../../src/reading/lazily.ts';
import { createLineReader, type LineToRead } from '../../../src/reading/recognizer/lineReader.ts';
import type { Recognizer } from '../../../src/reading/recognizer/recognizer.ts';
import type { EngineName } from '../../../src/reading/results.ts';
import { shippedLineCalibration } from '../detector/shippedLineCalibration.ts';
import { shippedCalibration } from './shippedCalibration.ts';

function recognizerOf(engine: EngineName, confidence: number | Error, text: string = engine) {
  const readLines = vi.fn<Recognizer['readLines']>(async (lines) => {
    if (confidence instanceof Error) throw confidence;
    return lines.map((_, i) => ({ text: `${text}${i}`, confidence, words: [], engine }));
  });
  return { engine, readLines, dispose: async () => {} } satisfies Recognizer;
}

function line(lineClass: LineToRead['lineClass'], classProbability: number): LineToRead {
  return { gray: { width: 1, height: 1, data: new Uint8Array(1) }, lineClass, classProbability };
}

function readerOf(
  written: ReturnType<typeof recognizerOf>,
  print: ReturnType<typeof recognizerOf>,
) {
  const load = vi.fn(async () => ({
    ...written,
    readUncut: written.readLines,
    isLoading: () => true,
    prefetchLanguage: () => true,
    printBelief: shippedCalibration().printBelief,
  }));
  const surer = surerInContext(shippedLineCalibration().classContext);
  return {
    ...createLineReader({ handwritten: lazily(load), printed: print, surerInContext: surer }),
    load,
  };
}

describe('line reader', () => {
  it('goes by the class where it is sure, and keeps the order', async () => {
    const written = recognizerOf('handwriting', 0.9);
    const print = recognizerOf('printed', 0.9);
    const readings = await readerOf(written, print).readLines(
      [line('print', 0.9), line('handwriting', 0.9), line('print', 0.8)],
      'auto',
    );
    expect(readings.map(({ text }) => text)).toEqual(['printed0', 'handwriting0', 'printed1']);
    expect(written.readLines.mock.calls[0]?.[0]).toHaveLength(1);
    expect(print.readLines.mock.calls[0]?.[0]).toHaveLength(2);
  });

  it('says that a net is being loaded once the reader of handwriting says so', async () => {
    const reader = readerOf(recognizerOf('handwriting', 0.9), recognizerOf('printed', 0.9));
    expect(reader.isLoading()).toBe(false);
    await reader.readLines([line('handwriting', 0.9)], 'auto');
    expect(reader.isLoading()).toBe(true);
  });

  it('does not load the reader of handwriting for print', async () => {
    const reader = readerOf(recognizerOf('handwriting', 0.9), recognizerOf('printed', 0.9));
    await reader.readLines([line('print', 0.9)], 'auto');
    expect(reader.load).not.toHaveBeenCalled();
  });

  it.each([
    [line('handwriting', 0.5), 0.6, 0.95, 'A long heading', 'printed'],
    // Below about 0.9 Tesseract is as good as guessing, so even an unsure reading of ours is kept.
    [line('handwriting', 0.5), 0.3, 0.8, 'A long heading', 'handwriting'],
    [line('handwriting', 0.5), 0.6, 0.9, 'A long heading', 'handwriting'],
    // Of a word of few letters it is sure too easily.
    [line('handwriting', 0.5), 0.6, 0.95, 'il', 'handwriting'],
    [line('print', 0.6), 0.95, 0.96, 'A much longer heading', 'printed'],
    [line('handwriting', 0.6), 0.95, 0.96, 'A much longer heading', 'handwriting'],
    [{ ...line('handwriting', 0.9), whole: true }, 0.6, 0.95, 'A long heading', 'printed'],
  ])('takes the better reading where the class is unsure', async (unsure, a, b, text, expected) => {
    const print = recognizerOf('printed', b, text);
    const reader = readerOf(recognizerOf('handwriting', a), print);
    const [reading] = await reader.readLines([unsure], 'auto');
    expect(reading?.engine).toBe(expected);
    expect(print.readLines).toHaveBeenCalled();
  });

  it('takes clear print from Tesseract, where both engines read nearly the same', async () => {
    const engineOf = async (written: string) => {
      const reader = readerOf(
        recognizerOf('handwriting', 0.72, written),
        recognizerOf('printed', 0.87, 'Selected answers'),
      );
      return (await reader.readLines([line('print', 0.5)], 'auto'))[0]?.engine;
    };
    expect(await engineOf('Selected onswers')).toBe('printed');
    expect(await engineOf('SELECTED ANSWERS')).toBe('printed');
    expect(await engineOf('milk and bread')).toBe('handwriting');
  });

  it('takes clear print from Tesseract, though its class in context says handwriting and ours reads something', async () => {
    const written = recognizerOf('handwriting', 0.52, 'Light and the Livine Leaf');
    const print = recognizerOf('printed', 0.95, 'Light and the Living Leaf');
    const [reading] = await readerOf(written, print).readLines([line('handwriting', 0.68)], 'auto');
    expect(reading?.engine).toBe('printed');
    // What ours reads as surely stays ours.
    const sure = recognizerOf('handwriting', 0.85, 'Light and the Living Leaf');
    const [own] = await readerOf(sure, print).readLines([line('handwriting', 0.68)], 'auto');
    expect(own?.engine).toBe('handwriting');
  });

  it('does not read a line twice that ours has read surely', async () => {
    const print = recognizerOf('printed', 0.9);
    const reader = readerOf(recognizerOf('handwriting', 0.98), print);
    const [reading] = await reader.readLines([line('print', 0.5)], 'auto');
    expect(reading?.engine).toBe('handwriting');
    expect(print.readLines).not.toHaveBeenCalled();
  });

  it('prefers any text to none', async () => {
    const empty = recognizerOf('handwriting', 0.9);
    empty.readLines.mockResolvedValue([
      { text: '', confidence: 0.9, words: [], engine: 'handwriting' },
    ]);
    const reader = readerOf(empty, recognizerOf('printed', 0.1));
    expect((await reader.readLines([line('print', 0.5)], 'auto'))[0]?.engine).toBe('printed');
  });

  it('does what a person asks for', async () => {
    const reader = readerOf(recognizerOf('handwriting', 0.9), recognizerOf('printed', 0.9));
    const lines = [line('print', 0.99), line('handwriting', 0.99)];
    const written = await reader.readLines(lines, 'handwriting');
    expect(written.map(({ engine }) => engine)).toEqual(['handwriting', 'handwriting']);
    const print = await reader.readLines(lines, 'printed');
    expect(print.map(({ engine }) => engine)).toEqual(['printed', 'printed']);
  });

  it('lets the other engine stand in for one that fails', async () => {
    const failed = new ReadingError('tesseract-failed');
    const reader = readerOf(recognizerOf('handwriting', 0.9), recognizerOf('printed', failed));
    const lines = [line('print', 0.9), line('handwriting', 0.9), line('print', 0.5)];
    const readings = await reader.readLines(lines, 'auto');
    expect(readings.map(({ engine }) => engine)).toEqual([
      'handwriting',
      'handwriting',
      'handwriting',
    ]);
    const missing = readerOf(
      recognizerOf('handwriting', new ReadingError('model-missing')),
      recognizerOf('printed', 0.9),
    );
    const printed = await missing.readLines(lines, 'auto');
    expect(printed.map(({ engine }) => engine)).toEqual(['printed', 'printed', 'printed']);
  });

  it('fails when both engines fail, when cancelled, and when the wanted engine fails', async () => {
    const failed = new ReadingError('tesseract-failed');
    const cancelled = new ReadingError('cancelled');
    const lines = [line('print', 0.5)];
    const both = readerOf(recognizerOf('handwriting', failed), recognizerOf('printed', failed));
    await expect(both.readLines(lines, 'auto')).rejects.toBe(failed);
    const abort = readerOf(recognizerOf('handwriting', 0.5), recognizerOf('printed', cancelled));
    await expect(abort.readLines(lines, 'auto')).rejects.toBe(cancelled);
    const wanted = readerOf(recognizerOf('handwriting', 0.9), recognizerOf('printed', failed));
    await expect(wanted.readLines(lines, 'printed')).rejects.toBe(failed);
  });
});

import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { ReadingError } from '../../../src/reading/errors.ts';
import type { GrayImage } from '../../../src/reading/image.ts';
import { lazily } from '../../../src/reading/lazily.ts';
import type { OpenCv } from '../../../src/reading/lineImage/opencv.ts';
import { UNCALIBRATED } from '../../../src/reading/models/uncalibrated.ts';
import type { Budget } from '../../../src/reading/recognizer/budget.ts';
import { createCtcDecoder, type LineDecoder } from '../../../src/reading/recognizer/ctc/decoder.ts';
import {
  createHandwrittenRecognizer,
  type HandwrittenConfig,
} from '../../../src/reading/recognizer/handwritten.ts';
import { IN_BATCHES, type ReaderNet } from '../../../src/reading/recognizer/lineGraph.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';
import { Paper } from '../lineImage/paper.ts';

/**
 * A script that a graph of a few operations can read: each letter is a bar 8 px wide, 12 px from the
 * next, and says by its height which letter it is. A space is a low bar.
 */
const ALPHABET = [' ', 'a', 'b', 'c', 'd'];
const HEIGHT = 40;
const STRIDE = 4;
const LETTER_PX = 12;
const BAR_HEIGHTS = [6, 12, 18, 24, 30];
const MARGIN = Math.round((0.5 * HEIGHT) / 1.24);

const reader = {
  height: HEIGHT,
  stride: STRIDE,
  widthMultiple: 8,
  alphabet: ALPHABET,
  blank: 0 as const,
  topHat: false,
};

let cv: OpenCv;
beforeAll(async () => {
  await tf.setBackend('cpu');
  ({ cv } = await loadOpenCvInNode());
});

/** Gives each column the class whose bar has about as much ink. */
function barGraph() {
  const shapes: number[][] = [];
  return {
    shapes,
    execute(inputs: tf.NamedTensorMap): tf.Tensor {
      return tf.tidy(() => {
        const image = inputs.image as tf.Tensor4D;
        shapes.push(image.shape);
        const [count, height, width] = image.shape;
        const ink = tf.avgPool(image, [height, STRIDE], [height, STRIDE], 'valid');
        const shares = tf.reshape(ink, [count, width / STRIDE, 1]);
        const wanted = tf.tensor1d([0, ...BAR_HEIGHTS].map((bar) => bar / HEIGHT));
        return tf.mul(tf.square(tf.sub(shares, wanted)), -4000);
      });
    },
    dispose: vi.fn(),
  };
}

/** What a decoder gives beside text and confidence, where nobody looks at it. */
const unplaced = { words: [], clearest: 0 };

/** Gives its numbers in the same task, as wasm does. */
function immediate(graph: ReturnType<typeof barGraph>) {
  return {
    ...graph,
    execute(inputs: tf.NamedTensorMap): tf.Tensor {
      const logits = graph.execute(inputs);
      const values = logits.dataSync();
      return Object.assign(logits, { data: async () => values });
    },
  };
}

type Changes = Partial<Omit<HandwrittenConfig, 'reader'> & ReaderNet>;

function recognizer({
  graph = barGraph(),
  manifest = { name: 'bars', reader },
  ...changes
}: Changes = {}) {
  return createHandwrittenRecognizer({
    reader: { graph, manifest },
    loadOpenCv: async () => ({ cv }),
    calibration: UNCALIBRATED,
    decoder: createCtcDecoder({ alphabet: ALPHABET, blank: 0, settings: UNCALIBRATED.decoder }),
    ...changes,
  });
}

/** Draws a text in bars, with the readers' margins. */
function drawn(text: string): Paper {
  const paper = new Paper(2 * MARGIN + text.length * LETTER_PX - 4, HEIGHT, 240);
  for (const [i, letter] of [...text].entries()) {
    const bar = BAR_HEIGHTS[ALPHABET.indexOf(letter)] ?? 0;
    paper.fill(MARGIN + i * LETTER_PX, HEIGHT - 4 - bar, 8, bar, 20);
  }
  return paper;
}

const words = fc
  .array(fc.stringMatching(/^[abcd]{1,9}$/), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(' '));

describe('the recogniser of handwriting', () => {
  test('reads lines of any width, in order', async () => {
    const handwritten = recognizer();
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 6 }), async (texts) => {
        const readings = await handwritten.readLines(texts.map(drawn));
        expect(readings.map(({ text }) => text)).toEqual(texts);
      }),
      { numRuns: 30 },
    );
  });

  test('says where each word lies along the line', async () => {
    const text = 'abc dd cabab';
    const [reading] = await recognizer().readLines([drawn(text)]);
    const length = text.length * LETTER_PX - 4;
    expect(reading?.engine).toBe('handwriting');
    expect(reading?.words.map((word) => word.text)).toEqual(text.split(' '));
    for (const [from, to, word] of [
      [0, 2, 0],
      [4, 5, 1],
      [7, 11, 2],
    ] as const) {
      const found = reading?.words[word];
      const tolerance = LETTER_PX / length;
      expect(Math.abs((found?.start ?? -1) - (from * LETTER_PX) / length)).toBeLessThan(tolerance);
      expect(Math.abs((found?.end ?? -1) - (to * LETTER_PX + 8) / length)).toBeLessThan(tolerance);
    }
  });

  test('cuts crops tight when asked, and places words in the crop that was given', async () => {
    // Mostly low letters: what is as black as bars of full height is taken for a dash.
    const text = 'abad aaba ad aaca baad';
    const line = drawn(text);
    const wide = new Paper(line.width + 300, 90, 240);
    for (let y = 0; y < line.height; y++) {
      for (let x = 0; x < line.width; x++) wide.fill(x + 200, y + 30, 1, 1, line.at(x, y));
    }
    const [reading] = await recognizer().readUncut([wide]);
    const [first, last] = [reading?.words[0], reading?.words.at(-1)];
    expect(Math.abs((first?.start ?? 0) - (200 + MARGIN) / wide.width)).toBeLessThan(0.03);
    expect(Math.abs((last?.end ?? 0) - (200 + line.width - MARGIN) / wide.width)).toBeLessThan(
      0.03,
    );
  });

  test('reads a very long line in pieces that fit together', async () => {
    const graph = barGraph();
    const text = Array.from({ length: 90 }, (_, i) => ['abc', 'dd', 'cabdab'][i % 3]).join(' ');
    const [reading] = await recognizer({ graph }).readLines([drawn(text)]);
    expect(graph.shapes.length).toBeGreaterThan(1);
    expect(Math.max(...graph.shapes.map(([, , width = 0]) => width))).toBeLessThan(2500);
    // In this script the gaps between letters are as wide as those between words.
    expect(reading?.text.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    const starts = reading?.words.map(({ start }) => start) ?? [];
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(reading?.words.at(-1)?.end).toBeGreaterThan(0.98);
  });

  test('reads several pictures of one line together', async () => {
    const text = 'abc dd';
    const graph = barGraph();
    const line = drawn(text);
    // More paper around it, by whole steps: between steps a bar reads as two lower ones.
    const aside = 8 * STRIDE;
    const wide = new Paper(line.width + 2 * aside, line.height, 240);
    for (let y = 0; y < line.height; y++) {
      for (let x = 0; x < line.width; x++) wide.fill(x + aside, y, 1, 1, line.at(x, y));
    }
    const reading = await recognizer({ graph }).readRenderings([line, wide]);
    expect(graph.shapes).toHaveLength(2);
    expect(reading.engine).toBe('handwriting');
    expect(reading.words.map((word) => word.text)).toEqual(text.split(' '));
    expect(reading.words.at(-1)?.end).toBeGreaterThan(0.85);
    const blank: GrayImage = new Paper(200, 50, 230);
    expect(await recognizer().readRenderings([blank])).toMatchObject({ text: '', words: [] });
  });

  test('reads only the first of several pictures that are very long', async () => {
    const text = Array.from({ length: 90 }, (_, i) => ['abc', 'dd', 'cabdab'][i % 3]).join(' ');
    const reading = await recognizer().readRenderings([drawn(text), drawn('a')]);
    expect(reading.text.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  test('looks again at a line that it is unsure of, and only there', async () => {
    const looks: number[] = [];
    let text = 'once';
    const unsure = (confidence: number): LineDecoder => ({
      alphabet: ALPHABET,
      decode({ pictures, beside = [] }) {
        looks.push(...[...pictures, ...beside].map(({ steps }) => steps));
        return { ...unplaced, text: beside.length === 0 ? text : 'twice', confidence };
      },
    });
    const line = drawn('abcd');
    const steps = Math.ceil(line.width / STRIDE);
    const [sure] = await recognizer({ decoder: unsure(0.95) }).readLines([line]);
    expect(sure?.text).toBe('once');
    expect(looks).toEqual([steps]);
    looks.length = 0;
    const [again] = await recognizer({ decoder: unsure(0.4) }).readLines([line]);
    expect(again?.text).toBe('twice');
    expect(looks.slice(0, 2)).toEqual([steps, steps]);
    // The middle of the line, larger.
    expect((looks[2] ?? 0) / steps).toBeCloseTo(40 / 34, 1);
    looks.length = 0;
    text = 'a';
    await recognizer({ decoder: unsure(0.4) }).readLines([line]);
    // A lone character moved aside: 2 px of paper on either side.
    expect(looks).toEqual([steps, steps, steps + 1]);
    looks.length = 0;
    text = '';
    await recognizer({ decoder: unsure(0) }).readLines([line], { budget: 'live' });
    expect(looks).toEqual([steps]);
    // With time, what seems empty is looked at again too: faint ink is often seen then.
    const [found] = await recognizer({ decoder: unsure(0) }).readLines([line]);
    expect(found?.text).toBe('twice');
  });

  test('asks the Latin net beside the first where that one is unsure', async () => {
    const [first, second] = [barGraph(), barGraph()];
    const unsureOf = (confidence: number): LineDecoder => ({
      alphabet: ALPHABET,
      decode: ({ pictures, beside = [] }) => ({
        ...unplaced,
        text: `${pictures.length} and ${beside.length}`,
        confidence,
      }),
    });
    const latinReader = vi.fn(async () => ({
      graph: second,
      manifest: { name: 'more bars', reader },
    }));
    const line = drawn('abcd');
    const sure = recognizer({ graph: first, latinReader, decoder: unsureOf(0.95) });
    expect((await sure.readLines([line]))[0]?.text).toBe('1 and 0');
    expect([first.shapes.length, second.shapes.length]).toEqual([1, 0]);
    expect(latinReader).not.toHaveBeenCalled();
    const unsure = recognizer({ graph: first, latinReader, decoder: unsureOf(0.4) });
    expect((await unsure.readLines([line]))[0]?.text).toBe('1 and 3');
    expect([first.shapes.length, second.shapes.length]).toEqual([3, 2]);
    const [hurried] = await unsure.readLines([line], { budget: 'live' });
    expect(hurried?.text).toBe('1 and 1');
    expect([first.shapes.length, second.shapes.length]).toEqual([5, 2]);
    expect((await unsure.readRenderings([line, line])).text).toBe('2 and 2');
    expect((await unsure.readRenderings([line, line], { budget: 'live' })).text).toBe('2 and 0');
    expect([first.shapes.length, second.shapes.length]).toEqual([9, 4]);
    expect((await sure.readRenderings([line, line])).text).toBe('2 and 0');
    expect(latinReader).toHaveBeenCalledOnce();
    expect(tf.memory().numTensors).toBe(0);
    await unsure.dispose();
    expect(first.dispose).toHaveBeenCalledOnce();
    expect(second.dispose).toHaveBeenCalledOnce();
  });

  test('asks the Latin net of every line in a language whose letters only that one knows', async () => {
    const second = barGraph();
    const decoder: LineDecoder = {
      alphabet: ALPHABET,
      decode: ({ beside = [] }) => ({ ...unplaced, text: `${beside.length} more`, confidence: 1 }),
    };
    let isAccented = true;
    const handwritten = recognizer({
      decoder,
      language: () => ({ decoder: lazily(async () => decoder), isAccented }),
      latinReader: async () => ({ graph: second, manifest: { name: 'more bars', reader } }),
    });
    const read = async (budget: Budget) =>
      (await handwritten.readLines([drawn('abcd')], { budget }))[0]?.text;
    expect(await read('final')).toBe('2 more');
    expect(await read('live')).toBe('2 more');
    isAccented = false;
    expect(await read('final')).toBe('0 more');
    await handwritten.dispose();
  });

  test('asks a net of lone characters about one, sure or not, hurried or not', async () => {
    const [first, specialist] = [barGraph(), barGraph()];
    let text = 'a';
    let confidence = 0.99;
    const decoder: LineDecoder = {
      alphabet: ALPHABET,
      decode: ({ pictures, beside = [], lones = [] }) => ({
        ...unplaced,
        text:
          lones.length === 0
            ? text
            : `${pictures.length} and ${beside.length}, alone ${lones.map(({ steps }) => steps)}`,
        confidence,
      }),
    };
    // Twice as high as the first net's lines: twice as many steps.
    const characterReader = vi.fn(async () => ({
      graph: specialist,
      manifest: { name: 'single bars', reader: { ...reader, height: 2 * HEIGHT } },
    }));
    const latinReader = async () => ({
      graph: barGraph(),
      manifest: { name: 'more bars', reader },
    });
    const handwritten = recognizer({ graph: first, latinReader, characterReader, decoder });
    const line = drawn('a');
    const steps = Math.ceil((line.width * 2 * HEIGHT) / line.height / reader.stride);
    const read = async (budget: Budget) =>
      (await handwritten.readLines([line], { budget }))[0]?.text;
    expect(await read('final')).toBe(`1 and 0, alone ${steps}`);
    expect(await read('live')).toBe(`1 and 0, alone ${steps}`);
    expect(characterReader).toHaveBeenCalledOnce();
    confidence = 0.4;
    expect(await read('final')).toBe(`1 and 3, alone ${steps}`);
    expect((await handwritten.readRenderings([line, line])).text).toBe(
      `2 and 2, alone ${steps},${steps}`,
    );
    // Two characters at first sight, one by all looks together.
    text = 'ab';
    const { decode } = decoder;
    decoder.decode = (views) => ({
      ...decode(views),
      ...(views.beside !== undefined && views.lones === undefined ? { text: 'b' } : {}),
    });
    expect(await read('final')).toBe(`1 and 3, alone ${steps}`);
    decoder.decode = decode;
    const asked = specialist.shapes.length;
    expect(await read('final')).toBe('ab');
    expect((await handwritten.readRenderings([line, line])).text).toBe('ab');
    expect(specialist.shapes).toHaveLength(asked);
    expect(tf.memory().numTensors).toBe(0);
    await handwritten.dispose();
    expect(specialist.dispose).toHaveBeenCalledOnce();
  });

  test('does without nets that are on their way where it may not wait, but sends for them', async () => {
    const decoder: LineDecoder = {
      alphabet: ALPHABET,
      decode: ({ beside = [] }) => ({
        ...unplaced,
        text: `${beside.length} more`,
        confidence: 0.4,
      }),
    };
    let arrive: (net: ReaderNet) => void = () => {};
    const coming = new Promise<ReaderNet>((resolve) => {
      arrive = resolve;
    });
    const latinReader = vi.fn(() => coming);
    const handwritten = recognizer({ latinReader, decoder });
    const read = async (budget: Budget) =>
      (await handwritten.readLines([drawn('abcd')], { budget }))[0]?.text;
    expect(handwritten.isLoading()).toBe(false);
    expect(await read('live')).toBe('1 more');
    expect(await read('still')).toBe('1 more');
    expect(latinReader).toHaveBeenCalledOnce();
    expect(handwritten.isLoading()).toBe(true);
    arrive({ graph: barGraph(), manifest: { name: 'more bars', reader } });
    await vi.waitFor(async () => expect(await read('still')).toBe('3 more'));
    expect(await read('live')).toBe('1 more');
    expect(handwritten.isLoading()).toBe(false);
    expect(latinReader).toHaveBeenCalledOnce();
    await handwritten.dispose();
  });

  test.each(['live', 'still', 'final'] as const)(
    'reads by the first net where no other can be had, asks for each once and says so once: %s',
    async (budget) => {
      const latinReader = vi.fn(async () => Promise.reject(new ReadingError('model-missing')));
      const characterReader = vi.fn(async () => Promise.reject(new ReadingError('model-corrupt')));
      const onMissing = vi.fn();
      let text = 'a';
      const decoder: LineDecoder = {
        alphabet: ALPHABET,
        decode: () => ({ ...unplaced, text, confidence: 0.4 }),
      };
      const handwritten = recognizer({ latinReader, characterReader, onMissing, decoder });
      for (let i = 0; i < 10; i++) {
        for (text of ['a', 'ab']) {
          const [reading] = await handwritten.readLines([drawn('abcd')], { budget });
          expect(reading?.text).toBe(text);
          const rendered = await handwritten.readRenderings([drawn('abcd')], { budget });
          expect(rendered.text).toBe(text);
        }
      }
      expect(latinReader).toHaveBeenCalledOnce();
      expect(characterReader).toHaveBeenCalledOnce();
      expect(onMissing.mock.calls.map(([error]) => error.code).sort()).toEqual([
        'model-corrupt',
        'model-missing',
      ]);
      await handwritten.dispose();
    },
  );

  test('takes no other net that spells otherwise', async () => {
    const other = { ...reader, alphabet: [...ALPHABET].reverse() };
    const second = { graph: barGraph(), manifest: { name: 'rab', reader: other } };
    const decoder: LineDecoder = {
      alphabet: ALPHABET,
      decode: () => ({ ...unplaced, text: 'abcd', confidence: 0.1 }),
    };
    const onMissing = vi.fn();
    const handwritten = recognizer({ decoder, latinReader: async () => second, onMissing });
    expect((await handwritten.readLines([drawn('abcd')]))[0]?.text).toBe('abcd');
    expect(onMissing).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        code: 'model-invalid',
        message: expect.stringContaining('rab does not fit the first reader'),
      }),
      'latin-reader',
    );
    expect(second.graph.dispose).toHaveBeenCalledOnce();
    await handwritten.dispose();
  });

  test('gives the graph widths that it takes, one line after another', async () => {
    const graph = barGraph();
    const texts = Array.from({ length: 20 }, (_, i) => 'abcd'.repeat(i + 1));
    await recognizer({ graph }).readLines(texts.map(drawn));
    expect(graph.shapes).toHaveLength(texts.length);
    for (const [count, height, width = 1] of graph.shapes) {
      expect([count, height, width % reader.widthMultiple]).toEqual([1, HEIGHT, 0]);
    }
  });

  test('reads batches of few shapes on a graphics card', async () => {
    const graph = barGraph();
    const texts = Array.from({ length: 40 }, (_, i) => 'abcd'.repeat((i % 10) + 1));
    const batched = recognizer({ graph, batching: IN_BATCHES });
    const readings = await batched.readLines(texts.map(drawn));
    expect(readings.map(({ text }) => text)).toEqual(texts);
    expect(graph.shapes.length).toBeLessThan(20);
    expect(graph.shapes.reduce((sum, [count = 0]) => sum + count, 0)).toBe(texts.length);
  });

  test('reads nothing in paper without ink, and nothing in no lines', async () => {
    const blank: GrayImage = new Paper(200, 50, 230);
    const [reading] = await recognizer().readLines([blank]);
    expect(reading).toMatchObject({ text: '', words: [] });
    expect(await recognizer().readLines([])).toEqual([]);
  });

  test('stops between batches when it is cancelled', async () => {
    const graph = barGraph();
    const cancelling = new AbortController();
    const { execute } = graph;
    graph.execute = (inputs) => {
      cancelling.abort();
      return execute(inputs);
    };
    const lines = ['a', 'abcd'.repeat(8), 'abcd'.repeat(16)].map(drawn);
    const reading = recognizer({ graph }).readLines(lines, { signal: cancelling.signal });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(graph.shapes).toHaveLength(1);
    expect(tf.memory().numTensors).toBe(0);
  });

  test('hears what is asked of it between the lines of a still picture', async () => {
    const lines = ['a', 'bc', 'cd', 'dab'].map(drawn);
    const heardWhile = async (budget: Budget): Promise<number> => {
      let heard = 0;
      const hearing = setInterval(() => {
        heard += 1;
      }, 0);
      await recognizer({ graph: immediate(barGraph()) }).readLines(lines, { budget });
      clearInterval(hearing);
      return heard;
    };
    expect(await heardWhile('still')).toBeGreaterThanOrEqual(lines.length - 1);
    expect(await heardWhile('live')).toBe(0);
  });

  test('says so when the graph does not fit its manifest', async () => {
    const manifest = { name: 'bars', reader: { ...reader, alphabet: ['a', 'b'] } };
    const reading = recognizer({ manifest }).readLines([drawn('a')]);
    await expect(reading).rejects.toThrow(ReadingError);
    await expect(reading).rejects.toMatchObject({ code: 'model-invalid' });
    expect(tf.memory().numTensors).toBe(0);
  });

  test('leaves no tensor and no Mat behind', async () => {
    const counted = countedOpenCv(cv);
    const handwritten = recognizer({ loadOpenCv: async () => ({ cv: counted.cv }) });
    const lines = ['abc', 'dd ab', 'cab'].map(drawn);
    const before = tf.memory().numTensors;
    for (let i = 0; i < 200; i++) {
      await (i % 2 === 0 ? handwritten.readUncut(lines) : handwritten.readLines(lines));
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(counted.live()).toBe(0);
  }, 90_000);

  test('disposes of its graph', async () => {
    const graph = barGraph();
    await recognizer({ graph }).dispose();
    expect(graph.dispose).toHaveBeenCalledOnce();
  });
});

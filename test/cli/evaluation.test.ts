import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureLines } from '../../src/cli/evaluation/measureLines.ts';
import type { Measurement } from '../../src/cli/evaluation/measurement.ts';
import { measureScenes } from '../../src/cli/evaluation/measureScenes.ts';
import { measureTextbook } from '../../src/cli/evaluation/measureTextbook.ts';
import { ReadingError } from '../../src/reading/errors.ts';
import { parseBoxes, parseLabels, parsePages } from '../../src/reading/evaluation/truthFiles.ts';
import { type Box, quadOfBox } from '../../src/reading/geometry.ts';
import type { LineClass, ReadLine, TextbookPage } from '../../src/reading/results.ts';

type MeasuredReader = Measurement['reader'];

let folder = '';

/** Pictures told apart by their widths: all that the readers of these tests look at. */
async function writePicture(name: string, width: number, height = 100): Promise<void> {
  await writeFile(join(folder, name), createCanvas(width, height).toBuffer('image/png'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-'));
  for (const width of [101, 102, 103]) await writePicture(`${width}.png`, width);
  // Twice the size that pictures are decoded to.
  await writePicture('large.png', 6400, 3200);
  await writeFile(join(folder, 'broken.png'), 'nothing');
});
afterAll(() => rm(folder, { recursive: true }));

const unused = (): never => {
  throw new Error('not to be called');
};

function measurementOf(
  reader: Partial<MeasuredReader>,
  change: Partial<Measurement> = {},
): Measurement & { readonly failures: string[]; readonly details: unknown[] } {
  const failures: string[] = [];
  const details: unknown[] = [];
  return {
    reader: {
      readLine: unused,
      findLines: unused,
      readPicture: unused,
      readTextbookPage: unused,
      seeTextbookPage: unused,
      detectPageParts: unused,
      ...reader,
    },
    folder,
    engine: null,
    limit: null,
    progress: () => {},
    failed: (file) => failures.push(file),
    detail: (record) => details.push(record),
    failures,
    details,
    ...change,
  };
}

function line(text: string, box: Box, lineClass: LineClass = 'handwriting'): ReadLine {
  return {
    box,
    quad: quadOfBox(box),
    lineClass,
    classProbability: 0.9,
    score: 0.9,
    reading: { text, confidence: 0.9, words: [], engine: 'handwriting' },
  };
}

describe('measuring lines', () => {
  const texts = { handwriting: 'abcd', printed: 'abxx', auto: 'abcx' } as const;
  const reader: Partial<MeasuredReader> = {
    readLine: async (_, engine) => ({ ...line(texts[engine], quadBox()).reading }),
  };
  const { rows } = parseLabels('101.png\tabcd\n102.png\tabcd ef\nbroken.png\tabcd\n');

  it('reads with all engines side by side; pictures that fail count for none', async () => {
    const measurement = measurementOf(reader);
    const report = await measureLines(rows, measurement);
    expect(report.images).toBe(2);
    // 11 characters and 3 words of truth; the second picture misses " ef".
    expect(report.engines.handwriting?.cer).toBeCloseTo(3 / 11);
    expect(report.engines.printed?.cer).toBeCloseTo((2 + 5) / 11);
    expect(report.engines.auto?.wer).toBeCloseTo(3 / 3);
    expect(measurement.failures).toEqual(['broken.png']);
    expect(measurement.details).toHaveLength(2);
  });

  it('stops when the reader itself is out of order', async () => {
    const failing = measurementOf({
      readLine: async () => {
        throw new ReadingError('model-corrupt');
      },
    });
    await expect(measureLines(rows, failing)).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(failing.failures).toEqual([]);
  });

  it('reads with the engine asked for', async () => {
    const report = await measureLines(
      rows.slice(0, 1),
      measurementOf(reader, { engine: 'printed' }),
    );
    expect(Object.keys(report.engines)).toEqual(['printed']);
  });
});

/** A reader that finds and reads these lines, by the width of the picture. */
function finding(linesOf: (width: number) => ReadLine[]): Partial<MeasuredReader> {
  return {
    findLines: async ({ width }) => linesOf(width),
    readPicture: async ({ width, height }) => ({
      width,
      height,
      lines: linesOf(width),
      timings: {},
      certainty: 0.9,
      needsCheck: false,
    }),
  };
}

function quadBox(): Box {
  return { x: 0, y: 0, width: 10, height: 10 };
}

describe('measuring scenes', () => {
  const TRUTH =
    'file\tx\ty\tw\th\ttext\n' +
    '101.png\t0\t0\t50\t10\tÉté là\n' +
    '101.png\t0\t20\t50\t10\tsecond\n' +
    '101.png\t0\t40\t50\t10\tmissed\n' +
    '102.png\t0\t0\t50\t10\talone\n';

  it('counts handwriting only, and reads each true line where it is found best', async () => {
    const found: Record<number, ReadLine[]> = {
      101: [
        line('Ete la', { x: 1, y: 0, width: 50, height: 10 }),
        // Overlaps by two fifths: too little to be found, enough to be read.
        line('second', { x: 0, y: 20, width: 20, height: 10 }),
        line('missed', { x: 0, y: 40, width: 50, height: 10 }, 'print'),
      ],
      102: [line('a1one', { x: 0, y: 0, width: 50, height: 10 })],
    };
    const measurement = measurementOf(finding((width) => found[width] ?? []));
    const report = await measureScenes(parseBoxes(TRUTH).rows, measurement);
    expect(report.images).toBe(2);
    expect(report.recall).toBeCloseTo(2 / 4);
    expect(report.precision).toBeCloseTo(2 / 3);
    expect(report.f1).toBeCloseTo(4 / 7);
    // Three of four lines are found, one of them last since it was taken for print, and a wrong one
    // is as sure as the first.
    expect(report.ap50).toBeGreaterThan(0.5);
    expect(report.ap50).toBeLessThan(0.7);
    // "missed" is all wrong, "alone" has one slip; accents do not count.
    expect(report.cer).toBeCloseTo((6 + 1) / (6 + 6 + 6 + 5));
  });

  it('counts nothing where writing is illegible, and ranks what is found by its score', async () => {
    const { rows } = parseBoxes(
      'file\tx\ty\tw\th\ttext\n' +
        '101.png\t0\t0\t50\t10\tclear\n' +
        '101.png\t0\t40\t100\t30\t###\n',
    );
    const report = await measureScenes(
      rows,
      measurementOf(
        finding(() => [
          line('clear', { x: 0, y: 0, width: 50, height: 10 }),
          line('guess', { x: 0, y: 45, width: 60, height: 10 }),
          { ...line('dust', { x: 0, y: 90, width: 20, height: 5 }), score: 0.4 },
        ]),
      ),
    );
    expect(report).toEqual({
      images: 1,
      recall: 1,
      precision: 0.5,
      f1: 2 / 3,
      // The false line is the least sure, so that precision is 1 at every recall.
      ap50: 1,
      cer: 0,
    });
  });

  it('ranks every line, also unlikely ones and print, by how likely it is a written one', async () => {
    const { rows } = parseBoxes(
      'file\tx\ty\tw\th\ttext\n' +
        '101.png\t0\t0\t50\t10\tsure\n' +
        '101.png\t0\t40\t50\t10\tneat\n',
    );
    const sure = line('sure', { x: 0, y: 0, width: 50, height: 10 });
    const neat = line('neat', { x: 0, y: 40, width: 50, height: 10 }, 'print');
    const print = line('print', { x: 0, y: 70, width: 50, height: 10 }, 'print');
    const measured = (probabilityOfPrint: number) =>
      measureScenes(
        rows,
        measurementOf({
          ...finding(() => [sure]),
          findLines: async () => [
            sure,
            { ...neat, classProbability: 0.6 },
            { ...print, classProbability: probabilityOfPrint },
          ],
        }),
      );
    expect(await measured(0.9)).toMatchObject({ recall: 0.5, precision: 1, ap50: 1 });
    expect((await measured(0.5)).ap50).toBeLessThan(0.9);
  });

  it('compares in px of the file though the picture was decoded smaller', async () => {
    const { rows } = parseBoxes('file\tx\ty\tw\th\ttext\nlarge.png\t2000\t1000\t1000\t200\there\n');
    const report = await measureScenes(
      rows,
      measurementOf(finding(() => [line('here', { x: 1000, y: 500, width: 500, height: 100 })])),
    );
    expect(report).toEqual({ images: 1, recall: 1, precision: 1, f1: 1, ap50: 1, cer: 0 });
  });
});

describe('measuring textbook pages', () => {
  const box = { x: 10, y: 10, width: 40, height: 10 };
  const opener = (number: string | null, title: string | null): TextbookPage => ({
    kind: 'opener',
    width: 101,
    height: 100,
    chapter: number === null ? null : { text: number, number, box, confidence: 0.9 },
    title: title === null ? null : { text: title, box, confidence: 0.9 },
    timings: {},
    certainty: 0.9,
    needsCheck: false,
  });
  const body: TextbookPage = {
    kind: 'body',
    width: 101,
    height: 100,
    timings: {},
    certainty: 0.9,
    needsCheck: false,
  };
  const truth = [
    {
      image: '101.png',
      kind: 'opener',
      chapter: { text: 'Chapter 3', number: '3', box: [10, 10, 40, 10] },
      title: { text: 'Sound', box: [10, 40, 60, 10] },
    },
    { image: '102.png', kind: 'opener', chapter: null, title: { text: 'Preface' } },
    { image: '103.png', kind: 'body', chapter: null, title: null },
    { image: 'broken.png', kind: 'body', chapter: null, title: null },
  ];
  const { rows } = parsePages(truth.map((page) => JSON.stringify(page)).join('\n'));

  it('gives shares of openers and bodies, and AP50 where true boxes are known', async () => {
    const pages: Record<number, TextbookPage> = {
      101: opener('III', 'SOUND.'),
      102: opener('1', 'Preface'),
      103: opener(null, 'A heading'),
    };
    const detection = (className: 'chapter' | 'title', y: number, score: number) => ({
      box: { x: 10, y, width: className === 'chapter' ? 40 : 60, height: 10 },
      className,
      score,
      classScores: [score, score],
    });
    const measurement = measurementOf({
      readTextbookPage: async ({ width }) => pages[width] ?? body,
      detectPageParts: async ({ width }) =>
        width === 103
          ? [detection('chapter', 10, 0.9)]
          : [detection('chapter', 10, 0.8), detection('title', 40, 0.7)],
    });
    const { secondsPerPage, ...report } = await measureTextbook(rows, measurement);
    expect(report).toEqual({
      openers: 2,
      bodies: 1,
      // The false chapter on the body page is surer than the true one; the preface's title has no
      // true box, so that what is found there counts neither way.
      ap50: { chapter: 0.5, title: 1 },
      chapterRight: 0.5,
      titleRight: 1,
      bothRight: 0.5,
      falseOpeners: 1,
    });
    expect(secondsPerPage).toBeGreaterThan(0);
    expect(measurement.failures).toEqual(['broken.png']);
  });

  it('has null for what the sample does not hold', async () => {
    const report = await measureTextbook(
      rows.slice(2, 3),
      measurementOf({ readTextbookPage: async () => body, detectPageParts: async () => [] }),
    );
    expect(report).toMatchObject({
      openers: 0,
      bodies: 1,
      ap50: { chapter: null, title: null },
      bothRight: null,
      falseOpeners: 0,
    });
  });
});

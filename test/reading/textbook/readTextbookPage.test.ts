import { afterAll, describe, expect, it, vi } from 'vitest';
import { decodeImageFile } from '../../../src/cli/decodeImageFile.ts';
import { diskModelFiles } from '../../../src/cli/diskModelFiles.ts';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { tesseractInNode } from '../../../src/cli/tesseractInNode.ts';
import type { Detection } from '../../../src/reading/detector/detection.ts';
import type { Box } from '../../../src/reading/geometry.ts';
import { loadBytes } from '../../../src/reading/models/loadModel.ts';
import type { DetectorManifest } from '../../../src/reading/models/manifest.ts';
import { createPrintedRecognizer } from '../../../src/reading/recognizer/printed.ts';
import { createTextbookReader } from '../../../src/reading/textbook/readTextbookPage.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';
import { drawOpener, type OpenerDesign } from './drawnOpener.ts';

const models = diskModelFiles('public/models');
const { ranker } = (await loadBytes(models, 'opening-ranker', 'opening-ranker')).manifest;
const { numerals } = (await loadBytes(models, 'numeral-reader', 'numeral-reader')).manifest;
const { scripts } = (await loadBytes(models, 'script-reader', 'script-reader')).manifest;
const printed = createPrintedRecognizer({ runtime: tesseractInNode() });
afterAll(() => printed.dispose());

const MANIFEST: DetectorManifest = {
  manifestVersion: 1,
  name: 'textbook-detector',
  version: '1',
  kind: 'detector',
  files: [],
  licence: 'Apache-2.0',
  attribution: [],
  metrics: {},
  trainedOn: [],
  calibration: null,
  detector: {
    classes: ['chapter', 'title'],
    input: { liveLongSide: 640, stillLongSide: 640, multiple: 32 },
    priors: { levels: [] },
    variances: [0.1, 0.1, 0.2, 0.2],
    scoreThreshold: 0.4,
    iouThreshold: 0.45,
  },
};

/** A reader whose detector finds these parts, off by as much as a real one. */
function readerOf(parts: readonly Detection<'chapter' | 'title'>[]) {
  const detector = {
    manifest: MANIFEST,
    detect: async () =>
      parts.map((part) => ({
        ...part,
        box: {
          x: part.box.x + 3,
          y: part.box.y - 3,
          width: part.box.width - 5,
          height: part.box.height + 4,
        },
      })),
  };
  return createTextbookReader({
    detector,
    ranker,
    numerals,
    scripts,
    printed,
    loadOpenCv: loadOpenCvInNode,
  });
}

async function scriptPage(name: string) {
  return (await decodeImageFile(`test/reading/script/pages/${name}.png`)).image;
}

function partOf(className: 'chapter' | 'title', box: Box): Detection<'chapter' | 'title'> {
  return { className, score: 0.9, classScores: className === 'chapter' ? [0.9, 0] : [0, 0.9], box };
}

function readOpener(design: OpenerDesign) {
  const { image, parts } = drawOpener(design);
  return readerOf(parts).readPage(image);
}

// A whole page is read where the detector is unsure: seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

describe('textbook reader', () => {
  it.each<[string, OpenerDesign, string | null, string]>([
    [
      'a word and a digit',
      { label: 'Chapter 3', title: ['Light and Colour'] },
      '3',
      'Light and Colour',
    ],
    ['Roman numerals', { label: 'CHAPTER VII', title: ['Heat Engines'] }, '7', 'Heat Engines'],
    [
      'Roman two, not eleven',
      { label: 'CHAPTER II', title: ['Heat Engines'] },
      '2',
      'Heat Engines',
    ],
    [
      'eleven, not Roman two',
      { label: 'Chapter 11', title: ['Heat Engines'] },
      '11',
      'Heat Engines',
    ],
    ['number words', { label: 'Unit Twelve', title: ['Heat Engines'] }, '12', 'Heat Engines'],
    ['an appendix', { label: 'Appendix B', title: ['Tables'] }, 'B', 'Tables'],
    [
      'a big digit alone',
      { label: '4', title: ['Fields and Forces'], labelSize: 110 },
      '4',
      'Fields and Forces',
    ],
    [
      'a title of two lines',
      { label: 'Lesson 9', title: ['The Conservation of', 'Energy and Momentum'] },
      '9',
      'The Conservation of Energy and Momentum',
    ],
    [
      'number and title on one line',
      { label: '5', title: ['Moving Charges'], inline: true, labelSize: 46 },
      '5',
      'Moving Charges',
    ],
    [
      'light print in a dark band',
      { label: 'Chapter 6', title: ['Living Together'], band: true },
      '6',
      'Living Together',
    ],
    [
      'a page that lies askew',
      { label: 'Chapter 8', title: ['Rocks and', 'Minerals'], turn: 7 },
      '8',
      'Rocks and Minerals',
    ],
    ['no number', { label: null, title: ['Preface'] }, null, 'Preface'],
  ])('reads %s', async (_, design, number, title) => {
    const page = await readOpener(design);
    if (page.kind !== 'opener') throw new Error('taken for a body page');
    expect(page.chapter?.number ?? null).toBe(number);
    expect(page.title?.text).toBe(title);
    expect(page.title?.confidence).toBeGreaterThan(0.4);
    expect(page.title?.confidence).toBeLessThanOrEqual(1);
  });

  it('leaves the label out of a title box that holds both', async () => {
    const { image, parts } = drawOpener({
      label: 'Chapter 2',
      title: ['Plants', 'and Animals'],
      inline: true,
    });
    const [chapter, title] = parts;
    if (chapter === undefined || title === undefined) throw new Error('not drawn');
    const left = chapter.box.x;
    const around = { ...title.box, x: left, width: title.box.x + title.box.width - left };
    const page = await readerOf([chapter, { ...title, box: around }]).readPage(image);
    expect(page).toMatchObject({ chapter: { number: '2' }, title: { text: 'Plants and Animals' } });
  });

  it('reads Hindi in Hindi, its chapter word and its digit', async () => {
    const image = await scriptPage('hindi');
    const page = await readerOf([
      partOf('chapter', { x: 70, y: 72, width: 94, height: 26 }),
      partOf('title', { x: 70, y: 120, width: 264, height: 48 }),
    ]).readPage(image);
    expect(page).toMatchObject({
      kind: 'opener',
      chapter: { text: 'अध्याय ३', number: '3' },
      title: { text: 'प्रकाश और छाया' },
    });
  });

  it('says what script it cannot read, and invents nothing', async () => {
    const image = await scriptPage('tamil');
    const page = await readerOf([
      partOf('chapter', { x: 70, y: 72, width: 94, height: 26 }),
      partOf('title', { x: 70, y: 120, width: 264, height: 48 }),
    ]).readPage(image);
    expect(page).toMatchObject({ kind: 'body', unreadScript: 'tamil', needsCheck: true });
  });

  it('stops when cancelled', async () => {
    const { image, parts } = drawOpener({ label: 'Chapter 3', title: ['Light'] });
    const controller = new AbortController();
    const reading = readerOf(parts).readPage(image, { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('leaves no Mat behind', async () => {
    const counted = countedOpenCv((await loadOpenCvInNode()).cv);
    const { image, parts } = drawOpener({ label: 'Chapter 3', title: ['Light'], turn: 3 });
    const reader = createTextbookReader({
      detector: { manifest: MANIFEST, detect: async () => parts },
      ranker,
      numerals,
      scripts,
      printed,
      loadOpenCv: async () => ({ cv: counted.cv }),
    });
    await reader.readPage(image);
    expect(counted.live()).toBe(0);
  });
});

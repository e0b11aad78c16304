import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type DocumentsBench, measureDocuments, median } from './benchDocuments.ts';
import { benchPage, callBench } from './benchInPage.ts';
import { measurePages, type PagesBench } from './benchPages.ts';
import { openHeadlessPage } from './headlessPage.ts';
import { loadOpenCvInNode } from './openCvInNode.ts';
import { pngDataUrl } from './pictures/encodePng.ts';
import { drawPenFrames } from './pictures/penFrames.ts';
import { drawTextbookPage } from './pictures/textbookPage.ts';
import {
  drawSheet,
  type Pose,
  photographSheet,
  type WrittenLine,
} from './pictures/writtenPaper.ts';

const HELP = `Usage: npm run bench [-- --json]

Measures the built page in headless Chromium, wasm with one thread: milliseconds from a 720p frame
with eight written lines (about twenty characters each) to boxes and to text, of frames of the same
paper moving slowly, of a textbook photo, and of one whole-picture call of tesseract.js on the same
pictures; of a 720p frame with a marker that writes, to its ink on the page. Medians.

  --air        only the marker that writes
  --documents N  only N photos of 12 megapixels, a page of 24 lines each: boxes, first line, whole
                 page; their time and memory over those of the first (the target is for 40)
  --pages N    only a PDF of N pages in Documents, each twentieth one of handwriting: memory on the
               way and the longest standstill of the page in dist (npm run build; the target is 400)
  --json       print one JSON object and nothing else
  --runs N     readings per figure (default 7)
  --help       this text`;

/** About twenty characters each: some 300 px at the reader's height, as notes and lists are. */
const LINES: readonly WrittenLine[] = [
  { text: 'The quick brown fox', font: 'Caveat', size: 84 },
  { text: 'bring milk and bread', font: 'Kalam', size: 66 },
  { text: 'call Anna at 10:30', font: 'Patrick Hand', size: 72 },
  { text: 'leave from platform 4', font: 'Caveat', size: 82 },
  { text: 'boil water for tea', font: 'Kalam', size: 66 },
  { text: 'meet the whole team', font: 'Patrick Hand', size: 72 },
  { text: 'send him the letter', font: 'Caveat', size: 84 },
  { text: 'light is very fast', font: 'Kalam', size: 64 },
];

const FRAME = { width: 1280, height: 720 } as const;
const STEADY_FRAMES = 30;

/** Pictures that the marker's circle takes, frames between two in which it is hidden, frames timed. */
const PEN_PICTURES = 24;
const PEN_HIDDEN_EVERY = 12;
const PEN_FRAMES = 200;

/** A 720p frame in which a marker writes: in the worker, and until its ink is painted. */
interface AirBench {
  readonly takeMs: number;
  readonly frameMs: number;
  readonly inkMs: number;
}

/** What `--json` prints: milliseconds, and tesseract.js's time over ours. */
interface BenchReport {
  readonly live: {
    readonly boxesMs: number;
    readonly textMs: number;
    readonly totalMs: number;
    readonly steadyMs: number;
  };
  readonly textbook: { readonly totalMs: number };
  readonly tesseract: { readonly frameMs: number; readonly pageMs: number };
  readonly ratio: { readonly frame: number; readonly live: number; readonly page: number };
  readonly air: AirBench;
}

async function measureAir(tab: Page): Promise<AirBench> {
  const { frames, start } = drawPenFrames(FRAME, PEN_PICTURES, PEN_HIDDEN_EVERY);
  const times = await callBench(tab, 'airTimes', frames.map(pngDataUrl), PEN_FRAMES, start);
  return {
    takeMs: median(times.map(({ takeMs }) => takeMs)),
    frameMs: median(times.map(({ followMs }) => followMs)),
    inkMs: median(times.map(({ inkMs }) => inkMs)),
  };
}

async function measureAirAlone(): Promise<AirBench> {
  const bench = await openHeadlessPage(benchPage());
  try {
    return await measureAir(bench.page);
  } finally {
    await bench.close();
  }
}

async function measure(runs: number): Promise<BenchReport & { readonly lines: number }> {
  const { cv } = await loadOpenCvInNode();
  const sheet = drawSheet(LINES);
  const pose = (step: number): Pose => ({
    centerX: 0.5 + 0.0015 * step,
    centerY: 0.5 + 0.0008 * step,
    turn: 0.03 + 0.0004 * step,
    lean: 0.06,
    height: 0.94,
  });
  const frames = Array.from({ length: STEADY_FRAMES }, (_, step) =>
    pngDataUrl(photographSheet(cv, sheet, pose(step), FRAME)),
  );
  const first = frames.slice(0, 1);
  const page = pngDataUrl(
    drawTextbookPage({
      label: 'Chapter 3',
      title: 'Light and the Living Leaf',
      runningHeader: null,
    }),
  );
  const bench = await openHeadlessPage(benchPage());
  try {
    const { page: tab } = bench;
    await callBench(tab, 'ready');
    const again = <T>(items: readonly T[]): T[] => Array.from({ length: runs }, () => items).flat();
    // The first run of each kind loads parts lazily: it is made, and not counted.
    const whole = await callBench(tab, 'firstReadings', [...first, ...again(first)]);
    const steady = await callBench(tab, 'stream', frames, frames.length + 1);
    const pages = await callBench(tab, 'textbookPages', [page, ...again([page])]);
    const frameTimes = await callBench(tab, 'tesseractPages', [...first, ...again(first)]);
    const pageTimes = await callBench(tab, 'tesseractPages', [page, ...again([page])]);
    const frameMs = median(frameTimes.slice(1));
    const pageMs = median(pageTimes.slice(1));
    const readings = whole.slice(1);
    const live = {
      boxesMs: median(readings.map((times) => times.boxesMs)),
      textMs: median(readings.map((times) => times.textMs)),
      totalMs: median(readings.map((times) => times.totalMs)),
      steadyMs: mean(steady.slice(1).map((times) => times.totalMs)),
    };
    const totalMs = median(pages.slice(1));
    return {
      air: await measureAir(tab),
      live,
      textbook: { totalMs },
      tesseract: { frameMs, pageMs },
      ratio: {
        frame: frameMs / live.totalMs,
        live: frameMs / live.steadyMs,
        page: pageMs / totalMs,
      },
      lines: median(readings.map((times) => times.texts.filter((text) => text !== '').length)),
    };
  } finally {
    await bench.close();
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function print({
  live,
  textbook,
  tesseract,
  ratio,
  lines,
  air,
}: Awaited<ReturnType<typeof measure>>): void {
  console.log(`720p frame, eight written lines (${lines} read)`);
  row('  frame to boxes', live.boxesMs);
  row('  boxes to text', live.textMs);
  row('  frame to text', live.totalMs);
  row('  a frame of the same paper moving slowly, mean', live.steadyMs);
  row('  tesseract.js, whole frame', tesseract.frameMs);
  row('  tesseract.js over first reading', ratio.frame, 'x');
  row('  tesseract.js over a live frame', ratio.live, 'x');
  console.log('Textbook page');
  row('  chapter and title', textbook.totalMs);
  row('  tesseract.js, whole page', tesseract.pageMs);
  row('  tesseract.js over ours', ratio.page, 'x');
  printAir(air);
}

function printAir({ takeMs, frameMs, inkMs }: AirBench): void {
  console.log('720p frame with a marker that writes');
  row('  its pixels taken', takeMs);
  row('  marker followed', frameMs);
  row('  frame in the worker to ink on the page', inkMs);
}

function printDocuments(bench: DocumentsBench): void {
  const { backend, photos, median: times, ratio, wasmHeapGrowth, pageHeapGrowth, leftOver } = bench;
  console.log(
    `${photos} photos of 12 megapixels, a page of 24 lines each (${times.lines} read by ${backend})`,
  );
  row('  file to boxes', times.boxesMs);
  row('  file to the first line', times.firstLineMs);
  row('  file to the whole page', times.wholeMs);
  row('  later photos over the first', ratio, 'x');
  row('  OpenCV’s memory grew by', wasmHeapGrowth / 2 ** 20, 'MB');
  row('  the page’s memory grew by', pageHeapGrowth / 2 ** 20, 'MB');
  row('  tensors and Mats left over', leftOver, '');
}

function printPages({ pages, heaps, longestStandstillMs, totalMs }: PagesBench): void {
  console.log(`A PDF of ${pages} pages in Documents`);
  for (const heap of heaps) {
    row(`  the page’s heap after ${heap.pages} pages`, heap.bytes / 2 ** 20, 'MB');
  }
  row('  longest standstill of the page', longestStandstillMs);
  row('  a page of it', totalMs / pages);
}

/** A whole number from the command line, 1 or more; null, with a word, where it is none. */
function countOf(name: string, given: string): number | null {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 1) return count;
  console.error(`--${name} takes a whole number, 1 or more.`);
  process.exitCode = 1;
  return null;
}

function row(name: string, value: number, unit = 'ms'): void {
  const digits = unit !== 'ms' || value < 20 ? 1 : 0;
  console.log(`${name.padEnd(52)}${value.toFixed(digits).padStart(7)} ${unit}`);
}

const { values } = parseArgs({
  options: {
    air: { type: 'boolean', default: false },
    documents: { type: 'string' },
    pages: { type: 'string' },
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '7' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(HELP);
else if (values.documents !== undefined) {
  const photos = countOf('documents', values.documents);
  if (photos !== null) {
    const documents = await measureDocuments(photos);
    if (values.json) console.log(JSON.stringify({ documents }));
    else printDocuments(documents);
  }
} else if (values.pages !== undefined) {
  const count = countOf('pages', values.pages);
  if (count !== null) {
    const pages = await measurePages(count);
    if (values.json) console.log(JSON.stringify({ pages }));
    else printPages(pages);
  }
} else if (values.air) {
  const air = await measureAirAlone();
  if (values.json) console.log(JSON.stringify({ air }));
  else printAir(air);
} else {
  const runs = countOf('runs', values.runs);
  if (runs !== null) {
    const { lines, ...report } = await measure(runs);
    if (values.json) console.log(JSON.stringify(report));
    else print({ lines, ...report });
  }
}

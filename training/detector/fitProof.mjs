// Fits what src/reading/readingProof.ts goes by, `calibration.readingProof` of the detector's manifest, to
// scenes of training writers and to pictures without writing: how sure a found line and its reading must
// be to be shown.
//
//   python -m training.scenes --kind fitting --strokes … --fonts … --text … --out DIR
//   python -m training.scenes --kind no-writing --strokes … --text … --count 10 --out NOTHING
//   node training/detector/fitProof.mjs DIR NOTHING
//
// Prints the weights, and what would be shown at each threshold.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from './engine.mjs';
import { logisticRegression, probability } from './logisticRegression.mjs';

/** A found box of which words fill this share is a line of writing. */
const WRITTEN = 0.25;
/** One of which they fill less, but more than this, or regions to ignore do, teaches nothing. */
const TOUCHED = 0.05;

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('usage: fitProof.mjs DIR…');
const { load, close } = await openEngine();
const { createReaderInNode } = await load('/src/cli/createReaderInNode.ts');
const { decodeImageFile } = await load('/src/cli/decodeImageFile.ts');
const { evidenceOf } = await load('/src/reading/readingProof.ts');
const { boxArea, intersectionArea } = await load('/src/reading/geometry.ts');

/** Words of each picture with their class, from words.tsv; none where boxes.tsv alone names it. */
const words = new Map();
for (const folder of folders) {
  for (const [file] of rowsOf(folder, 'boxes.tsv')) words.set(join(folder, file), []);
  for (const [file, x, y, width, height, kind] of rowsOf(folder, 'words.tsv')) {
    const box = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
    words.get(join(folder, file))?.push({ box, kind });
  }
}

function rowsOf(folder, name) {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  const [, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return rows.map((row) => row.split('\t'));
}

/** Shares of a found box that words fill, and that regions to ignore do. */
function covered(box, file) {
  const shares = { written: 0, ignored: 0 };
  for (const { box: word, kind } of words.get(file) ?? []) {
    const share = intersectionArea(box, word) / boxArea(box);
    if (kind === 'ignore') shares.ignored += share;
    else shares.written += share;
  }
  return shares;
}

const samples = [];
const reader = await createReaderInNode();
for (const file of words.keys()) {
  const { image } = await decodeImageFile(file);
  const { lines } = await reader.readPicture(image, { unproven: true });
  for (const { box, score, reading } of lines) {
    const { written, ignored } = covered(box, file);
    if (ignored > TOUCHED || (written > TOUCHED && written <= WRITTEN)) continue;
    samples.push({ evidence: [1, ...evidenceOf(score, reading)], isTrue: written > WRITTEN });
  }
}
await reader.dispose();
await close();

const weights = logisticRegression(samples, { decay: (i) => (i === 0 ? 0 : 1) });
const NAMES = ['constant', 'ofScore', 'ofConfidence', 'ofLength'];
const named = Object.fromEntries(NAMES.map((name, i) => [name, Number(weights[i].toFixed(2))]));
console.log(JSON.stringify({ readingProof: named }));
for (let threshold = 0.1; threshold < 0.75; threshold += 0.1) {
  const shown = samples.filter(({ evidence }) => probability(weights, evidence) >= threshold);
  const right = shown.filter(({ isTrue }) => isTrue).length;
  const all = samples.filter(({ isTrue }) => isTrue).length;
  console.log(
    `from ${threshold.toFixed(1)}: ${right} of ${all} lines of writing, ${shown.length - right} others`,
  );
}

// Fits src/reading/detector/classContext.ts to scenes of training writers: what a found word is
// written with, by what the detector takes it and the words of like height for.
//
//   python -m training.scenes --kind fitting --strokes … --fonts … --text … --out DIR
//   node training/detector/fitClass.mjs DIR [COUNT]
//
// Prints the weights, and how well they tell the words of a fifth of the pictures that had no part.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { createServer } from 'vite';

/** A found box is a true word from this IoU. */
const SAME = 0.4;
/** Words of one picture that count in full; more are much the same. */
const USUAL_WORDS = 40;
const FOLDS = 5;

const [folder, count = '120'] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: fitClass.mjs DIR [COUNT]');
const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const load = (path) => vite.ssrLoadModule(path);
const { decodeImageFile } = await load('/src/cli/decodeImageFile.ts');
const { diskModelFiles } = await load('/src/cli/diskModelFiles.ts');
const { chooseBackend } = await load('/src/reading/models/backend.ts');
const { loadGraph } = await load('/src/reading/models/loadGraph.ts');
const { createDetector } = await load('/src/reading/detector/detector.ts');
const { detectStill } = await load('/src/reading/detector/tiles.ts');
const { rowsOf } = await load('/src/reading/detector/lineGrouping.ts');
const { classEvidenceOf } = await load('/src/reading/detector/classContext.ts');
const { intersectionOverUnion, scaleBox } = await load('/src/reading/geometry.ts');

const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
await chooseBackend({ wasmPaths: join(dirname(wasm), 'dist') + sep, override: 'wasm' });
const detector = createDetector(
  await loadGraph(diskModelFiles('public/models'), 'handwriting-detector', { kind: 'detector' }),
);

const words = new Map();
const [, ...rows] = readFileSync(join(folder, 'words.tsv'), 'utf8').trimEnd().split('\n');
for (const row of rows) {
  const [file, x, y, width, height, kind] = row.split('\t');
  const box = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
  words.set(file, [...(words.get(file) ?? []), { box, kind }]);
}

const samples = [];
for (const [file, truths] of [...words].slice(0, Number(count))) {
  const { image, fileWidth } = await decodeImageFile(join(folder, file));
  const lines = rowsOf(await detectStill(detector, image)).map(({ words }) => words);
  const found = lines.flat();
  const evidence = classEvidenceOf(lines).flat();
  const own = found.flatMap(({ box }, i) => {
    const placed = scaleBox(box, fileWidth / image.width);
    const truth = truths.find((word) => intersectionOverUnion(word.box, placed) >= SAME);
    if (truth === undefined || truth.kind === 'ignore') return [];
    return [{ evidence: evidence[i], isWritten: Number(truth.kind === 'handwriting') }];
  });
  const weight = Math.min(1, Math.sqrt(USUAL_WORDS / Math.max(1, own.length)));
  samples.push(...own.map((sample) => ({ ...sample, weight, file })));
}
await vite.close();

const files = [...words.keys()];
const foldOf = ({ file }) => files.indexOf(file) % FOLDS;
let wrong = 0;
let loss = 0;
for (let fold = 0; fold < FOLDS; fold++) {
  const weights = logisticRegression(samples.filter((sample) => foldOf(sample) !== fold));
  for (const sample of samples.filter((sample) => foldOf(sample) === fold)) {
    const right = Math.abs(1 - sample.isWritten - probability(weights, sample.evidence));
    if (right < 0.5) wrong += sample.weight;
    loss -= sample.weight * Math.log(right);
  }
}
const all = samples.reduce((sum, { weight }) => sum + weight, 0);
console.log(`${samples.length} words; ${((100 * wrong) / all).toFixed(1)} % wrong, ${loss / all} nats`);
const weights = logisticRegression(samples);
const [ofItself, ofAlike] = weights.map((weight) => Number(weight.toFixed(2)));
console.log(`"classContext": ${JSON.stringify({ ofItself, ofAlike })}`);

function probability(weights, evidence) {
  return 1 / (1 + Math.exp(-evidence.reduce((sum, value, i) => sum + value * weights[i], 0)));
}

/** Weights by gradient descent; the evidence is of the order of one. */
function logisticRegression(samples) {
  const all = samples.reduce((sum, { weight }) => sum + weight, 0);
  const weights = [0, 0];
  for (let step = 0; step < 5_000; step++) {
    const gradient = [...weights];
    for (const { evidence, isWritten, weight } of samples) {
      const error = weight * (probability(weights, evidence) - isWritten);
      for (const [i, value] of evidence.entries()) gradient[i] += error * value;
    }
    for (const [i, slope] of gradient.entries()) weights[i] -= (0.5 * slope) / all;
  }
  return weights;
}

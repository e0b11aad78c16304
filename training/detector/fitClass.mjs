// Fits src/reading/detector/classContext.ts to scenes of training writers: what a found word is
// written with, by what the detector takes it and the words of like height for.
//
//   python -m training.scenes --kind fitting --strokes … --fonts … --text … --out DIR
//   node training/detector/fitClass.mjs DIR [COUNT]
//
// Prints the weights, and how well they tell the words of a fifth of the pictures that had no part.
import { join } from 'node:path';
import { openEngine, openLineDetector } from './engine.mjs';
import { logisticRegression, probability } from './logisticRegression.mjs';
import { trueWords } from './trueWords.mjs';

/** A found box is a true word from this IoU. */
const SAME = 0.4;
/** Words of one picture that count in full; more are much the same. */
const USUAL_WORDS = 40;
const FOLDS = 5;

const [folder, count = '120'] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: fitClass.mjs DIR [COUNT]');
const { load, close } = await openEngine();
const { decodeImageFile } = await load('/src/cli/decodeImageFile.ts');
const { detectStill } = await load('/src/reading/detector/tiles.ts');
const { rowsOf } = await load('/src/reading/detector/lineGrouping.ts');
const { classEvidenceOf } = await load('/src/reading/detector/classContext.ts');
const { intersectionOverUnion, scaleBox } = await load('/src/reading/geometry.ts');

const detector = await openLineDetector(load);
const words = trueWords(folder);
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
    return [{ evidence: evidence[i], isTrue: truth.kind === 'handwriting' }];
  });
  const weight = Math.min(1, Math.sqrt(USUAL_WORDS / Math.max(1, own.length)));
  samples.push(...own.map((sample) => ({ ...sample, weight, file })));
}
await close();

const files = [...words.keys()];
const foldOf = ({ file }) => files.indexOf(file) % FOLDS;
let wrong = 0;
let loss = 0;
for (let fold = 0; fold < FOLDS; fold++) {
  const weights = fitted(samples.filter((sample) => foldOf(sample) !== fold));
  for (const sample of samples.filter((sample) => foldOf(sample) === fold)) {
    const right = Math.abs(1 - Number(sample.isTrue) - probability(weights, sample.evidence));
    if (right < 0.5) wrong += sample.weight;
    loss -= sample.weight * Math.log(right);
  }
}
const all = samples.reduce((sum, { weight }) => sum + weight, 0);
console.log(`${samples.length} words; ${((100 * wrong) / all).toFixed(1)} % wrong, ${loss / all} nats`);
const weights = fitted(samples);
const [ofItself, ofAlike] = weights.map((weight) => Number(weight.toFixed(2)));
console.log(`"classContext": ${JSON.stringify({ ofItself, ofAlike })}`);

function fitted(some) {
  return logisticRegression(some, { steps: 5_000 });
}

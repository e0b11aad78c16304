// Fits how looks from far away are joined (src/reading/detector/distantView.ts): whether what they see
// too tall for nearer looks is a word, for still pictures and for moving ones.
//
//   python -m training.scenes --kind few-words --strokes … --fonts … --text … --out FEW
//   python -m training.scenes --kind fitting --strokes … --fonts … --text … --out DIR
//   python -m training.scenes --kind no-writing --strokes … --text … --count 40 --out NOTHING
//   node training/detector/fitDistant.mjs FEW DIR NOTHING
//
// Prints the weights for the manifest of the detector, and how well they tell words of a fifth of the
// pictures that had no part.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine, openLineDetector } from './engine.mjs';
import { logisticRegression, probability } from './logisticRegression.mjs';

/** A box is a true word or line from this IoU. */
const SAME = 0.5;
/** A lower word of which this share lies in a box is lost where the box is taken for one word. */
const INSIDE = 0.7;
const LOWER = 0.6;
/** What lies in a line and is at least so high is a word of it: whether it is one box or two teaches nothing. */
const WORD_OF_LINE = 0.55;
/** One of which regions to ignore cover this share teaches nothing. */
const IGNORED = 0.3;
/** A word that fills the picture counts as much as two other boxes, and a wrong one with what it takes away. */
const WORD_WEIGHT = 2;
const DECAY = 0.3;
const FOLDS = 5;

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('usage: fitDistant.mjs DIR…');
const { load, close } = await openEngine();
const { decodeImageFile } = await load('/src/cli/decodeImageFile.ts');
const { detectNear, distantSide } = await load('/src/reading/detector/tiles.ts');
const { SHARES, LIVE_SHARES, distantWords, lookFromAfar } = await load(
  '/src/reading/detector/distantView.ts',
);
const { boxArea, intersectionArea, intersectionOverUnion, scaleBox } = await load(
  '/src/reading/geometry.ts',
);

const detector = await openLineDetector(load);

/** Lines and words of each picture; none where boxes.tsv names it without a box. */
const truths = new Map();
for (const folder of folders) {
  for (const name of ['boxes.tsv', 'words.tsv']) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    const [, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
    for (const row of rows) {
      const [file, x, y, width, height, text] = row.split('\t');
      const known = truths.get(join(folder, file)) ?? { lines: [], words: [], ignored: [] };
      truths.set(join(folder, file), known);
      if (width === '') continue;
      const box = { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
      if (text === 'ignore' || text === '###') known.ignored.push(box);
      else (name === 'boxes.tsv' ? known.lines : known.words).push(box);
    }
  }
}

const still = [];
const live = [];
for (const [file, truth] of truths) {
  const { image, fileWidth } = await decodeImageFile(file);
  const near = await detectNear(detector, image);
  const longSide = distantSide(detector);
  const nearer = { found: near, scale: longSide / Math.max(image.width, image.height) };
  const { iouThreshold } = detector.manifest.detector;
  for (const [samples, shares] of [
    [still, SHARES],
    [live, LIVE_SHARES],
  ]) {
    const views = await lookFromAfar(detector, image, longSide, shares);
    for (const { word, evidence } of distantWords(nearer, views, iouThreshold)) {
      const sample = sampleOf(scaleBox(word.box, fileWidth / image.width), truth);
      // One look is its own mean: its weight is that of the mean.
      const own = shares.length > 1 ? evidence : evidence.toSpliced(2, 1);
      if (sample !== null) samples.push({ ...sample, evidence: own, file });
    }
  }
}
await close();

const files = [...truths.keys()];
report('distantViews', ['constant', 'ofMean', 'ofBest', 'ofLower'], still);
report('liveDistantView', ['constant', 'ofMean', 'ofLower'], live);

/** Whether a box is a word, and what it counts; null where that cannot be said. */
function sampleOf(box, { lines, words, ignored }) {
  const isTrue = [...lines, ...words].some((one) => intersectionOverUnion(one, box) >= SAME);
  if (isTrue) return { isTrue: true, weight: WORD_WEIGHT };
  const lost = words.filter(
    (word) =>
      word.height < LOWER * box.height && intersectionArea(word, box) > INSIDE * boxArea(word),
  );
  const isPart = lines.some(
    (line) =>
      intersectionArea(line, box) > INSIDE * boxArea(box) && box.height > WORD_OF_LINE * line.height,
  );
  // The box of a sloping line is taller than its words.
  if (isPart && lost.length === 0) return null;
  if (ignored.some((one) => intersectionArea(one, box) > IGNORED * boxArea(box))) return null;
  return { isTrue: false, weight: 1 + lost.length };
}

function report(name, names, samples) {
  let [right, wrong] = [0, 0];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isOut = ({ file }) => files.indexOf(file) % FOLDS === fold;
    const weights = fitted(samples.filter((sample) => !isOut(sample)));
    for (const { evidence, isTrue } of samples.filter(isOut)) {
      if (probability(weights, evidence) < 0.35) continue;
      if (isTrue) right++;
      else wrong++;
    }
  }
  const all = samples.filter(({ isTrue }) => isTrue).length;
  console.log(`${name}: ${right} of ${all} words, ${wrong} of ${samples.length - all} others taken`);
  const weights = fitted(samples).map((weight) => Number(weight.toFixed(2)));
  console.log(JSON.stringify({ ofBest: 0, ...Object.fromEntries(names.map((of, i) => [of, weights[i]])) }));
}

function fitted(some) {
  return logisticRegression(some, { decay: () => DECAY });
}

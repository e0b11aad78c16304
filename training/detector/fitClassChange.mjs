// Fits src/reading/detector/lineClasses.ts to scenes of training writers: at which gaps a line changes
// between print and handwriting. After `fitClass.mjs`, whose weights class the words first.
//
//   python -m training.scenes --kind fitting --strokes … --fonts … --text … --out DIR
//   node training/detector/fitClassChange.mjs DIR…
//
// Prints the weights for the manifest of the detector, and how well they tell gaps of a fifth of the
// pictures that had no part.
import { join } from 'node:path';
import { openEngine, openLineDetector } from './engine.mjs';
import { logisticRegression, probability } from './logisticRegression.mjs';
import { trueWords } from './trueWords.mjs';

/** A found box is a true word from this IoU, or a piece of one that holds this share of it. */
const SAME = 0.4;
const INSIDE = 0.7;
const FOLDS = 5;
const NAMES = ['constant', 'ofGap', 'ofMoreWritten', 'ofLessWritten', 'ofHeight'];

const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('usage: fitClassChange.mjs DIR…');
const { load, close } = await openEngine();
const { decodeImageFile } = await load('/src/cli/decodeImageFile.ts');
const { detectStill } = await load('/src/reading/detector/tiles.ts');
const { rowsOf } = await load('/src/reading/detector/lineGrouping.ts');
const { classedInContext } = await load('/src/reading/detector/classContext.ts');
const { classChangeEvidence } = await load('/src/reading/detector/lineClasses.ts');
const { boxArea, intersectionArea, intersectionOverUnion, scaleBox } = await load(
  '/src/reading/geometry.ts',
);
const detector = await openLineDetector(load);
const { classContext } = detector.manifest.calibration;

const samples = [];
let pictures = 0;
for (const folder of folders) {
  for (const [file, truths] of trueWords(folder)) {
    const { image, fileWidth } = await decodeImageFile(join(folder, file));
    const kindOf = ({ box }) => {
      const placed = scaleBox(box, fileWidth / image.width);
      const truth =
        truths.find((word) => intersectionOverUnion(word.box, placed) >= SAME) ??
        truths.find((word) => intersectionArea(word.box, placed) > INSIDE * boxArea(placed));
      return truth === undefined || truth.kind === 'ignore' ? null : truth.kind;
    };
    const rows = rowsOf(await detectStill(detector, image)).map(({ words }) => words);
    for (const words of classedInContext(rows, classContext)) {
      const kinds = words.map(kindOf);
      for (let at = 1; at < words.length; at++) {
        const [before, behind] = [kinds[at - 1], kinds[at]];
        if (before === null || behind === null) continue;
        const evidence = classChangeEvidence(words, at);
        samples.push({ evidence, isTrue: before !== behind, fold: pictures % FOLDS });
      }
    }
    pictures++;
  }
}
await close();

let [found, wrong] = [0, 0];
for (let fold = 0; fold < FOLDS; fold++) {
  const weights = logisticRegression(samples.filter((sample) => sample.fold !== fold));
  for (const { evidence, isTrue } of samples.filter((sample) => sample.fold === fold)) {
    if (probability(weights, evidence) < 0.5) continue;
    if (isTrue) found++;
    else wrong++;
  }
}
const changes = samples.filter(({ isTrue }) => isTrue).length;
console.log(`${found} of ${changes} changes found, ${wrong} of ${samples.length - changes} other gaps split`);
const weights = logisticRegression(samples).map((weight) => Number(weight.toFixed(2)));
console.log(`"classChange": ${JSON.stringify(Object.fromEntries(NAMES.map((of, i) => [of, weights[i]])))}`);

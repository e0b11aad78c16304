import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { LineSeparatorDescription } from '../../../../src/reading/models/lineSeparatorDescription.ts';
import { type InkShape, inkSize, shapesOf } from '../../../../src/reading/strokes/inkShape.ts';
import { LINE_FEATURES } from '../../../../src/reading/strokes/lineFeatures.ts';
import {
  choiceOf,
  type OpenLine,
  writtenInTurn,
} from '../../../../src/reading/strokes/separateLines.ts';
import { createRandom, type Random } from '../../../air/clips/random.ts';
import { readStrokePack } from '../../../air/clips/strokePack.ts';
import { countLines } from './countLines.ts';
import { type ChoiceRow, fitScorer } from './fitScorer.ts';
import { writtenPages } from './writers.ts';
import type { WrittenPage } from './writtenPage.ts';

const HELP = `Usage: node test/reading/strokes/pages/fitLines.mjs PACK.npz --out DIR [options]

Fits what sets the lines of ink apart to pages of training writers' words; writes DIR/manifest.json.

  --count N     pages; default 2000
  --epochs N    default 8
  --seed N      default 1
  --version V   for the manifest`;

/** Parses the command line, fits, and tells how lines of validation writers come apart. */
export function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '2000' },
      epochs: { type: 'string', default: '8' },
      seed: { type: 'string', default: '1' },
      version: { type: 'string', default: '0' },
    },
  });
  const [packPath] = positionals;
  if (packPath === undefined || values.out === undefined) {
    console.error(HELP);
    process.exitCode = 1;
    return;
  }
  const pack = readStrokePack(packPath);
  const count = Number(values.count);
  const seed = Number(values.seed);
  const random = createRandom(seed);
  const options = { epochs: Number(values.epochs), random };
  const pages = (from: number) => writtenPages(pack, 'train', count, from);

  const inTurn: ChoiceRow[] = [];
  for (const page of pages(1000 * seed)) addInTurn(page, inTurn);
  const first = fitScorer(inTurn, options);
  console.log(`as they come: ${inTurn.length} strokes`);
  const lookingBack: ChoiceRow[] = [];
  for (const page of pages(1000 * seed + 1)) {
    addLookingBack(page, first, random, lookingBack);
  }
  const again = fitScorer(lookingBack, options);
  console.log(`looking back: ${lookingBack.length} strokes`);
  const separator: LineSeparatorDescription = { features: [...LINE_FEATURES], first, again };
  const result = countLines(writtenPages(pack, 'validation', 100, 5), separator);
  console.log(JSON.stringify(result));
  const manifest = {
    manifestVersion: 1,
    name: 'line-separator',
    version: values.version,
    kind: 'line-separator',
    files: [],
    licence: 'Apache-2.0',
    attribution: [
      'UNIPEN train_r01_v07, International Unipen Foundation, Zenodo record 1195803, CC BY 4.0',
    ],
    metrics: {
      'lines of validation writers kept apart': result.linesRight / result.lines,
      'strokes in their line': result.strokesRight / result.strokes,
    },
    trainedOn: [`sha256 ${createHash('sha256').update(readFileSync(packPath)).digest('hex')}`],
    separator,
  };
  writeFileSync(`${values.out}/manifest.json`, `${JSON.stringify(manifest)}\n`);
}

/** Each stroke's choice with the lines before it as they are. */
function addInTurn({ strokes, lines: truth }: WrittenPage, rows: ChoiceRow[]): void {
  const size = inkSize(strokes);
  const shapes = shapesOf(strokes, size);
  const lines = new Map<number, OpenLine>();
  for (const [i, shape] of shapes.entries()) {
    const number = truth[shape.stroke.id] ?? 0;
    const choice = choiceOf(shape, [...lines.values()], {
      ...{ size, before: shapes[i - 1] ?? null, after: null },
    });
    const own = lines.get(number);
    const right = own === undefined ? choice.lines.length : choice.lines.indexOf(own);
    if (choice.lines.length > 0) rows.push(rowOf(choice.features, right));
    if (own) own.shapes.push(shape);
    else lines.set(number, { part: 0, shapes: [shape] });
  }
}

/** Half of the strokes' choices with all others in lines: as they are, or as first taken for. */
function addLookingBack(
  { strokes, lines: truth }: WrittenPage,
  first: LineSeparatorDescription['first'],
  random: Random,
  rows: ChoiceRow[],
): void {
  const size = inkSize(strokes);
  const shapes = shapesOf(strokes, size);
  const lines = random.next() < 0.5 ? writtenInTurn(shapes, size, first) : trueLines(shapes, truth);
  for (const [i, shape] of shapes.entries()) {
    const number = truth[shape.stroke.id] ?? 0;
    const own = lines.find((line) => line.shapes.includes(shape));
    if (own === undefined || random.next() < 0.5) continue;
    own.shapes.splice(own.shapes.indexOf(shape), 1);
    const choice = choiceOf(shape, lines, {
      ...{ size, before: shapes[i - 1] ?? null, after: shapes[i + 1] ?? null },
    });
    const right = mostOf(choice.lines, number, truth);
    rows.push(rowOf(choice.features, right));
    own.shapes.push(shape);
  }
}

/** The line that holds most of a true line's strokes and is mostly that line; else a new one. */
function mostOf(lines: readonly OpenLine[], number: number, truth: readonly number[]): number {
  let [best, most] = [lines.length, 0];
  for (const [i, { shapes }] of lines.entries()) {
    const own = shapes.filter(({ stroke }) => truth[stroke.id] === number).length;
    if (own > most && 2 * own > shapes.length) [best, most] = [i, own];
  }
  return best;
}

function trueLines(shapes: readonly InkShape[], truth: readonly number[]): OpenLine[] {
  const lines = new Map<number, OpenLine>();
  for (const shape of shapes) {
    const number = truth[shape.stroke.id] ?? 0;
    const own = lines.get(number);
    if (own) own.shapes.push(shape);
    else lines.set(number, { part: 0, shapes: [shape] });
  }
  return [...lines.values()];
}

function rowOf(features: readonly (readonly number[])[], right: number): ChoiceRow {
  return { options: Float32Array.from(features.flat()), right };
}

import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { MARKERS, type MarkerName } from './airClip.ts';
import type { PenUp } from './penMotion.ts';
import { createRandom } from './random.ts';
import { COMPANIES } from './scenery.ts';
import { hasUnreliableCase, isValidationWriter, readStrokePack } from './strokePack.ts';
import { writeClip } from './writeClip.ts';

const HELP = `Usage: node test/air/clips/makeClips.mjs PACK.npz DIR [options]

Makes films of writing in the air from packed pen strokes, with clips.tsv for \`npm run evaluate\`
and beside each film the true tip of each frame and the strokes that were written.

  --count N        films; default 50
  --pen-up KIND    hide (the marker is hidden between strokes) or none (it is never lifted); default hide
  --height PX      of the picture, 16:9; default 720
  --fill           words over 50 to 90 % of the picture instead of letters of one size
  --speed N        heights of the picture a second that the pen goes; default 0.45
  --fps N          frames per second; default 30 and 15 in turns
  --marker NAME    ${Object.keys(MARKERS).join(', ')}; default all in turns
  --company KIND   things of the marker's colour and size: none, standing (covered at times) or moving; default none
  --find           leaves the colour out of clips.tsv, so that it has to be found
  --writers KIND   validation (those that nothing is trained on) or all; default validation
  --seed N         default 1`;

/** Marks alone are no words; longer words make longer films. */
const WORD = /[A-Za-z0-9]/;
const LONGEST = 14;

/** Parses the command line and writes the films. */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '50' },
      'pen-up': { type: 'string', default: 'hide' },
      height: { type: 'string', default: '720' },
      fps: { type: 'string' },
      speed: { type: 'string' },
      marker: { type: 'string' },
      company: { type: 'string', default: 'none' },
      fill: { type: 'boolean', default: false },
      find: { type: 'boolean', default: false },
      writers: { type: 'string', default: 'validation' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [packPath, folder] = positionals;
  if (packPath === undefined || folder === undefined) {
    console.error(HELP);
    process.exitCode = 1;
    return;
  }
  const penUp: PenUp = values['pen-up'] === 'none' ? 'none' : 'hide';
  const company = COMPANIES.find((kind) => kind === values.company) ?? 'none';
  const height = 2 * Math.round(Number(values.height) / 2);
  const width = 2 * Math.round((height * 16) / 18);
  const random = createRandom(Number(values.seed));
  const pack = readStrokePack(packPath);
  const usable = Array.from({ length: pack.size }, (_, i) => i).filter(
    (i) =>
      (values.writers === 'all' || isValidationWriter(pack.writerOf(i))) &&
      WORD.test(pack.textOf(i)) &&
      pack.textOf(i).length <= LONGEST,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'clips.tsv'), '');
  const names = Object.keys(MARKERS) as MarkerName[];
  for (let number = 0; number < Number(values.count); number++) {
    const word = pack.word(usable[random.below(usable.length)] ?? 0);
    const marker = names.find((name) => name === values.marker) ?? names[number % names.length];
    if (marker === undefined) return;
    const framesPerSecond = Number(values.fps ?? (number % 2 === 0 ? 30 : 15));
    const folded = hasUnreliableCase(word.writer) ? '.folded' : '';
    const name = `${String(number).padStart(4, '0')}-${marker}-${penUp}-${framesPerSecond}${folded}`;
    const seed = random.below(2 ** 31);
    const options = {
      ...{ width, height, framesPerSecond, marker, penUp, company, seed },
      ...(values.fill ? { fill: 0.5 + (0.4 * (number % 5)) / 4 } : {}),
      ...(values.speed === undefined ? {} : { speed: Number(values.speed) }),
    };
    const frames = writeClip(join(folder, name), word.strokes, options);
    const colour = values.find ? '' : MARKERS[marker];
    appendFileSync(join(folder, 'clips.tsv'), `${name}.y4m\t${word.text}\t${colour}\n`);
    console.log(`${name}: ${word.text}, ${frames} frames`);
    // Canvases give their memory back between tasks only.
    await setImmediate();
  }
}

import { parseArgs } from 'node:util';
import { separateLines } from '../../../../src/reading/strokes/separateLines.ts';
import { createRandom } from '../../../air/clips/random.ts';
import { isValidationWriter, readStrokePack } from '../../../air/clips/strokePack.ts';
import { type WrittenPage, writePage } from './writtenPage.ts';

const HELP = `Usage: node test/reading/strokes/pages/measurePages.mjs PACK.npz [options]

Writes pages of 3 to 8 lines of one writer's words and counts the lines that are kept apart to the stroke.

  --count N        pages; default 200
  --writers KIND   validation (nothing is fitted on them) or train; default validation
  --seed N         default 1`;

/** Marks alone are no words. */
const WORD = /[A-Za-z0-9]/;
const LONGEST = 14;

/** Parses the command line and measures. */
export function main(args: readonly string[]): void {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '200' },
      writers: { type: 'string', default: 'validation' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [packPath] = positionals;
  if (packPath === undefined) {
    console.error(HELP);
    process.exitCode = 1;
    return;
  }
  const random = createRandom(Number(values.seed));
  const pack = readStrokePack(packPath);
  const byWriter = new Map<string, number[]>();
  for (let i = 0; i < pack.size; i++) {
    const writer = pack.writerOf(i);
    if (isValidationWriter(writer) !== (values.writers === 'validation')) continue;
    if (!WORD.test(pack.textOf(i)) || pack.textOf(i).length > LONGEST) continue;
    const own = byWriter.get(writer);
    if (own) own.push(i);
    else byWriter.set(writer, [i]);
  }
  const writers = [...byWriter.values()].filter(({ length }) => length >= 20);
  let [right, lines, strokesRight, strokes, pagesRight] = [0, 0, 0, 0, 0];
  const count = Number(values.count);
  for (let number = 0; number < count; number++) {
    const own = writers[random.below(writers.length)] ?? [];
    const words = Array.from({ length: 3 + random.below(6) }, () =>
      Array.from({ length: 1 + random.below(6) }, () =>
        pack.word(own[random.below(own.length)] ?? 0),
      ),
    );
    const page = writePage(words, random);
    const found = compare(page);
    right += found.right;
    lines += page.texts.length;
    strokesRight += found.strokesRight;
    strokes += page.strokes.length;
    if (found.right === page.texts.length) pagesRight += 1;
  }
  const share = (a: number, b: number): string => (a / b).toFixed(4);
  console.log(
    `lines ${share(right, lines)} of ${lines}, strokes ${share(strokesRight, strokes)} of ${strokes}, pages ${share(pagesRight, count)} of ${count}`,
  );
}

/** A line is right when it has its own strokes, all of them and no others. */
function compare({ strokes, lines }: WrittenPage) {
  let [right, strokesRight] = [0, 0];
  for (const line of separateLines({ strokes })) {
    const numbers = line.strokes.map(({ id }) => lines[id] ?? -1);
    const counts = new Map<number, number>();
    for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
    const [most = -1, own = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const whole = lines.filter((number) => number === most).length;
    if (own === numbers.length && own === whole) right += 1;
    if (2 * own > whole) strokesRight += own;
  }
  return { right, strokesRight };
}

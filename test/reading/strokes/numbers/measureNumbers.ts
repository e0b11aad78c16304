import { parseArgs } from 'node:util';
import { createReaderInNode } from '../../../../src/cli/createReaderInNode.ts';
import {
  EXPECTED_TEXTS,
  type ExpectedText,
} from '../../../../src/reading/recognizer/ctc/expectedText.ts';
import { createRandom } from '../../../air/clips/random.ts';
import { readStrokePack } from '../../../air/clips/strokePack.ts';
import type { Writers } from '../pages/writers.ts';
import { writtenNumbers } from './writtenNumbers.ts';

const HELP = `Usage: node test/reading/strokes/numbers/measureNumbers.mjs PACK.npz [options]

Writes lone numbers of one writer's isolated figures and counts those that are read exactly.

  --count N        numbers; default 300
  --writers KIND   validation (nothing is fitted on them) or train; default validation
  --misses         prints what was read wrongly
  --seed N         default 1`;

/** Parses the command line and measures, with and without saying that numbers are expected. */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '300' },
      writers: { type: 'string', default: 'validation' },
      misses: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
  });
  const [packPath] = positionals;
  if (packPath === undefined) {
    console.error(HELP);
    process.exitCode = 1;
    return;
  }
  const writers: Writers = values.writers === 'train' ? 'train' : 'validation';
  const random = createRandom(Number(values.seed));
  const numbers = [
    ...writtenNumbers(readStrokePack(packPath), writers, Number(values.count), random),
  ];
  const reader = await createReaderInNode();
  const right = new Map<ExpectedText, number>();
  try {
    for (const { text, strokes } of numbers) {
      for (const expects of EXPECTED_TEXTS.filter((kind) => kind !== 'email')) {
        const { lines } = await reader.readInk({ strokes }, { expects });
        const read = lines.map((line) => line.text).join(' ');
        if (read === text) right.set(expects, (right.get(expects) ?? 0) + 1);
        else if (values.misses) console.log(`${expects}\t${text}\t${read}`);
      }
    }
  } finally {
    await reader.dispose();
  }
  const share = (expects: ExpectedText): string =>
    `${((100 * (right.get(expects) ?? 0)) / numbers.length).toFixed(1)} %`;
  console.log(
    `${numbers.length} numbers read exactly: ${share('text')} as any text, ${share('number')} as numbers`,
  );
}

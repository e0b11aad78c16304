import { parseArgs } from 'node:util';
import { createReaderInNode } from '../../../../src/cli/createReaderInNode.ts';
import { diskModelFiles } from '../../../../src/cli/diskModelFiles.ts';
import { loadBytes } from '../../../../src/reading/models/loadModel.ts';
import { checkedSeparator } from '../../../../src/reading/strokes/separateLines.ts';
import { editDistance } from '../../../../src/reading/text/editDistance.ts';
import { readStrokePack } from '../../../air/clips/strokePack.ts';
import { countLines } from './countLines.ts';
import { type Writers, writtenPages } from './writers.ts';
import type { WrittenPage } from './writtenPage.ts';

const HELP = `Usage: node test/reading/strokes/pages/measurePages.mjs PACK.npz [options]

Writes pages of 3 to 8 lines of one writer's words and counts the lines that are kept apart to the stroke.

  --count N        pages; default 200
  --read N         reads the first N of them, whole and line by line; default 0
  --writers KIND   validation (nothing is fitted on them) or train; default validation
  --models DIR     default public/models
  --seed N         default 1`;

/** Parses the command line and measures. */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '200' },
      read: { type: 'string', default: '0' },
      writers: { type: 'string', default: 'validation' },
      models: { type: 'string', default: 'public/models' },
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
  const pages = [
    ...writtenPages(readStrokePack(packPath), writers, Number(values.count), Number(values.seed)),
  ];
  const { manifest } = await loadBytes(
    diskModelFiles(values.models),
    'line-separator',
    'line-separator',
  );
  const found = countLines(pages, checkedSeparator(manifest.separator));
  const share = (right: number, all: number): string => (right / all).toFixed(4);
  console.log(
    `lines ${share(found.linesRight, found.lines)} of ${found.lines}, ` +
      `strokes ${share(found.strokesRight, found.strokes)} of ${found.strokes}, ` +
      `pages ${share(found.pagesRight, found.pages)} of ${found.pages}`,
  );
  const read = pages.slice(0, Number(values.read));
  if (read.length > 0) await compareReadings(read);
}

/** Reads pages as they are written, and each line's strokes alone; prints both character errors. */
async function compareReadings(pages: readonly WrittenPage[]): Promise<void> {
  const reader = await createReaderInNode();
  let [characters, whole, alone] = [0, 0, 0];
  try {
    for (const { strokes, lines, texts } of pages) {
      const truth = texts.join('\n');
      const page = await reader.readInk({ strokes });
      const single: string[] = [];
      for (const number of texts.keys()) {
        const own = strokes.filter(({ id }) => lines[id] === number);
        const { lines: found } = await reader.readInk({ strokes: own });
        single.push(found.map(({ text }) => text).join(' '));
      }
      characters += truth.length;
      whole += editDistance(page.lines.map(({ text }) => text).join('\n'), truth);
      alone += editDistance(single.join('\n'), truth);
    }
  } finally {
    await reader.dispose();
  }
  const percent = (wrong: number): string => `${((100 * wrong) / characters).toFixed(2)} %`;
  console.log(
    `characters wrong of ${characters}: pages ${percent(whole)}, lines alone ${percent(alone)}`,
  );
}

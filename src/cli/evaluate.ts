import { appendFileSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  parseBoxes,
  parseClips,
  parseLabels,
  parsePages,
  type Truth,
} from '../reading/evaluation/truthFiles.ts';
import { createProgressLine, print, reserveStandardOutput } from './console.ts';
import { createReaderInNode } from './createReaderInNode.ts';
import { measureAir } from './evaluation/measureAir.ts';
import { measureLines } from './evaluation/measureLines.ts';
import type { Measurement } from './evaluation/measurement.ts';
import { measureScenes } from './evaluation/measureScenes.ts';
import { measureTextbook } from './evaluation/measureTextbook.ts';
import { type EvaluationReport, reportText } from './evaluation/report.ts';
import { seeTextbook } from './evaluation/seeTextbook.ts';
import { failureOf, failureText } from './failures.ts';
import {
  parseCount,
  parseEngineChoice,
  parseLanguages,
  runCommand,
  UsageError,
} from './options.ts';

const EXPECTED = `  labels.tsv    file ⇥ text, no header: pictures of one line or word
                → CER and WER of each engine (case folded for files that end in .folded.png)
  boxes.tsv     header file ⇥ x ⇥ y ⇥ w ⇥ h ⇥ text: handwritten lines in whole pictures, px;
                a text of ### marks illegible ones, which do not count; a row with a file
                alone stands for a picture without any writing
                → recall, precision, F1 and AP50 at IoU 0.5, CER end to end
  truth.jsonl   one page a line with image, kind, chapter, title: textbook pages
                → AP50 of each class, chapter and title right, false openers, seconds a page
  clips.tsv     file ⇥ text ⇥ colour, no header: films (.y4m) of writing in the air, as the camera
                sees it; the marker's colour as #rrggbb, or empty: it is found
                → CER, share of words right`;

const HELP = `Usage: npm run evaluate -- DIR [options]

Measures the reader on a folder that holds one or more of

${EXPECTED}

  --limit N         at most N pictures or clips of each kind, spread evenly
  --engine NAME     only handwriting, printed or auto
  --languages NAMES languages with commas between, as for reading; default eng
  --json            print one JSON object and nothing else, fractions from 0 to 1
  --models DIR      measure the models of this folder
  --details FILE    write truth and reading of each picture, one JSON object a line
  --seen FILE       only write all that is seen on each textbook page, for fitting the ranker
  --help            this text

Rows that cannot be used and pictures that cannot be read are reported, the rest is measured, and
the exit code is 1.`;

/** The truth file's rows; null where there is no such file. Unusable rows are told and counted. */
async function readTruth<Row>(
  folder: string,
  name: string,
  parse: (content: string) => Truth<Row>,
  problem: (message: string) => void,
): Promise<readonly Row[] | null> {
  let content: string;
  try {
    content = await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    problem(failureText(failureOf(join(folder, name), error)));
    return null;
  }
  const { rows, problems } = parse(content);
  for (const { line, problem: what } of problems) problem(`${join(folder, name)}:${line}: ${what}`);
  if (rows.length === 0 && problems.length === 0) problem(`${join(folder, name)} is empty`);
  return rows.length > 0 ? rows : null;
}

/** Writes details as they come, so that a long run that is stopped leaves what it has. */
function detailWriter(file: string | undefined): Measurement['detail'] {
  if (file === undefined) return () => {};
  writeFileSync(file, '');
  return (record) => appendFileSync(file, `${JSON.stringify(record)}\n`);
}

async function evaluate(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      limit: { type: 'string' },
      engine: { type: 'string' },
      languages: { type: 'string', default: 'eng' },
      json: { type: 'boolean', default: false },
      models: { type: 'string' },
      details: { type: 'string' },
      seen: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return true;
  }
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError('Name one folder.');
  const limit = values.limit === undefined ? null : parseCount('limit', values.limit);
  const engine = values.engine === undefined ? null : parseEngineChoice(values.engine);
  const languages = parseLanguages(values.languages);
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw new UsageError(`${folder} is not a folder.`);
  }

  let wrong = 0;
  const progress = createProgressLine();
  const problem = (message: string): void => {
    wrong += 1;
    progress.clear();
    console.error(message);
  };
  const labels = await readTruth(folder, 'labels.tsv', parseLabels, problem);
  const boxes = await readTruth(folder, 'boxes.tsv', parseBoxes, problem);
  const pages = await readTruth(folder, 'truth.jsonl', parsePages, problem);
  const clips = await readTruth(folder, 'clips.tsv', parseClips, problem);
  if (labels === null && boxes === null && pages === null && clips === null) {
    throw new UsageError(
      `${folder} holds no truth to measure by. Expected at least one of\n${EXPECTED}`,
    );
  }

  const detail = detailWriter(values.seen ?? values.details);
  const reader = await createReaderInNode(
    values.models === undefined ? {} : { modelsFolder: values.models },
  );
  reader.setLanguages(languages);
  const measurement: Measurement = {
    reader,
    folder,
    engine,
    limit,
    progress: progress.show,
    failed: (file, error) => problem(failureText(failureOf(file, error))),
    detail,
  };
  let report: EvaluationReport;
  try {
    if (values.seen !== undefined) {
      print(`${await seeTextbook(pages ?? [], measurement)} pages`);
      return wrong === 0;
    }
    report = {
      ...(labels === null ? {} : { lines: await measureLines(labels, measurement) }),
      ...(boxes === null ? {} : { scenes: await measureScenes(boxes, measurement) }),
      ...(pages === null ? {} : { textbook: await measureTextbook(pages, measurement) }),
      ...(clips === null ? {} : { air: await measureAir(clips, { ...measurement, reader }) }),
    };
  } finally {
    progress.clear();
    await reader.dispose();
  }
  print(values.json ? JSON.stringify(report) : reportText(report));
  if (wrong > 0) console.error(`${wrong} problem${wrong === 1 ? '' : 's'}, listed above.`);
  return wrong === 0;
}

reserveStandardOutput();
await runCommand(evaluate);

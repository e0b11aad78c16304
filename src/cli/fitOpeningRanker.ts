import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type {
  FeatureWeights,
  OpeningRankerDescription,
} from '../reading/models/openingRankerDescription.ts';
import {
  certaintyFeatures,
  chooseOpening,
  rankPairs,
  weighed,
} from '../reading/textbook/openingRanker.ts';
import type { PageSeen } from '../reading/textbook/pageSeen.ts';
import { print } from './console.ts';
import { runCommand, UsageError } from './options.ts';
import {
  calibrationCurve,
  calibrationError,
  certaintyFor,
  type Judged,
} from './ranker/calibration.ts';
import { type AnswerExample, fitAnswers, fitChoices } from './ranker/logistic.ts';
import { bookOf, choiceOf, readSeenPages, type SeenPage, verdictOf } from './ranker/seenPages.ts';

const HELP = `Usage: npm run fit:ranker -- SEEN.jsonl… [--check SEEN.jsonl] [--out DIR] [--version V]

Fits the ranker of openings to pages as \`npm run evaluate -- DIR --seen SEEN.jsonl\` writes them,
tries it by cross-validation over books, and writes its manifest.

  --check FILE   pages of books that are not fitted to, measured besides; may be repeated
  --certain FILE pages that only the certainties of answers are fitted to, such as photographs of
                 pages that are fitted to already; may be repeated
  --out DIR      writes DIR/manifest.json
  --version V    for the manifest
  --without NAME leaves a feature out, to see what it is worth; may be repeated
  --misses       lists the pages that came out wrong
  --help         this text`;

const FOLDS = 5;
const PAIR_PENALTY = 0.7;
const CERTAINTY_PENALTY = 1;
/** Least probability of opening something for a page that is said to. */
const OPENS = 0.5;
const OPENS_LOGIT = Math.log(OPENS / (1 - OPENS));
/** Share of right answers from which the whole page is not read, and from which nobody need look. */
const SETTLED = 0.99;
const CHECKED = 0.95;

interface Sample {
  readonly page: SeenPage;
  readonly seen: PageSeen;
  readonly fold: number;
  /** Whether it is what the whole page says, on which the answer is given. */
  readonly isWhole: boolean;
  /** Whether it serves the certainties of answers alone. */
  readonly isForCertainty: boolean;
}

/** A page's pairs ranked by weights that were not fitted to its book. */
interface Ranked extends Sample {
  readonly features: AnswerExample['features'];
  readonly isOpener: boolean;
  readonly chapterRight: boolean;
  readonly titleRight: boolean;
  readonly pageRight: boolean;
}

/** Pages with the folds of their books; the folds of those that are fitted to depend on no other. */
function samplesOf(fitted: readonly SeenPage[], certain: readonly SeenPage[] = []): Sample[] {
  const namesOf = (pages: readonly SeenPage[]) => [...new Set(pages.map(bookOf))].sort();
  const books = [...new Set([...namesOf(fitted), ...namesOf(certain)])];
  const samples = (pages: readonly SeenPage[], isForCertainty: boolean) =>
    pages.flatMap((page) =>
      page.seen.map((seen, i) => ({
        page,
        seen,
        fold: books.indexOf(bookOf(page)) % FOLDS,
        isWhole: i === page.seen.length - 1,
        isForCertainty,
      })),
    );
  return [...samples(fitted, false), ...samples(certain, true)];
}

function fitPairs(samples: readonly Sample[], without: ReadonlySet<string>): FeatureWeights {
  const fitted = samples.filter(({ isForCertainty }) => !isForCertainty);
  const examples = fitted.flatMap(({ page, seen }) => choiceOf(page, seen) ?? []);
  const weights = fitChoices(examples, PAIR_PENALTY);
  return Object.fromEntries(Object.entries(weights).filter(([name]) => !without.has(name)));
}

function ranked(sample: Sample, weights: FeatureWeights): Ranked {
  const { page, seen } = sample;
  const pairs = rankPairs(seen, weights);
  const { chapterRight, titleRight } = verdictOf(page, pairs[0]?.pair ?? null);
  const isOpener = page.kind === 'opener';
  return {
    ...sample,
    features: certaintyFeatures(seen, pairs),
    isOpener,
    chapterRight: isOpener && chapterRight,
    titleRight: isOpener && titleRight,
    pageRight: isOpener && chapterRight && titleRight,
  };
}

type Certainties = Pick<OpeningRankerDescription, 'chapter' | 'title' | 'page' | 'opener'>;

function fitCertainty(rows: readonly Ranked[]): Certainties {
  const weightsFor = (of: readonly Ranked[], isRight: (row: Ranked) => boolean) =>
    fitAnswers(
      of.map((row) => ({ features: row.features, isRight: isRight(row) })),
      CERTAINTY_PENALTY,
    );
  const fitted = rows.filter(({ isForCertainty }) => !isForCertainty);
  const opener = weightsFor(fitted, (row) => row.isOpener);
  // Certainties are those of answers: pages that are said to open nothing have none.
  const said = rows.filter(({ features }) => weighed(features, opener) >= OPENS_LOGIT);
  return {
    opener,
    chapter: weightsFor(said, (row) => row.chapterRight),
    title: weightsFor(said, (row) => row.titleRight),
    page: weightsFor(said, (row) => row.pageRight),
  };
}

/** What a ranker says of pages that it was not fitted to. */
function judge(
  samples: readonly Sample[],
  ranker: Certainties & Pick<OpeningRankerDescription, 'pair'>,
): (Judged & {
  readonly sample: Sample;
  readonly isBody: boolean;
  readonly said: string;
})[] {
  const description = { ...ranker, opens: OPENS, settled: 0, check: 0 };
  return samples.map((sample) => {
    const { pair, certainty } = chooseOpening(sample.seen, description);
    const verdict = verdictOf(sample.page, pair);
    const isOpener = sample.page.kind === 'opener';
    const label = pair?.label?.reading.label?.text ?? '–';
    return {
      certainty: certainty.page,
      isRight: pair === null ? !isOpener : isOpener && verdict.chapterRight && verdict.titleRight,
      sample,
      isBody: pair === null,
      said: pair === null ? 'body page' : `${label} | ${pair.reading.text}`,
    };
  });
}

function report(name: string, judged: ReturnType<typeof judge>): void {
  const whole = judged.filter(({ sample }) => sample.isWhole);
  const openers = whole.filter(({ sample }) => sample.page.kind === 'opener');
  const bodies = whole.filter(({ sample }) => sample.page.kind === 'body');
  const percent = (part: number, all: number) =>
    `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;
  const right = openers.filter(({ isRight }) => isRight).length;
  const missed = openers.filter(({ isBody }) => isBody).length;
  const falseOpeners = bodies.filter(({ isBody }) => !isBody).length;
  print(
    `${name}: ${openers.length} openers, both right ${percent(right, openers.length)}, ` +
      `taken for body pages ${percent(missed, openers.length)}; ${bodies.length} body pages, ` +
      `false openers ${percent(falseOpeners, bodies.length)}; ` +
      `calibration error ${calibrationError(whole).toFixed(3)}`,
  );
}

function reportMisses(judged: ReturnType<typeof judge>): void {
  for (const { sample, isRight, certainty, said } of judged) {
    if (isRight || !sample.isWhole) continue;
    const { image, kind, chapter, title } = sample.page;
    const truth = kind === 'body' ? 'body page' : `${chapter?.text ?? '–'} | ${title?.text ?? '–'}`;
    print(`  ${image}: ${truth} → ${said} (${certainty.toFixed(2)})`);
  }
}

function reportCurve(judged: readonly Judged[]): void {
  for (const { count, certainty, right } of calibrationCurve(judged)) {
    print(`  certainty ${certainty.toFixed(2)}  right ${right.toFixed(2)}  of ${count}`);
  }
}

async function fit(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'string', multiple: true, default: [] },
      certain: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
      version: { type: 'string', default: '0' },
      without: { type: 'string', multiple: true, default: [] },
      misses: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return true;
  }
  if (positionals.length === 0) throw new UsageError('Name files of pages that were seen.');
  const without = new Set(values.without);
  const readAll = (names: readonly string[]) =>
    names.map((file) => ({ file, pages: readSeenPages(file) }));
  const [files, certain] = [readAll(positionals), readAll(values.certain)];
  const pages = files.flatMap((read) => read.pages);
  const samples = samplesOf(
    pages,
    certain.flatMap((read) => read.pages),
  );
  const folds = Array.from({ length: FOLDS }, (_, fold) => ({
    kept: samples.filter((sample) => sample.fold !== fold),
    left: samples.filter((sample) => sample.fold === fold),
  }));
  const outOfFold = folds.flatMap(({ kept, left }) => {
    const weights = fitPairs(kept, without);
    return left.map((sample) => ({ row: ranked(sample, weights), weights }));
  });
  // Certainties are judged by books that neither the ranker nor they were fitted to.
  const judged = folds.flatMap(({ left }, fold) => {
    const [first] = left;
    if (first === undefined) return [];
    const certainty = fitCertainty(
      outOfFold.filter(({ row }) => row.fold !== fold).map(({ row }) => row),
    );
    const pair = outOfFold.find(({ row }) => row.fold === fold)?.weights ?? {};
    return judge(left, { pair, ...certainty });
  });
  const ofFitted = judged.filter(({ sample }) => !sample.isForCertainty);
  report(`Cross-validation over ${new Set(pages.map(bookOf)).size} books`, ofFitted);
  reportCurve(judged.filter(({ sample }) => sample.isWhole));
  if (values.misses) reportMisses(judged);
  for (const { file, pages: own } of [...files, ...certain]) {
    report(
      `  of ${file}`,
      judged.filter(({ sample }) => own.includes(sample.page)),
    );
  }
  const pair = fitPairs(samples, without);
  const certainty = fitCertainty(outOfFold.map(({ row }) => row));
  for (const file of values.check) {
    const checked = judge(samplesOf(readSeenPages(file)), { pair, ...certainty });
    report(file, checked);
    if (values.misses) reportMisses(checked);
  }
  if (values.out === undefined) return true;
  const whole = judged.filter(({ sample }) => sample.isWhole);
  const quick = judged.filter(({ sample }) => !sample.isWhole);
  const openers = ofFitted.filter(({ sample }) => sample.isWhole && sample.page.kind === 'opener');
  // Pages that were drawn by program are books of their own, without a folder.
  const books = [...new Set(pages.filter(({ image }) => image.includes('/')).map(bookOf))].sort();
  const hash = createHash('sha256');
  for (const file of [...positionals, ...values.certain]) hash.update(readFileSync(file));
  const manifest = {
    manifestVersion: 1,
    name: 'opening-ranker',
    version: values.version,
    kind: 'opening-ranker',
    files: [],
    licence: 'Apache-2.0',
    attribution: books.length > 0 ? [`Books of textbook-detector: ${books.join(', ')}`] : [],
    metrics: {
      'pages fitted to': pages.length,
      'pages that certainties alone are fitted to': certain.flatMap((read) => read.pages).length,
      'both right by cross-validation':
        openers.filter(({ isRight }) => isRight).length / Math.max(1, openers.length),
      'expected calibration error': calibrationError(whole),
    },
    trainedOn: [`pages seen, SHA-256 ${hash.digest('hex')}`],
    ranker: {
      pair,
      ...certainty,
      opens: OPENS,
      settled: certaintyFor(quick, SETTLED),
      check: certaintyFor(whole, CHECKED),
    },
  };
  writeFileSync(`${values.out}/manifest.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  return true;
}

await runCommand(fit);

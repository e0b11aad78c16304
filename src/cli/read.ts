import { parseArgs } from 'node:util';
import { pagesToCsv, picturesToCsv } from '../formats/csv.ts';
import { type FailureJson, pagesToJson, picturesToJson } from '../formats/json.ts';
import { pagesToMarkdown, picturesToMarkdown } from '../formats/markdown.ts';
import { pageHeading, type ReadPage, type ReadPicture } from '../formats/readItems.ts';
import { pagesToText, picturesToText } from '../formats/text.ts';
import { type RasterImage, READ_LONG_SIDE } from '../reading/image.ts';
import { lazily } from '../reading/lazily.ts';
import type { FilePage } from '../reading/pictureFile/filePages.ts';
import type { Reader } from '../reading/reader.ts';
import { readFilePage } from '../reading/readFilePage.ts';
import type { Languages } from '../reading/recognizer/languages.ts';
import type { EngineChoice } from '../reading/results.ts';
import { pageInFile } from '../reading/scaleReading.ts';
import { SCRIPT_NAMES } from '../reading/script/scripts.ts';
import { createProgressLine, print, printable, reserveStandardOutput } from './console.ts';
import { createReaderInNode } from './createReaderInNode.ts';
import { streamedImage } from './decodeImageFile.ts';
import { concernsAllFiles, failureOf, failureText } from './failures.ts';
import {
  ofShard,
  parseDocumentFormat,
  parseEngineChoice,
  parseLanguages,
  parseShard,
  runCommand,
  type Shard,
  UsageError,
} from './options.ts';
import { pagesOfBytes, pagesOfFile } from './pagesOfFile.ts';
import { findPictureFiles } from './pictureFiles.ts';
import { type IntoOptions, readAllInto, writeFailures } from './readInto.ts';
import { pageName } from './readPages.ts';

const HELP = `Usage: handlens read FILE… [options]

Reads pictures (JPEG, PNG, WebP, AVIF, BMP, GIF), TIFF and PDF with all of their pages: every line
with its box (x, y, width, height in px), its class, its confidence and its text. FILE may be a
folder, a zip, a pattern such as 'scans/*.jpg', or - for one file on standard input. A file that cannot be
read is reported, the rest goes on, and the exit code is 1.

  --textbook        chapter and title of textbook pages instead
  --engine NAME     handwriting, printed or auto (by what each line is written with; default)
  --languages LIST  eng (default), fra, deu, spa, hin, mar, with commas between; handwriting is
                    read in the first four
  --json            print one JSON object and nothing else
  --jsonl           print one JSON object a line, each page as soon as it is read
  --format NAME     txt, csv, md, json or jsonl instead of the listing
  --password TEXT   of PDF files that are locked
  --models DIR      read with the models of this folder
  --help            this text

Documents, one for each file, with headings, paragraphs, lists and tables:

  --out DIR         write them below DIR; which files failed is told in DIR/failures.json
  --format NAME     txt (default), md, csv, json, jsonl, hocr, alto, page, pdf (searchable),
                    docx or png (the lines drawn on each page)
  --skip-done       leave out files whose document is there: goes on where a run was ended
  --shard I/N       only every Nth file, from the Ith (0 to N − 1): for N machines`;

const FORMATS = ['listing', 'txt', 'csv', 'md', 'json', 'jsonl'] as const;
/** Name of standard input among the files. */
const STANDARD_INPUT = '-';
type Format = (typeof FORMATS)[number];

function parseFormat(text: string): Format {
  const format = FORMATS.find((name) => name === text);
  if (format === undefined)
    throw new UsageError('--format takes txt, csv, md, json or jsonl; with --out others too.');
  return format;
}

function listing({ file, reading }: ReadPicture): string {
  const rows = reading.lines.map(({ box, lineClass, reading: { confidence, text } }) => {
    const place = [box.x, box.y, box.width, box.height].map((px) =>
      String(Math.round(px)).padStart(5),
    );
    return `${place.join('')}  ${lineClass.padEnd(11)}  ${confidence.toFixed(2)}  ${text}`;
  });
  const head = `${printable(file)} (${reading.width} × ${reading.height})`;
  return [head, ...(rows.length > 0 ? rows : ['  no text found'])].join('\n');
}

function pageListing({ file, page }: ReadPage): string {
  const confidences =
    page.kind === 'opener'
      ? [page.chapter, page.title].flatMap((part) => part?.confidence.toFixed(2) ?? [])
      : [];
  const nothing =
    page.kind === 'body' && page.unreadScript !== undefined
      ? `looks like ${SCRIPT_NAMES[page.unreadScript]}, which is not read`
      : 'no chapter opening on this page';
  const heading = pageHeading(page) ?? nothing;
  return `${printable(file)}: ${heading}${confidences.length > 0 ? ` (${confidences.join(', ')})` : ''}`;
}

/** For formats that people read on a terminal; others have names as they are. */
function printably<Item extends { readonly file: string }>(item: Item): Item {
  return { ...item, file: printable(item.file) };
}

function jsonLines(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

const PICTURE_FORMATS: Readonly<
  Record<Format, (pictures: readonly ReadPicture[], failures: readonly FailureJson[]) => string>
> = {
  listing: (pictures) => pictures.map(listing).join('\n\n'),
  txt: (pictures) => picturesToText(pictures.map(printably)),
  csv: picturesToCsv,
  md: (pictures) => picturesToMarkdown(pictures.map(printably)),
  json: (pictures, failures) => JSON.stringify(picturesToJson(pictures, failures)),
  jsonl: (pictures) => jsonLines(picturesToJson(pictures, []).pictures),
};

const PAGE_FORMATS: Readonly<
  Record<Format, (pages: readonly ReadPage[], failures: readonly FailureJson[]) => string>
> = {
  listing: (pages) => pages.map(pageListing).join('\n'),
  txt: (pages) => pagesToText(pages.map(printably)),
  csv: pagesToCsv,
  md: pagesToMarkdown,
  json: (pages, failures) => JSON.stringify(pagesToJson(pages, failures)),
  jsonl: (pages) => jsonLines(pagesToJson(pages, []).pages),
};

interface Settings {
  readonly engine: EngineChoice;
  readonly languages: Languages;
  readonly modelsFolder: string | undefined;
  readonly password: string | undefined;
}

async function startReader({ modelsFolder, languages }: Settings): Promise<Reader> {
  const reader = await createReaderInNode(modelsFolder === undefined ? {} : { modelsFolder });
  reader.setLanguages(languages);
  return reader;
}

/** Reads each page of each file in turn; files that fail are told at once and kept apart. */
async function readAll<Item>(
  files: readonly string[],
  failures: FailureJson[],
  settings: Settings,
  readPage: (reader: Reader, page: FilePage<RasterImage>, name: string) => Promise<Item>,
  done: (item: Item) => void,
): Promise<Item[]> {
  if (files.length === 0) return [];
  const { password } = settings;
  const options = password === undefined ? {} : { password };
  const reader = await startReader(settings);
  const progress = createProgressLine();
  const items: Item[] = [];
  try {
    for (const [index, file] of files.entries()) {
      progress.show(`${index + 1}/${files.length} ${file}`);
      try {
        const { pages, close } =
          file === STANDARD_INPUT
            ? await pagesOfBytes(await streamedImage(process.stdin), options)
            : await pagesOfFile(file, options);
        try {
          for (const [at, page] of pages.entries()) {
            const item = await readPage(reader, page, pageName(file, at, pages.length));
            items.push(item);
            progress.clear();
            done(item);
          }
        } finally {
          await close();
        }
      } catch (error) {
        if (concernsAllFiles(error)) throw error;
        const failure = failureOf(file, error);
        failures.push(failure);
        progress.clear();
        console.error(failureText(failure));
      }
    }
  } finally {
    progress.clear();
    await reader.dispose();
  }
  return items;
}

/** Reads files to documents in a folder. @returns whether all went well */
async function readToFolder(
  files: readonly string[],
  failures: readonly FailureJson[],
  settings: Settings,
  options: Omit<IntoOptions, 'engine' | 'password'> & { readonly shard: Shard | null },
): Promise<boolean> {
  const { shard, folder } = options;
  const { engine, password } = settings;
  const reader = lazily(() => startReader(settings));
  try {
    const report = await readAllInto(reader.get, ofShard(files, shard), {
      ...options,
      engine,
      ...(password === undefined ? {} : { password }),
    });
    const failed = [...failures, ...report.failures];
    await writeFailures(folder, failed, shard === null ? '' : `-${shard.index}-of-${shard.count}`);
    const { read, skipped } = report;
    console.error(`${read} read, ${skipped} done before, ${failed.length} failed.`);
    return failed.length === 0;
  } finally {
    await (await reader.made())?.dispose();
  }
}

async function read(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      textbook: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'auto' },
      languages: { type: 'string', default: 'eng' },
      json: { type: 'boolean', default: false },
      jsonl: { type: 'boolean', default: false },
      format: { type: 'string' },
      out: { type: 'string' },
      password: { type: 'string' },
      'skip-done': { type: 'boolean', default: false },
      shard: { type: 'string' },
      models: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    print(HELP);
    return true;
  }
  const settings: Settings = {
    engine: parseEngineChoice(values.engine),
    languages: parseLanguages(values.languages),
    modelsFolder: values.models,
    password: values.password,
  };
  const named = values.json ? 'json' : values.jsonl ? 'jsonl' : values.format;
  const documents = values.out === undefined ? null : parseDocumentFormat(named ?? 'txt');
  const format = documents === null ? parseFormat(named ?? 'listing') : 'listing';
  const shard = values.shard === undefined ? null : parseShard(values.shard);
  if (values.out === undefined && (shard !== null || values['skip-done'])) {
    throw new UsageError(
      '--shard and --skip-done are for documents: name their folder with --out.',
    );
  }
  if (positionals.length === 0) throw new UsageError('Name at least one picture.');
  const found = await findPictureFiles(positionals.filter((name) => name !== STANDARD_INPUT));
  const { unusable, leftOut } = found;
  for (const sentence of leftOut) console.error(printable(sentence));
  const files = positionals.includes(STANDARD_INPUT)
    ? [STANDARD_INPUT, ...found.files]
    : found.files;
  const failures: FailureJson[] = unusable.map(({ argument, problem }) => ({
    file: argument,
    code: 'file-missing',
    message: problem,
    hint: 'Check the path.',
  }));
  for (const failure of failures) console.error(failureText(failure));

  if (documents !== null && values.out !== undefined) {
    if (values.textbook || positionals.includes(STANDARD_INPUT)) {
      throw new UsageError('--out is for files and their text: without --textbook and -.');
    }
    return readToFolder(files, failures, settings, {
      ...{ folder: values.out, format: documents, skipDone: values['skip-done'], shard },
    });
  }
  if (values.textbook) {
    const pages = await readAll(
      files,
      failures,
      settings,
      async (reader, page, file): Promise<ReadPage> => {
        const { width: fileWidth, height: fileHeight } = await page.size();
        const read = await reader.readTextbookPage(await page.picture(READ_LONG_SIDE));
        return { file, page: pageInFile(read, { fileWidth, fileHeight }) };
      },
      (page) => format === 'jsonl' && print(PAGE_FORMATS.jsonl([page], [])),
    );
    if (format !== 'jsonl') print(PAGE_FORMATS[format](pages, failures));
  } else {
    const { engine } = settings;
    const pictures = await readAll(
      files,
      failures,
      settings,
      async (reader, page, file): Promise<ReadPicture> => ({
        file,
        reading: await readFilePage(page, (image) => reader.readPicture(image, { engine })),
      }),
      (picture) => format === 'jsonl' && print(PICTURE_FORMATS.jsonl([picture], [])),
    );
    if (format !== 'jsonl') print(PICTURE_FORMATS[format](pictures, failures));
  }
  return failures.length === 0;
}

reserveStandardOutput();
await runCommand(read);

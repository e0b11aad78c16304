import { parseArgs } from 'node:util';
import { pagesToCsv, picturesToCsv } from '../formats/csv.ts';
import { type FailureJson, pagesToJson, picturesToJson } from '../formats/json.ts';
import { pagesToMarkdown, picturesToMarkdown } from '../formats/markdown.ts';
import { pageHeading, type ReadPage, type ReadPicture } from '../formats/readItems.ts';
import { pagesToText, picturesToText } from '../formats/text.ts';
import type { Reader } from '../reading/reader.ts';
import type { EngineChoice } from '../reading/results.ts';
import { pageInFile, readingInFile } from '../reading/scaleReading.ts';
import { createProgressLine, print, printable, reserveStandardOutput } from './console.ts';
import { createReaderInNode } from './createReaderInNode.ts';
import {
  type DecodedImage,
  decodeImage,
  decodeImageFile,
  streamedImage,
} from './decodeImageFile.ts';
import { concernsAllFiles, failureOf, failureText } from './failures.ts';
import { parseEngineChoice, runCommand, UsageError } from './options.ts';
import { findPictureFiles } from './pictureFiles.ts';

const HELP = `Usage: npm run read -- FILE… [options]

Reads pictures (JPEG, PNG, WebP): every line with its box (x, y, width, height in px), its class,
its confidence and its text. FILE may be a folder, a pattern such as 'scans/*.jpg', or - for a picture
on standard input. A file that
cannot be read is reported, the rest goes on, and the exit code is 1.

  --textbook        chapter and title of textbook pages instead
  --engine NAME     handwriting, printed or auto (by what each line is written with; default)
  --json            print one JSON object and nothing else
  --jsonl           print one JSON object a line, each picture as soon as it is read
  --format NAME     text, csv, markdown or json instead of the listing
  --models DIR      read with the models of this folder
  --help            this text`;

const FORMATS = ['listing', 'text', 'csv', 'markdown', 'json', 'jsonl'] as const;
/** Name of standard input among the files. */
const STANDARD_INPUT = '-';
type Format = (typeof FORMATS)[number];

function parseFormat(text: string): Format {
  const format = FORMATS.find((name) => name === text);
  if (format === undefined)
    throw new UsageError('--format takes text, csv, markdown, json or jsonl.');
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
  const heading = pageHeading(page) ?? 'no chapter opening on this page';
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
  text: (pictures) => picturesToText(pictures.map(printably)),
  csv: picturesToCsv,
  markdown: (pictures) => picturesToMarkdown(pictures.map(printably)),
  json: (pictures, failures) => JSON.stringify(picturesToJson(pictures, failures)),
  jsonl: (pictures) => jsonLines(picturesToJson(pictures, []).pictures),
};

const PAGE_FORMATS: Readonly<
  Record<Format, (pages: readonly ReadPage[], failures: readonly FailureJson[]) => string>
> = {
  listing: (pages) => pages.map(pageListing).join('\n'),
  text: (pages) => pagesToText(pages.map(printably)),
  csv: pagesToCsv,
  markdown: pagesToMarkdown,
  json: (pages, failures) => JSON.stringify(pagesToJson(pages, failures)),
  jsonl: (pages) => jsonLines(pagesToJson(pages, []).pages),
};

interface Settings {
  readonly engine: EngineChoice;
  readonly modelsFolder: string | undefined;
}

/** Reads each file in turn; those that fail are told at once and kept apart. */
async function readAll<Item>(
  files: readonly string[],
  failures: FailureJson[],
  { modelsFolder }: Settings,
  readFile: (reader: Reader, decoded: DecodedImage, file: string) => Promise<Item>,
  done: (item: Item) => void,
): Promise<Item[]> {
  if (files.length === 0) return [];
  const reader = await createReaderInNode(modelsFolder === undefined ? {} : { modelsFolder });
  const progress = createProgressLine();
  const items: Item[] = [];
  try {
    for (const [index, file] of files.entries()) {
      progress.show(`${index + 1}/${files.length} ${file}`);
      try {
        const decoded =
          file === STANDARD_INPUT
            ? await decodeImage(await streamedImage(process.stdin))
            : await decodeImageFile(file);
        const item = await readFile(reader, decoded, file);
        items.push(item);
        progress.clear();
        done(item);
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

async function read(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      textbook: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'auto' },
      json: { type: 'boolean', default: false },
      jsonl: { type: 'boolean', default: false },
      format: { type: 'string', default: 'listing' },
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
    modelsFolder: values.models,
  };
  const format = values.json ? 'json' : values.jsonl ? 'jsonl' : parseFormat(values.format);
  if (positionals.length === 0) throw new UsageError('Name at least one picture.');
  const found = await findPictureFiles(positionals.filter((name) => name !== STANDARD_INPUT));
  const { unusable } = found;
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

  if (values.textbook) {
    const pages = await readAll(
      files,
      failures,
      settings,
      async (reader, decoded, file): Promise<ReadPage> => ({
        file,
        page: pageInFile(await reader.readTextbookPage(decoded.image), decoded),
      }),
      (page) => format === 'jsonl' && print(PAGE_FORMATS.jsonl([page], [])),
    );
    if (format !== 'jsonl') print(PAGE_FORMATS[format](pages, failures));
  } else {
    const { engine } = settings;
    const pictures = await readAll(
      files,
      failures,
      settings,
      async (reader, decoded, file): Promise<ReadPicture> => ({
        file,
        reading: readingInFile(await reader.readPicture(decoded.image, { engine }), decoded),
      }),
      (picture) => format === 'jsonl' && print(PICTURE_FORMATS.jsonl([picture], [])),
    );
    if (format !== 'jsonl') print(PICTURE_FORMATS[format](pictures, failures));
  }
  return failures.length === 0;
}

reserveStandardOutput();
await runCommand(read);

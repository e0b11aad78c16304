import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DocumentFormat,
  type DocumentSource,
  documentFiles,
} from '../formats/document/documentFormat.ts';
import type { LaidOutPage } from '../formats/document/laidOutPage.ts';
import type { FailureJson } from '../formats/json.ts';
import type { RasterImage } from '../reading/image.ts';
import type { FilePages } from '../reading/pictureFile/filePages.ts';
import type { Reader } from '../reading/reader.ts';
import type { EngineChoice } from '../reading/results.ts';
import { createProgressLine } from './console.ts';
import { concernsAllFiles, failureOf, failureText } from './failures.ts';
import { isDone, outputBase, writeDocument } from './outputFiles.ts';
import { pagesOfFile } from './pagesOfFile.ts';
import { readPages, withBoxes, withPictures } from './readPages.ts';

export interface IntoOptions {
  readonly folder: string;
  readonly format: DocumentFormat;
  readonly engine: EngineChoice;
  /** Leave files alone whose result is there. */
  readonly skipDone: boolean;
  readonly password?: string;
}

/** What became of a pile of files. */
export interface IntoReport {
  readonly read: number;
  readonly skipped: number;
  readonly failures: readonly FailureJson[];
}

/**
 * Reads a file and writes its document below a folder, whole or not at all.
 * @returns false where it was done before
 * @throws ReadingError, what the file system says
 */
export async function readFileInto(
  reader: () => Promise<Reader>,
  file: string,
  { folder, format, engine, skipDone, password }: IntoOptions,
  onPage?: (done: number, all: number) => void,
): Promise<boolean> {
  const base = outputBase(file, folder);
  if (skipDone && (await isDone(base, format))) return false;
  const opened = await pagesOfFile(file, password === undefined ? {} : { password });
  try {
    const pages = await readPages(reader, opened, file, onPage ? { engine, onPage } : { engine });
    const source = await documentSource(format, pages, opened);
    await writeDocument(base, await documentFiles(source, new Date()));
    return true;
  } finally {
    await opened.close();
  }
}

/** What a format is written from: some show the pages' pictures. */
async function documentSource(
  format: DocumentFormat,
  pages: readonly LaidOutPage[],
  opened: FilePages<RasterImage>,
): Promise<DocumentSource> {
  if (format === 'pdf') return { format, pages: await withPictures(pages, opened) };
  return format === 'png' ? { format, pages: await withBoxes(pages, opened) } : { format, pages };
}

/** Reads files one after the other; those that fail are told at once, and the others are read. */
export async function readAllInto(
  reader: () => Promise<Reader>,
  files: readonly string[],
  options: IntoOptions,
): Promise<IntoReport> {
  const progress = createProgressLine();
  const failures: FailureJson[] = [];
  let read = 0;
  let skipped = 0;
  for (const [index, file] of files.entries()) {
    const head = `${index + 1}/${files.length} ${file}`;
    progress.show(head);
    try {
      const isRead = await readFileInto(reader, file, options, (done, all) => {
        if (all > 1) progress.show(`${head}, page ${done + 1}/${all}`);
      });
      if (isRead) read += 1;
      else skipped += 1;
    } catch (error) {
      if (concernsAllFiles(error)) throw error;
      const failure = failureOf(file, error);
      failures.push(failure);
      progress.clear();
      console.error(failureText(failure));
    }
  }
  progress.clear();
  return { read, skipped, failures };
}

/** Writes which files failed and why, beside the results; the file is there though none failed. */
export async function writeFailures(
  folder: string,
  failures: readonly FailureJson[],
  shard: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `failures${shard}.json`);
  await writeFile(path, `${JSON.stringify({ version: 1, failures }, null, 2)}\n`);
}

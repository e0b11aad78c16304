import { issueSentence } from '../../../formats/annotation/importReport.ts';
import { ArchiveEntryError } from '../../../formats/archive/readArchive.ts';
import { beginsZip, isSystemFile, ZIP_MARK_BYTES } from '../../../formats/archive/zipKind.ts';
import { ReadingError, reportError } from '../../../reading/errors.ts';
import { READ_LONG_SIDE } from '../../../reading/image.ts';
import { nativeReading } from '../../../reading/layout/nativeReading.ts';
import type { FilePage } from '../../../reading/pictureFile/filePages.ts';
import { isTrustworthy } from '../../../reading/pictureFile/nativeText.ts';
import { picturesToRead } from '../../../reading/readFilePage.ts';
import { openArchive } from '../../../worker/page/openArchive.ts';
import { openTiff } from '../../../worker/page/openTiff.ts';
import { bytesOfFile, pagesOfFile } from '../../../worker/page/pagesOfFile.ts';
import { isLocked } from '../pages/failures.ts';
import type { OwnText, PageError } from '../pages/page.ts';
import type { IncomingPage } from '../pages/pageAction.ts';
import { pictureBlob } from '../picture/pictureBlob.ts';

/** A page that came out of a file, and how far that file is. */
export interface OpenedPage {
  readonly page: IncomingPage;
  /** The file that pages come out of, one after the other. */
  readonly from: { readonly name: string; readonly done: number; readonly total: number };
}

/**
 * The pages of files, as they come: pictures as they are, the pages of PDF and TIFF files as
 * pictures of their own, zips unpacked. What cannot be read comes with its reason; one bad file
 * keeps no other out.
 */
export async function* pagesOfFiles(
  files: readonly File[],
  options: OpenOptions = {},
): AsyncGenerator<OpenedPage, void, undefined> {
  for (const file of files) {
    const name = file.webkitRelativePath || file.name;
    if (isSystemFile(name)) continue;
    try {
      if (await isZip(file)) yield* pagesOfZip(file, name, options);
      else yield* pagesOf(file, name, options);
    } catch (error) {
      yield only({ name, file, error: reportError(error) });
    }
  }
  for (const name of options.unreadable ?? []) {
    yield only({ name, file: new Blob(), error: reportError(new ReadingError('file-unreadable')) });
  }
}

/** What opening files asks of the person. */
export interface OpenOptions {
  /** Of a PDF that is locked. */
  readonly password?: string;
  /** Which pages of a long file are wanted, counted from 1 in rising order. */
  readonly choosePages?: (name: string, total: number) => Promise<readonly number[]>;
  /** Names of files that came along and cannot be had. */
  readonly unreadable?: readonly string[];
  /** Told before each page of a file is drawn how far that file is. */
  readonly onDraw?: (from: OpenedPage['from']) => void;
}

/** Files with more pages than these are asked about. */
const LONG_FILE = 20;

/** The pages of one file that is no zip. */
export async function* pagesOf(
  file: Blob,
  name: string,
  { password, choosePages, onDraw }: OpenOptions = {},
): AsyncGenerator<OpenedPage, void, undefined> {
  let opened: Awaited<ReturnType<typeof pagesOfFile>>;
  try {
    opened = await pagesOfFile(file, {
      ...(password === undefined ? {} : { password }),
      ...(typeof Worker === 'undefined' ? {} : { openTiff }),
    });
  } catch (error) {
    yield only({ name, file, error: reportError(error) });
    return;
  }
  try {
    if (opened.kind !== 'pdf' && opened.kind !== 'tiff') {
      yield only({ name, file });
      return;
    }
    const count = opened.pages.length;
    const all = opened.pages.map((_, index) => index + 1);
    const wanted = count > LONG_FILE && choosePages ? await choosePages(name, count) : all;
    for (const [index, number] of wanted.entries()) {
      const page = opened.pages[number - 1];
      if (!page) continue;
      const own = count === 1 ? name : `${name}, page ${number}`;
      const total = wanted.length;
      onDraw?.({ name, done: index, total });
      const from = { name, done: index + 1, total };
      yield { page: await drawnPage(page, own), from };
    }
  } finally {
    // Its pages are here: how it is let go keeps none of the next ones waiting.
    void opened.close().catch(() => {});
  }
}

function only(page: IncomingPage): OpenedPage {
  return { page, from: { name: page.name, done: 1, total: 1 } };
}

/** A page as a picture of its own; with its text where the file itself says what a person sees. */
async function drawnPage(page: FilePage<ImageBitmap>, name: string): Promise<IncomingPage> {
  try {
    const bitmap = await page.picture(READ_LONG_SIDE);
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const file = await pictureBlob(canvas, 'image/jpeg');
    return { name, file, own: await ownText(page) };
  } catch (error) {
    return { name, file: new Blob(), error: reportError(error) };
  }
}

async function ownText(page: FilePage<ImageBitmap>): Promise<OwnText | undefined> {
  const text = await page.text();
  const size = await page.size();
  if (text === null || !isTrustworthy(text, size)) return undefined;
  return { reading: nativeReading(text, size), pictures: picturesToRead(text, size) };
}

async function isZip(file: Blob): Promise<boolean> {
  return beginsZip(await bytesOfFile(file.slice(0, ZIP_MARK_BYTES)));
}

/** One entry is unpacked at a time, when the one before has been taken. */
async function* pagesOfZip(
  zip: File,
  name: string,
  options: OpenOptions,
): AsyncGenerator<OpenedPage, void, undefined> {
  const { entries, report, close } = await openArchive(zip, name);
  try {
    const refused: RefusedEntry[] = report.issues.map(({ code, detail }) => ({
      // What is wrong with the whole zip goes by its own name.
      ...{ name: code === 'archive-broken' || !detail ? name : detail },
      ...{ code, message: issueSentence(code) },
    }));
    const inOrder = entries
      .filter(({ path }) => !isSystemFile(path))
      .sort((a, b) => byName.compare(a.path, b.path));
    for (const [index, { path, read }] of inOrder.entries()) {
      try {
        const file = new Blob([await read()]);
        for await (const { page } of pagesOf(file, path, options)) {
          // What is locked stands for itself: its password opens it.
          if (page.error && !isLocked(page.error)) refused.push({ ...page.error, name: page.name });
          else yield { page, from: { name, done: index + 1, total: inOrder.length } };
        }
      } catch (error) {
        if (!(error instanceof ArchiveEntryError)) throw error;
        const code = 'archive-broken';
        refused.push({ name: path, code, message: issueSentence(code) });
      }
    }
    if (refused.length > 0) yield only({ name, file: new Blob(), error: ofZip(name, refused) });
  } finally {
    close();
  }
}

interface RefusedEntry {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** One error for all of a zip that was not read; of a zip that cannot be opened, why. */
function ofZip(name: string, refused: readonly RefusedEntry[]): PageError {
  const hint = 'Unpack the zip yourself, and drop the pictures that were in it.';
  const [first] = refused;
  if (first?.name === name && refused.length === 1) {
    return { code: first.code, message: first.message, hint };
  }
  const message =
    refused.length === 1
      ? 'One file in this zip was not read.'
      : `${refused.length} files in this zip were not read.`;
  return { code: 'archive-entries', message, hint, entries: refused };
}

const byName = new Intl.Collator(undefined, { numeric: true });

import { type ImportIssueCode, issueSentence } from '../../../formats/annotation/importReport.ts';
import { reportError } from '../../../reading/errors.ts';
import { pictureSize } from '../../../worker/page/pagesOfFile.ts';
import { ArchiveEntryError, readArchive } from '../../archive/readArchive.ts';
import type { IncomingPage } from '../pages/pageList.ts';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** What systems put into folders for themselves. */
const PASSED_OVER = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/i;

/**
 * The pages of files, as they come: pictures as they are, zips unpacked. What cannot be read comes
 * with its reason; one bad file keeps no other out.
 */
export async function* pagesOfFiles(
  files: readonly File[],
): AsyncGenerator<IncomingPage, void, undefined> {
  for (const file of files) {
    const name = file.webkitRelativePath || file.name;
    if (PASSED_OVER.test(name)) continue;
    if (await isZip(file)) yield* pagesOfZip(file, name);
    else yield await pageOf(file, name);
  }
}

async function pageOf(file: Blob, name: string): Promise<IncomingPage> {
  try {
    await pictureSize(file);
    return { name, file };
  } catch (error) {
    return { name, file, error: reportError(error) };
  }
}

async function isZip(file: Blob): Promise<boolean> {
  const beginning = new Uint8Array(await file.slice(0, ZIP.length).arrayBuffer());
  return ZIP.every((byte, i) => beginning[i] === byte);
}

/** One entry is unpacked at a time, when the one before has been taken. */
async function* pagesOfZip(zip: File, name: string): AsyncGenerator<IncomingPage, void, undefined> {
  const { entries, report } = await readArchive(zip, name);
  for (const { code, detail } of report.issues) {
    yield outOfZip(code === 'archive-broken' || !detail ? name : `${name}/${detail}`, code);
  }
  const inOrder = [...entries].sort((a, b) => byName.compare(a.path, b.path));
  for (const { path, read } of inOrder) {
    if (PASSED_OVER.test(path)) continue;
    try {
      yield await pageOf(new Blob([await read()]), path);
    } catch (error) {
      if (!(error instanceof ArchiveEntryError)) throw error;
      yield outOfZip(`${name}/${path}`, 'archive-broken');
    }
  }
}

function outOfZip(name: string, code: ImportIssueCode): IncomingPage {
  const hint = 'Unpack the zip yourself, and drop the pictures that were in it.';
  return { name, file: new Blob(), error: { code, message: issueSentence(code), hint } };
}

const byName = new Intl.Collator(undefined, { numeric: true });

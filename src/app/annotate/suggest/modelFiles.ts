import { baseName } from '../../../formats/annotation/filePaths.ts';
import type { ImportReport } from '../../../formats/annotation/importReport.ts';
import type { ArchiveEntry } from '../../../formats/archive/readArchive.ts';
import { ReadingError } from '../../../reading/errors.ts';
import {
  type CustomModelFile,
  MAX_CUSTOM_MODEL_BYTES,
} from '../../../reading/models/customModel.ts';
import { openArchive } from '../../../worker/page/openArchive.ts';

/** More files no model has; the limits of its zip. */
const LIMITS = {
  entries: 100,
  totalBytes: 2 * MAX_CUSTOM_MODEL_BYTES,
  entryBytes: MAX_CUSTOM_MODEL_BYTES,
  ratio: 100,
};

/**
 * The files of a model that a person chose: the files themselves, or a zip of them, in a folder of
 * it or not.
 * @throws ReadingError `custom-model-…`
 */
export async function modelFilesOf(chosen: readonly File[]): Promise<readonly CustomModelFile[]> {
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined && /\.zip$/i.test(only.name)) return unzipped(only);
  const total = chosen.reduce((sum, file) => sum + file.size, 0);
  if (total > LIMITS.totalBytes) throw new ReadingError('custom-model-too-large');
  return Promise.all(
    chosen.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

async function unzipped(file: File): Promise<readonly CustomModelFile[]> {
  const { entries, report, close } = await openArchive(file, file.name, { limits: LIMITS });
  try {
    return await filesIn(entries, report, file.name);
  } finally {
    close();
  }
}

async function filesIn(
  entries: readonly ArchiveEntry[],
  report: ImportReport,
  name: string,
): Promise<readonly CustomModelFile[]> {
  const [issue] = report.issues;
  if (issue !== undefined) {
    const tooLarge = issue.code === 'archive-too-large' || issue.code === 'archive-too-many';
    const code = tooLarge ? 'custom-model-too-large' : 'custom-model-damaged';
    throw new ReadingError(code, { detail: issue.sentence });
  }
  // Of several models in a zip the one at the top is meant: the files beside the first manifest.
  const manifest = entries.find(({ path }) => baseName(path) === 'manifest.json')?.path ?? '';
  const folder = manifest.slice(0, -'manifest.json'.length);
  const beside = entries.filter(({ path }) => path === `${folder}${baseName(path)}`);
  try {
    return await Promise.all(
      beside.map(async (entry) => ({ name: baseName(entry.path), bytes: await entry.read() })),
    );
  } catch (cause) {
    throw new ReadingError('custom-model-damaged', { cause, detail: name });
  }
}

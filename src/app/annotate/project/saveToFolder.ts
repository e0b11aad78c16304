import type { AnnotationFormatName } from '../../../formats/annotation/annotation.ts';
import type { AnnotationFiles, ExportLoss } from '../../../formats/annotation/annotationFormat.ts';
import { listFolder } from './folderListing.ts';
import { cutOut } from './pictureCrops.ts';
import { FORMATS } from './readAnnotations.ts';
import type { ProjectSession } from './sessionState.ts';

/** Writing into the folder broke off; what was written before stands whole. */
export class FolderSaveError extends Error {
  override readonly name = 'FolderSaveError';
  readonly hint: string;

  constructor(path: string, cause: unknown) {
    super(`“${path}” could not be written.`, { cause });
    this.hint =
      cause instanceof DOMException && cause.name === 'NotAllowedError'
        ? 'The browser was not allowed to write into this folder. Save again and allow it, or export a zip.'
        : 'Check that the disk has room and may be written to, or export a zip. Your boxes are kept here.';
  }
}

export interface FolderSave {
  /** Files that were new or differed from what stood there. */
  readonly written: readonly string[];
  readonly losses: readonly ExportLoss[];
}

/**
 * Writes a project's annotations into a folder, merged with what stands there: only files that
 * changed are touched, each of them as a whole. Ask for the folder first (`requestFolder`).
 * @throws FolderSaveError
 */
export async function saveToFolder(
  session: ProjectSession,
  folder: FileSystemDirectoryHandle,
  formatName: AnnotationFormatName,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<FolderSave> {
  const format = FORMATS.find(({ name }) => name === formatName);
  if (!format) throw new Error(`There is no format ${formatName}.`);
  const { project } = session.getSnapshot();
  const { files, crops, images, losses } = format.write(
    project,
    await standingFiles(folder, format.accepts),
  );
  const total = files.size + crops.length;
  const written: string[] = [];
  const write = async (path: string, content: string | Blob): Promise<void> => {
    await writeFile(folder, path, content);
    written.push(path);
    onProgress(written.length, total);
  };
  const idOf = new Map(project.images.map(({ id, name }) => [name, id]));
  for (const crop of crops) {
    const imageId = idOf.get(crop.image);
    if (imageId === undefined) continue;
    await write(crop.path, await cutOut(await session.pictureFile(imageId), crop));
  }
  for (const [path, text] of files) await write(path, text);
  session.keepSources(images);
  return { written, losses };
}

async function standingFiles(
  folder: FileSystemDirectoryHandle,
  accepts: (path: string) => boolean,
): Promise<AnnotationFiles> {
  const files = new Map<string, string>();
  for (const { path, open } of await listFolder(folder)) {
    if (!accepts(path)) continue;
    const bytes = await (await open()).arrayBuffer();
    // Not fatal: what is no text is merged by nobody, but must not keep the rest from being saved.
    files.set(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  }
  return files;
}

/** A file replaced as a whole: the browser writes beside it and swaps at the end. */
async function writeFile(
  folder: FileSystemDirectoryHandle,
  path: string,
  content: string | Blob,
): Promise<void> {
  try {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    if (parts.includes('..')) throw new Error('The path leads out of the folder.');
    let place = folder;
    for (const part of parts) place = await place.getDirectoryHandle(part, { create: true });
    const file = await place.getFileHandle(name, { create: true });
    const stream = await file.createWritable();
    await stream.write(content);
    await stream.close();
  } catch (cause) {
    throw new FolderSaveError(path, cause);
  }
}

import type { AnnotationFormatName } from '../../../formats/annotation/annotation.ts';
import {
  type AnnotationFiles,
  type ExportLoss,
  exportLoss,
} from '../../../formats/annotation/annotationFormat.ts';
import { textOfBytes, textToWrite } from './fileText.ts';
import { listFolder } from './folderListing.ts';
import { cropFiles } from './pictureCrops.ts';
import { classesAsMade } from './project.ts';
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
  /** Pictures whose files could not be had, so that nothing could be cut out of them. */
  readonly missing: readonly string[];
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
  const { standing, unreadable } = await standingFiles(folder, format.accepts);
  const { files, crops, images, losses } = format.write(
    { ...project, classes: classesAsMade(project.classes) },
    standing,
  );
  const broken = [...files.keys()].filter((path) => unreadable.has(path));
  const total = files.size - broken.length + crops.length;
  const written: string[] = [];
  const write = async (path: string, content: string | Uint8Array<ArrayBuffer>): Promise<void> => {
    await writeFile(folder, path, content);
    written.push(path);
    onProgress(written.length, total);
  };
  const missing: string[] = [];
  for await (const { path, content } of cropFiles(crops, session, missing)) {
    await write(path, content);
  }
  for (const [path, text] of files) if (!unreadable.has(path)) await write(path, textToWrite(text));
  session.keepSources(
    images.filter(({ sources = [] }) => !sources.some(({ path }) => unreadable.has(path))),
  );
  const left = broken.map((path) => exportLoss('standing-broken', path));
  return { written, missing, losses: [...losses, ...left] };
}

interface Standing {
  readonly standing: AnnotationFiles;
  /** Files that are no text: they stay as they are. */
  readonly unreadable: ReadonlySet<string>;
}

async function standingFiles(
  folder: FileSystemDirectoryHandle,
  accepts: (path: string) => boolean,
): Promise<Standing> {
  const standing = new Map<string, string>();
  const unreadable = new Set<string>();
  for (const { path, open } of await listFolder(folder)) {
    if (!accepts(path)) continue;
    try {
      standing.set(path, textOfBytes(await (await open()).arrayBuffer()).text);
    } catch {
      unreadable.add(path);
    }
  }
  return { standing, unreadable };
}

/** A file replaced as a whole: the browser writes beside it and swaps at the end. */
async function writeFile(
  folder: FileSystemDirectoryHandle,
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  try {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    // Hidden folders (.git) are other programs' own, whatever a shared project says.
    if ([...parts, name].some((part) => part.startsWith('.'))) {
      throw new Error('The path leads out of the folder or into a hidden one.');
    }
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

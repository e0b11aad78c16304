import type { AnnotationFormatName } from '../../../formats/annotation/annotation.ts';
import type { ExportLoss } from '../../../formats/annotation/annotationFormat.ts';
import {
  PROJECT_FILE,
  PROJECT_IMAGES,
  projectText,
} from '../../../formats/annotation/projectFile.ts';
import { type ArchiveFile, packArchive } from '../../../worker/page/packArchive.ts';
import { plainFileName } from '../../files/plainFileName.ts';
import { textToWrite } from './fileText.ts';
import { cropFiles } from './pictureCrops.ts';
import { classesAsMade, type ProjectImage } from './project.ts';
import { FORMATS } from './readAnnotations.ts';
import type { ProjectSession } from './sessionState.ts';

export interface ExportOptions {
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** A zip to be saved, and what could not go into it. */
export interface ExportedArchive {
  readonly name: string;
  readonly archive: Blob;
  /** Names of pictures whose files could not be had; their boxes are in. */
  readonly missing: readonly string[];
  readonly losses: readonly ExportLoss[];
}

/**
 * The whole project with its pictures: opened elsewhere, it goes on as if nothing was.
 * @throws ReadingError `cancelled`
 */
export async function exportProject(
  session: ProjectSession,
  options: ExportOptions = {},
): Promise<ExportedArchive> {
  const { project } = session.getSnapshot();
  const { name, createdMs, classes, images } = project;
  const settings = { ...project.settings };
  const text = projectText({ name, createdMs, classes, images, settings });
  const missing: string[] = [];
  async function* files(): AsyncGenerator<ArchiveFile> {
    yield { path: PROJECT_FILE, content: text };
    yield* pictureFiles(session, images, PROJECT_IMAGES, missing, options);
  }
  const archive = await packArchive(files(), new Date());
  return {
    name: `${plainFileName(project.name, 'project')}.handlens.zip`,
    archive,
    missing,
    losses: [],
  };
}

/**
 * Annotations in one format, with the pictures beside them where wanted.
 * @throws PictureSourceError, ReadingError
 */
export async function exportAnnotations(
  session: ProjectSession,
  formatName: AnnotationFormatName,
  { withPictures, ...options }: ExportOptions & { readonly withPictures: boolean },
): Promise<ExportedArchive> {
  const format = FORMATS.find(({ name }) => name === formatName);
  if (!format) throw new Error(`There is no format ${formatName}.`);
  const { project } = session.getSnapshot();
  const written = format.write({ ...project, classes: classesAsMade(project.classes) });
  const missing: string[] = [];
  async function* files(): AsyncGenerator<ArchiveFile> {
    for (const [path, text] of written.files) yield { path, content: textToWrite(text) };
    yield* cropFiles(written.crops, session, missing);
    if (withPictures) yield* pictureFiles(session, project.images, '', missing, options);
  }
  const archive = await packArchive(files(), new Date());
  const name = `${plainFileName(project.name, 'project')}.${formatName}.zip`;
  return { name, archive, missing, losses: written.losses };
}

async function* pictureFiles(
  session: ProjectSession,
  images: readonly ProjectImage[],
  folder: string,
  missing: string[],
  { onProgress, signal }: ExportOptions,
): AsyncGenerator<ArchiveFile> {
  for (const [index, { id, name }] of images.entries()) {
    signal?.throwIfAborted();
    const file = await session.pictureFile(id).catch(() => null);
    if (file) yield { path: `${folder}${name}`, content: file };
    else missing.push(name);
    onProgress?.(index + 1, images.length);
  }
}

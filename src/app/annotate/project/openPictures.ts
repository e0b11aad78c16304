import type { AnnotatedImage } from '../../../formats/annotation/annotation.ts';
import type { PictureSize } from '../../../formats/annotation/annotationFormat.ts';
import {
  ImportLog,
  type ImportReport,
  joinReports,
} from '../../../formats/annotation/importReport.ts';
import { fileKind } from '../../../formats/annotation/otherTools/namedKinds.ts';
import { PROJECT_FILE } from '../../../formats/annotation/projectFile.ts';
import { ReadingError, throwIfAborted } from '../../../reading/errors.ts';
import { type ListedArchive, listArchive } from './archiveListing.ts';
import { textOfBytes } from './fileText.ts';
import { type ListedFile, listFiles, listFolder } from './folderListing.ts';
import { changedFiles, importedAnnotations } from './importedAnnotations.ts';
import { pictureSizeOf } from './pictureSize.ts';
import type { FoundPictures, PictureSource, ProjectFolder } from './pictureSource.ts';
import { newId, newImage, type Project, type ProjectImage } from './project.ts';
import { type ReadProject, readProject } from './projectArchive.ts';
import { mayHoldAnnotations, readAnnotations } from './readAnnotations.ts';

export interface OpenOptions {
  /** The project that the pictures are for; its classes and pictures stay what they are. */
  readonly project: Project;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** What was opened, to be handed to `ProjectSession.add`, and what was not. */
export interface OpenedPictures {
  readonly found: FoundPictures;
  readonly report: ImportReport;
}

const PICTURE = /\.(jpe?g|png|webp)$/i;
/** Pictures that people have and browsers or we cannot open: named in the report. */
const FOREIGN_PICTURE = /\.(bmp|gif|tiff?|hei[cf]|avif)$/i;
/** Larger texts are no annotations; see also `ImportRun`. */
const MAX_TEXT_BYTES = 64_000_000;
/** Files that are read at a time: disks answer several questions sooner than one after the other. */
const AT_A_TIME = 12;

/**
 * Files that were chosen or dropped, zips unpacked; pictures are copied into the project. A zip of
 * an exported project brings its pictures, classes and boxes as they were.
 */
export async function openFiles(
  files: readonly File[],
  options: OpenOptions,
): Promise<OpenedPictures> {
  const isArchive = ({ name }: File): boolean => /\.zip$/i.test(name);
  const listed = [...listFiles(files.filter((file) => !isArchive(file)))];
  const reports: ImportReport[] = [];
  const projects: ReadProject[] = [];
  const archives: ListedArchive[] = [];
  try {
    for (const file of files.filter(isArchive)) {
      const archive = await listArchive(file);
      archives.push(archive);
      const read = await readProject(archive.files, options.onProgress ?? (() => {}));
      reports.push(archive.report, ...(read ? [read.report] : []));
      if (read?.project) projects.push(read.project);
      // Pictures beside a description that is damaged are pictures still.
      else listed.push(...archive.files.filter(({ path }) => path !== PROJECT_FILE));
    }
    const { found, report } = await openListed(listed, null, options);
    return {
      found: {
        ...found,
        pictures: [...projects.flatMap(({ pictures }) => pictures), ...found.pictures],
        classes: [...projects.flatMap(({ file }) => file.classes), ...found.classes],
        project: projects[0]?.file ?? null,
      },
      report: joinReports([...reports, report]),
    };
  } finally {
    for (const { close } of archives) close();
  }
}

/**
 * A folder on the disk: its pictures stay there and are read when they are looked at. Annotations
 * beside them, or in a folder beside theirs, come in with them.
 */
export async function openFolder(
  handle: FileSystemDirectoryHandle,
  options: OpenOptions,
): Promise<OpenedPictures> {
  const folder: ProjectFolder = { id: newId(), handle, purpose: 'pictures' };
  return openListed(await listFolder(handle), folder, options);
}

async function openListed(
  listed: readonly ListedFile[],
  folder: ProjectFolder | null,
  options: OpenOptions,
): Promise<OpenedPictures> {
  const log = new ImportLog();
  const { project } = options;
  const here = new Map(project.images.map((image) => [image.name, image]));
  const pictures = await openPictureFiles(
    withOwnNames(listed.filter(({ path }) => PICTURE.test(path) || FOREIGN_PICTURE.test(path))),
    folder,
    here,
    log,
    options,
  );
  const texts = await readTexts(
    listed.filter(({ path }) => !PICTURE.test(path) && mayHoldAnnotations(path)),
    log,
  );
  for (const { path } of listed) {
    if (PICTURE.test(path) || FOREIGN_PICTURE.test(path) || mayHoldAnnotations(path)) continue;
    const isPdf = /\.pdf$/i.test(path);
    // A folder holds what it holds; what was chosen file by file was meant.
    if (isPdf) log.note('pdf-foreign', path, { skips: 'files' });
    else if (folder === null || fileKind(path) !== null) {
      const detail = fileKind(path) ?? /\.[^./]*$/.exec(path)?.[0] ?? '';
      log.note('file-foreign', path, { detail, skips: 'files' });
    }
  }
  const sizes = new Map<string, PictureSize>(
    [...project.images, ...pictures.map(({ image }) => image)].map((image) => [image.name, image]),
  );
  const { set, report } = readAnnotations(texts, {
    classes: project.classes,
    pictures: sizes,
    newId,
  });
  const annotated = new Map(set.images.map((image) => [image.name, image]));
  for (const { path, image } of changedFiles(project.images, annotated)) {
    log.note('file-changed', path, { detail: image });
  }
  return {
    found: {
      pictures: pictures.map(({ image, source }) => ({
        image: here.has(image.name) ? image : withAnnotations(image, annotated.get(image.name)),
        source,
      })),
      annotations: importedAnnotations(project.images, annotated),
      classes: set.classes.filter(({ id }) => !project.classes.some((known) => known.id === id)),
      folder,
      project: null,
    },
    report: joinReports([log.report(), report]),
  };
}

interface Opened {
  readonly image: ProjectImage;
  readonly source: PictureSource;
}

async function openPictureFiles(
  files: readonly ListedFile[],
  folder: ProjectFolder | null,
  here: ReadonlyMap<string, ProjectImage>,
  log: ImportLog,
  { onProgress, signal }: OpenOptions,
): Promise<readonly Opened[]> {
  const opened: (Opened | null)[] = files.map(() => null);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < files.length; i = next++) {
      throwIfAborted(signal);
      const listed = files[i];
      if (listed) opened[i] = await openPictureFile(listed, folder, here, log);
      done += 1;
      onProgress?.(done, files.length);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return opened.filter((one) => one !== null);
}

async function openPictureFile(
  { path, open }: ListedFile,
  folder: ProjectFolder | null,
  here: ReadonlyMap<string, ProjectImage>,
  log: ImportLog,
): Promise<Opened | null> {
  const inFolder = folder && ({ kind: 'folder', folderId: folder.id, path } as const);
  const known = here.get(path);
  // Of a picture that is here already only the place of its file can be new.
  if (known && inFolder) return { image: known, source: inFolder };
  try {
    const file = await open();
    const size = await pictureSizeOf(file);
    const fits = known?.width === size.width && known.height === size.height;
    const image = fits ? known : newImage(known ? freeName(path, here) : path, size);
    return { image, source: inFolder ?? { kind: 'copy', file } };
  } catch (error) {
    const detail = error instanceof ReadingError ? error.message : '';
    log.note('image-broken', path, { detail, skips: 'images' });
    return null;
  }
}

/** Files that come together under one name, from several folders or zips, each under its own. */
function withOwnNames(files: readonly ListedFile[]): readonly ListedFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const path = taken.has(file.path) ? freeName(file.path, taken) : file.path;
    taken.add(path);
    return path === file.path ? file : { ...file, path };
  });
}

/** Another picture of the same name becomes `name (2).jpg`. */
function freeName(name: string, taken: { has(name: string): boolean }): string {
  const dot = name.lastIndexOf('.');
  for (let i = 2; ; i++) {
    const candidate = `${name.slice(0, dot)} (${i})${name.slice(dot)}`;
    if (!taken.has(candidate)) return candidate;
  }
}

async function readTexts(
  files: readonly ListedFile[],
  log: ImportLog,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { path, open } of files) {
    try {
      const file = await open();
      if (file.size > MAX_TEXT_BYTES) log.note('file-too-large', path, { skips: 'files' });
      else {
        const { text, guessed } = textOfBytes(await file.arrayBuffer());
        if (guessed !== null) log.note('encoding-guessed', path, { detail: guessed });
        texts.set(path, text);
      }
    } catch {
      log.note('not-text', path, { skips: 'files' });
    }
  }
  return texts;
}

function withAnnotations(image: ProjectImage, read: AnnotatedImage | undefined): ProjectImage {
  if (!read) return image;
  const { boxes, verified, attributes, sources = [] } = read;
  return {
    ...image,
    boxes,
    verified,
    ...(attributes === undefined ? {} : { attributes }),
    sources,
  };
}

import {
  ImportLog,
  type ImportReport,
  joinReports,
} from '../../../formats/annotation/importReport.ts';
import { placedOutline } from '../../../formats/annotation/polygon.ts';
import {
  PROJECT_FILE,
  PROJECT_IMAGES,
  type ProjectFile,
  type ProjectFileImage,
  parseProject,
} from '../../../formats/annotation/projectFile.ts';
import { placeInside } from './boxes.ts';
import { textOfBytes } from './fileText.ts';
import type { ListedFile } from './folderListing.ts';
import { pictureSizeOf } from './pictureSize.ts';
import type { PictureSource } from './pictureSource.ts';
import type { ProjectImage } from './project.ts';

/** A project that was exported, with the files of its pictures; null where one is not there. */
export interface ReadProject {
  readonly file: ProjectFile;
  readonly pictures: readonly {
    readonly image: ProjectImage;
    readonly source: PictureSource | null;
  }[];
}

/** Reads an exported project from its unpacked files; null where they are none. */
export async function readProject(
  files: readonly ListedFile[],
  onProgress: (done: number, total: number) => void,
): Promise<{ readonly project: ReadProject | null; readonly report: ImportReport } | null> {
  const description = files.find(({ path }) => path === PROJECT_FILE);
  if (!description) return null;
  const text = await description
    .open()
    .then((file) => file.arrayBuffer())
    .then((bytes) => textOfBytes(bytes).text)
    .catch(() => '');
  const { project: file, report } = parseProject(text);
  if (!file) return { project: null, report };
  const log = new ImportLog();
  const byPath = new Map(files.map((listed) => [listed.path, listed]));
  const pictures: ReadProject['pictures'][number][] = [];
  for (const image of file.images) {
    const listed = byPath.get(`${PROJECT_IMAGES}${image.name}`);
    pictures.push(await readPicture(image, listed, log));
    onProgress(pictures.length, file.images.length);
  }
  return { project: { file, pictures }, report: joinReports([report, log.report()]) };
}

/** A picture that is missing or damaged keeps its boxes and can be given its file later. */
async function readPicture(
  described: ProjectFileImage,
  listed: ListedFile | undefined,
  log: ImportLog,
): Promise<ReadProject['pictures'][number]> {
  const image = { ...described, sources: described.sources ?? [], suggestions: [] };
  if (!listed) {
    log.note('image-missing', image.name);
    return { image: fitted(image, log), source: null };
  }
  try {
    const file = await listed.open();
    const size = await pictureSizeOf(file);
    if (size.width !== image.width || size.height !== image.height) {
      log.note('size-differs', image.name);
    }
    return { image: fitted({ ...image, ...size }, log), source: { kind: 'copy', file } };
  } catch {
    log.note('image-broken', image.name);
    return { image: fitted(image, log), source: null };
  }
}

/** The picture with its boxes inside it. */
function fitted(image: ProjectImage, log: ImportLog): ProjectImage {
  const boxes = image.boxes.flatMap((box) => {
    const place = placeInside(box, image);
    if (!place) log.note('box-outside', image.name, { skips: 'boxes' });
    else if (place.width !== box.width || place.height !== box.height) {
      log.note('box-clipped', image.name);
    }
    return place ? [placedOutline(box, place)] : [];
  });
  return { ...image, boxes };
}

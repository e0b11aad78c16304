import type {
  AnnotatedImage,
  AnnotationBox,
  AnnotationClass,
  AnnotationFormatName,
  AttributeDefinition,
  Attributes,
  ClassId,
  ImageSource,
} from './annotation.ts';
import { ANNOTATION_FORMATS } from './annotation.ts';
import { baseName, plainPath, withoutEnding } from './filePaths.ts';
import { ImportLog, type ImportReport } from './importReport.ts';
import { polygonOf } from './polygon.ts';

/** Name of the description in a project's zip; its pictures lie in `images/` under their names. */
export const PROJECT_FILE = 'project.json';
export const PROJECT_IMAGES = 'images/';

/** Counts up when a field changes its meaning or goes; new fields alone do not change it. */
export const PROJECT_VERSION = 1;

const KIND = 'handlens-annotations';

export interface ProjectFileImage extends AnnotatedImage {
  readonly id: string;
}

/** A whole project as it travels: ids and all, so that it goes on elsewhere as if nothing was. */
export interface ProjectFile {
  readonly name: string;
  readonly createdMs: number;
  readonly classes: readonly AnnotationClass[];
  readonly images: readonly ProjectFileImage[];
  /** The page's own; checked by whoever understands them. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The text of `project.json`; nothing but the project's own fields goes in. */
export function projectText({ name, createdMs, classes, images, settings }: ProjectFile): string {
  const document = {
    kind: KIND,
    version: PROJECT_VERSION,
    name,
    createdMs,
    classes: classes.map(({ id, name: called, colour, formerNames, attributes }) => ({
      id,
      name: called,
      colour,
      ...(attributes === undefined ? {} : { attributes }),
      ...(formerNames === undefined ? {} : { formerNames }),
    })),
    images: images.map((image) => ({
      id: image.id,
      name: image.name,
      width: image.width,
      height: image.height,
      verified: image.verified,
      ...(image.orientation === undefined ? {} : { orientation: image.orientation }),
      ...(image.attributes === undefined ? {} : { attributes: image.attributes }),
      boxes: image.boxes.map(boxFields),
      sources: (image.sources ?? []).map(({ format, path, text, boxIds, classIds, frame }) => ({
        format,
        path,
        text,
        boxIds,
        ...(classIds === undefined ? {} : { classIds }),
        ...(frame === undefined ? {} : { frame }),
      })),
    })),
    settings,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function boxFields({ id, classId, difficult, transcription, ...box }: AnnotationBox) {
  const { x, y, width, height, polygon, attributes } = box;
  return {
    id,
    classId,
    x,
    y,
    width,
    height,
    difficult,
    transcription,
    ...(polygon === undefined ? {} : { polygon: polygon.flatMap((point) => [point.x, point.y]) }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

/**
 * Reads a `project.json`. Pictures, boxes and classes that are damaged are left out and reported;
 * null where nothing can be made of it.
 */
export function parseProject(
  text: string,
  file = PROJECT_FILE,
): { readonly project: ProjectFile | null; readonly report: ImportReport } {
  const log = new ImportLog();
  const none = (code: 'json-broken' | 'project-broken' | 'project-newer', detail = '') => {
    log.note(code, file, { detail, skips: 'files' });
    return { project: null, report: log.report() };
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return none('json-broken', String(error));
  }
  if (!isRecord(value) || value.kind !== KIND || !isCount(value.version)) {
    return none('project-broken');
  }
  if (value.version > PROJECT_VERSION) return none('project-newer', String(value.version));
  if (!Array.isArray(value.classes) || !Array.isArray(value.images)) return none('project-broken');

  log.count('files');
  const classes = uniqueBy(
    value.classes.flatMap((entry) => classOf(entry, log, file)),
    'id',
  );
  const known = new Set(classes.map(({ id }) => id));
  const images = value.images.flatMap((entry) => imageOf(entry, known, log, file));
  const unique = uniqueBy(uniqueBy(images, 'id'), 'name');
  for (let count = unique.length; count < images.length; count++) {
    log.note('image-doubled', file, { skips: 'images' });
  }
  const project: ProjectFile = {
    name: typeof value.name === 'string' ? value.name : '',
    createdMs: isNumber(value.createdMs) ? value.createdMs : 0,
    classes,
    images: unique,
    settings: isRecord(value.settings) ? value.settings : {},
  };
  return { project, report: log.report() };
}

function classOf(value: unknown, log: ImportLog, file: string): AnnotationClass[] {
  if (
    !isRecord(value) ||
    !isText(value.id) ||
    !isText(value.name) ||
    typeof value.colour !== 'string' ||
    !/^#[0-9a-f]{6}$/i.test(value.colour)
  ) {
    log.note('field-missing', file, { detail: 'classes' });
    return [];
  }
  const { id, name, colour, formerNames } = value;
  const former = isTexts(formerNames) ? { formerNames } : {};
  const attributes = definitionsOf(value.attributes);
  return [{ id, name, colour, ...former, ...(attributes.length > 0 ? { attributes } : {}) }];
}

function imageOf(
  value: unknown,
  classes: ReadonlySet<ClassId>,
  log: ImportLog,
  file: string,
): ProjectFileImage[] {
  const name = isRecord(value) && isText(value.name) ? visiblePath(value.name) : null;
  if (
    !isRecord(value) ||
    name === null ||
    !isText(value.id) ||
    !isSide(value.width) ||
    !isSide(value.height) ||
    !Array.isArray(value.boxes)
  ) {
    log.note('field-missing', file, { detail: name ?? 'images', skips: 'images' });
    return [];
  }
  const { id, width, height } = value;
  const boxes = value.boxes.flatMap((entry) => {
    const box = boxOf(entry);
    if (box !== null && classes.has(box.classId)) return [box];
    const code = box === null ? 'number-broken' : 'class-unknown';
    log.note(code, file, { detail: name, skips: 'boxes' });
    return [];
  });
  const sources = (Array.isArray(value.sources) ? value.sources : []).flatMap((entry) => {
    const source = sourceOf(entry);
    if (source === null) return [];
    if (isAnnotationPath(source, name)) return [source];
    log.note('project-path', file, { detail: source.path });
    return [];
  });
  const attributes = attributesOf(value.attributes);
  log.count('images');
  log.count('boxes', boxes.length);
  return [
    {
      id,
      name,
      width,
      height,
      ...(isOrientation(value.orientation) ? { orientation: value.orientation } : {}),
      ...(attributes === null ? {} : { attributes }),
      boxes: uniqueBy(boxes, 'id'),
      verified: value.verified === true,
      sources: uniqueBy(sources, 'format'),
    },
  ];
}

function boxOf(value: unknown): AnnotationBox | null {
  if (!isRecord(value)) return null;
  const { id, classId, x, y, width, height, difficult, transcription } = value;
  const polygon = Array.isArray(value.polygon) ? polygonOf(value.polygon.map(numberOrNull)) : null;
  const attributes = attributesOf(value.attributes);
  if (!isText(id) || !isText(classId) || !isNumber(x) || !isNumber(y)) return null;
  if (!isNumber(width) || !isNumber(height) || width <= 0 || height <= 0) return null;
  return {
    id,
    classId,
    x,
    y,
    width,
    height,
    difficult: difficult === true,
    transcription: typeof transcription === 'string' ? transcription : null,
    ...(polygon === null ? {} : { polygon }),
    ...(attributes === null ? {} : { attributes }),
  };
}

function definitionsOf(value: unknown): readonly AttributeDefinition[] {
  return (Array.isArray(value) ? value : []).flatMap((entry) =>
    isRecord(entry) && isText(entry.name) && isTexts(entry.values)
      ? [{ name: entry.name, values: entry.values }]
      : [],
  );
}

function attributesOf(value: unknown): Attributes | null {
  if (!isRecord(value)) return null;
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return texts.length === 0 ? null : Object.fromEntries(texts);
}

/** A path inside the folder that no part of is hidden. */
function visiblePath(stated: string): string | null {
  const path = plainPath(stated);
  return path?.split('/').some((part) => part.startsWith('.')) ? null : path;
}

/** What each format calls its files; those of one picture have the picture's name. */
const ENDINGS: Readonly<Record<AnnotationFormatName, RegExp>> = {
  voc: /\.xml$/i,
  yolo: /\.txt$/i,
  createml: /\.json$/i,
  coco: /\.json$/i,
  labelme: /\.json$/i,
  page: /\.xml$/i,
  alto: /\.xml$/i,
  labels: /(^|\/)labels\.tsv$/i,
  boxes: /(^|\/)boxes\.tsv$/i,
  truth: /(^|\/)truth\.jsonl$/i,
};

/** Formats with a file a picture, which is called as the picture is. */
const OWN_FILES: readonly AnnotationFormatName[] = ['voc', 'yolo', 'labelme', 'page', 'alto'];

/**
 * Whether a file that a project names may be one of its annotations: a shared project must not be
 * able to name any file of the folder that it is saved into.
 */
function isAnnotationPath({ format, path }: ImageSource, image: string): boolean {
  if (visiblePath(path) === null || !ENDINGS[format].test(path)) return false;
  if (!OWN_FILES.includes(format)) return true;
  const own = baseName(withoutEnding(path));
  return own === baseName(withoutEnding(image)) || own === baseName(image);
}

function sourceOf(value: unknown): ImageSource | null {
  if (!isRecord(value)) return null;
  const { path, text, boxIds, classIds, frame } = value;
  const format = ANNOTATION_FORMATS.find((known) => known === value.format);
  const plain = isText(path) ? plainPath(path) : null;
  if (format === undefined || plain === null || typeof text !== 'string' || !isIds(boxIds)) {
    return null;
  }
  const optional = {
    ...(isIds(classIds) ? { classIds } : {}),
    ...(typeof frame === 'string' ? { frame } : {}),
  };
  return { format, path: plain, text, boxIds, ...optional };
}

function uniqueBy<Item, Key extends keyof Item>(items: readonly Item[], key: Key): Item[] {
  return [...new Map([...items].reverse().map((item) => [item[key], item])).values()].reverse();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function numberOrNull(value: unknown): number | null {
  return isNumber(value) ? value : null;
}

function isOrientation(value: unknown): value is number {
  return isCount(value) && isNumber(value) && value >= 2 && value <= 8;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value);
}

function isSide(value: unknown): value is number {
  return isNumber(value) && value > 0;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isIds(value: unknown): value is readonly (string | null)[] {
  return (
    Array.isArray(value) && value.every((entry) => entry === null || typeof entry === 'string')
  );
}

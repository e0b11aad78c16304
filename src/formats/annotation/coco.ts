import type { AnnotatedImage, AnnotationBox, Attributes } from './annotation.ts';
import { type AnnotationFormat, type ExportLoss, exportLoss } from './annotationFormat.ts';
import { type CocoBox, type CocoId, cocoDocument } from './cocoDocument.ts';
import { cocoFrame, cocoSourceText, FRAME_COPIES, parsedCoco, rebuiltCoco } from './cocoFile.ts';
import { CocoMerge } from './cocoMerge.ts';
import { hasEnding, isAnnotated, sourceOf } from './filePaths.ts';
import type { ImagePlace, ImportRun } from './importRun.ts';
import { keptLosses } from './keptInFile.ts';
import { readFiles, readJson } from './readFiles.ts';
import { lineFinder } from './textEdits.ts';

const DEFAULT_PATH = 'annotations.coco.json';

/** COCO: one JSON file for a folder, boxes as left, top, width, height in px. */
export const coco: AnnotationFormat = {
  name: 'coco',
  title: 'COCO',
  accepts: (path) => hasEnding(path, '.json'),

  read: (files, options) => readFiles(coco, files, options, readFile),

  write(set, standing = new Map()) {
    const shared =
      set.images.map((image) => sourceOf(image, 'coco')).find((source) => source !== null)?.path ??
      DEFAULT_PATH;
    const byPath = new Map<string, AnnotatedImage[]>();
    for (const image of set.images) {
      if (!isAnnotated(image, 'coco') && image.attributes === undefined) continue;
      const path = sourceOf(image, 'coco')?.path ?? shared;
      const others = byPath.get(path);
      if (others === undefined) byPath.set(path, [image]);
      else others.push(image);
    }
    const files = new Map<string, string>();
    const losses: ExportLoss[] = [];
    const written = new Map<string, AnnotatedImage>();
    for (const [path, images] of byPath) {
      const parsed = parsedCoco(standing.get(path) ?? rebuiltCoco(path, set));
      if (parsed === null) {
        losses.push(...images.map(({ name }) => exportLoss('standing-broken', name)));
        continue;
      }
      const merge = new CocoMerge(path, parsed.text, parsed.document, {
        classes: set.classes,
        images,
      });
      for (const image of images) {
        written.set(image.name, merge.merge(image));
        losses.push(...keptLosses(image, 'coco'));
      }
      losses.push(...merge.losses);
      const { text } = merge;
      if (text !== standing.get(path)) files.set(path, text);
    }
    const images = set.images.map((image) => written.get(image.name) ?? image);
    return { files, crops: [], images, losses };
  },
};

function readFile(run: ImportRun, file: string, text: string): void {
  const document = readJson(run, file, text, cocoDocument);
  if (document === null) return;
  const lineAt = lineFinder(text);
  const names = new Map<CocoId, string>();
  for (const [index, { id, name }] of document.categories.entries()) {
    if (id === null || name === null) {
      run.log.note('field-missing', file, { detail: `categories[${index}]` });
    } else if (names.has(id)) {
      run.log.note('class-doubled', file, { detail: name });
    } else {
      names.set(id, name);
      run.classId(name);
    }
  }
  const boxesOf = new Map<CocoId, CocoBox[]>();
  const listed = new Set(document.images.map(({ id }) => id));
  for (const box of document.annotations) {
    const { imageId, node } = box;
    const where = { line: lineAt(node.start), skips: 'boxes' as const };
    if (imageId === null) run.log.note('field-missing', file, { ...where, detail: 'image_id' });
    else if (!listed.has(imageId))
      run.log.note('image-missing', file, { ...where, detail: imageId });
    else push(boxesOf, imageId, box);
  }
  const frame = cocoFrame(text, document);
  for (const [index, image] of document.images.entries()) {
    const where = { file, line: lineAt(image.node.start) };
    if (image.id === null || image.fileName === null) {
      const detail = `images[${index}]`;
      run.log.note('field-missing', file, { ...where, detail, skips: 'images' });
      continue;
    }
    const { fileName, size, verified, node } = image;
    const place = run.place(where, { stated: [fileName], besides: false, size });
    if (place === null) continue;
    const raw = boxesOf.get(image.id) ?? [];
    // A picture that is listed twice has its boxes once.
    boxesOf.delete(image.id);
    const boxes = raw.map((box) =>
      readBox(run, { file, line: lineAt(box.node.start) }, place, box, names),
    );
    const part = cocoSourceText(text, node, raw);
    const kept = index < FRAME_COPIES ? { frame } : {};
    const { attributes } = image;
    const content = {
      format: 'coco',
      text: part,
      ...(isEmpty(attributes) ? {} : { attributes }),
      boxes,
      verified,
      numbered: true,
      ...kept,
    } as const;
    run.addImage(where, place, content);
  }
}

function readBox(
  run: ImportRun,
  where: { readonly file: string; readonly line: number },
  place: ImagePlace,
  { categoryId, corners, difficult, transcription, polygon, attributes }: CocoBox,
  names: ReadonlyMap<CocoId, string>,
): AnnotationBox | null {
  const about = { line: where.line, skips: 'boxes' as const };
  if (corners === null) {
    run.log.note('field-missing', where.file, { ...about, detail: `${place.name}: bbox` });
    return null;
  }
  const className = names.get(categoryId ?? '');
  if (className === undefined) {
    const detail = `${place.name}: ${categoryId ?? 'category_id'}`;
    run.log.note('class-unknown', where.file, { ...about, detail });
    return null;
  }
  const said = isEmpty(attributes) ? {} : { attributes };
  return run.box(where, place, {
    className,
    corners,
    difficult,
    transcription,
    polygon,
    ...said,
  });
}

function isEmpty(attributes: Attributes): boolean {
  return Object.keys(attributes).length === 0;
}

function push(boxes: Map<CocoId, CocoBox[]>, id: CocoId, box: CocoBox): void {
  const others = boxes.get(id);
  if (others === undefined) boxes.set(id, [box]);
  else others.push(box);
}

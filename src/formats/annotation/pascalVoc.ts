import type { AnnotatedImage, AnnotationBox, AnnotationSet, ImageSource } from './annotation.ts';
import { type AnnotationFormat, type ExportLoss, exportLoss } from './annotationFormat.ts';
import { lossesBeyond } from './exportLosses.ts';
import { annotationPaths, hasEnding, isAnnotated, sourceOf, withSource } from './filePaths.ts';
import type { ImportRun } from './importRun.ts';
import { type ClassNames, isInStep, noteInStep } from './inStep.ts';
import { type KnownEntry, mergedIds, mergeEntries, nothingChanged } from './mergeEntries.ts';
import {
  objectMeaning,
  objectTexts,
  ownAttributes,
  parseVoc,
  type VocDocument,
  vocMeaning,
} from './pascalVocDocument.ts';
import { editedVoc, type NamedBox, vocText } from './pascalVocText.ts';
import { turnedBoxOf } from './polygon.ts';
import { readFiles } from './readFiles.ts';
import { lineFinder } from './textEdits.ts';
import { asStated } from './turnedPicture.ts';
import { xmlText } from './xmlTree.ts';

const HELD = ['verified', 'difficult', 'transcription', 'attributes', 'polygon'] as const;

/**
 * Pascal VOC: one XML file a picture, boxes in whole px. Written as LabelImg writes it (Everingham
 * et al. 2010 for the elements); a text of a box stands in `<transcription>`.
 */
export const pascalVoc: AnnotationFormat = {
  name: 'voc',
  title: 'Pascal VOC',
  accepts: (path) => hasEnding(path, '.xml'),

  read: (files, options) => readFiles(pascalVoc, files, options, readFile),

  write(set, standing) {
    const paths = annotationPaths(set.images, 'voc', '.xml');
    const names = new Map(set.classes.map(({ id, name }) => [id, xmlText(name).trim()]));
    const files = new Map<string, string>();
    const losses: ExportLoss[] = [];
    const images = set.images.map((image) => {
      const path = paths.get(image.name);
      if (path === undefined || !isAnnotated(image, 'voc')) return image;
      const written = writeImage(image, names, standing?.get(path) ?? null);
      if (written === null) {
        losses.push(exportLoss('standing-broken', image.name));
        return image;
      }
      if (written.text !== standing?.get(path)) files.set(path, written.text);
      losses.push(...lossesBeyond(image, 'voc', HELD));
      if (image.boxes.some(isLost)) losses.push(exportLoss('polygon', image.name));
      const source = { format: 'voc', path, ...written } as const;
      noteInStep(image, source, names);
      return withSource(image, source);
    });
    losses.push(...changedNames(set));
    return { files, crops: [], images, losses };
  },
};

function readFile(run: ImportRun, file: string, text: string): void {
  const document = parseVoc(text);
  if ('problem' in document) {
    run.log.note(document.problem, file, { detail: document.detail, skips: 'files' });
    return;
  }
  run.log.count('files');
  const stated = [document.filename, document.path].filter(
    (name): name is string => name !== null && name !== '',
  );
  const place = run.place({ file }, { stated, besides: true, size: document.size });
  if (place === null) return;
  const lineAt = lineFinder(text);
  const boxes = document.objects.map((object) => {
    const where = { file, line: lineAt(object.element.start) };
    if (object.name === null || object.corners === null) {
      const detail = object.name === null ? 'name' : 'bndbox';
      run.log.note('field-missing', file, { ...where, detail, skips: 'boxes' });
      return null;
    }
    const { name, corners, difficult, transcription, polygon } = object;
    if (polygon !== null) run.log.note('box-polygon', file, { ...where, detail: name });
    const attributes = ownAttributes(object.attributes, corners, document.size ?? place.size);
    const said = Object.keys(attributes).length === 0 ? {} : { attributes };
    const flags = { difficult, transcription, polygon, ...said };
    return run.box(where, place, { className: name, corners, ...flags });
  });
  run.addImage({ file }, place, { format: 'voc', text, boxes, verified: document.verified });
}

function boxesOf(image: AnnotatedImage, names: ClassNames): readonly NamedBox[] {
  return image.boxes.map((box) => ({
    box: box.transcription === null ? box : { ...box, transcription: xmlText(box.transcription) },
    className: names.get(box.classId) ?? box.classId,
  }));
}

/** The file of a picture and the ids of its boxes; null where the standing file must not be touched. */
function writeImage(
  image: AnnotatedImage,
  names: ClassNames,
  standing: string | null,
): { readonly text: string; readonly boxIds: readonly (string | null)[] } | null {
  const source = sourceOf(image, 'voc');
  const old = standing ?? source?.text ?? null;
  if (source !== null && old === source.text && isInStep(image, source, names)) {
    return { text: old, boxIds: source.boxIds };
  }
  if (old === null) {
    const boxIds = image.boxes.map(({ id }) => id);
    return { text: vocText(image, boxesOf(image, names)), boxIds };
  }
  const document = parseVoc(old);
  if ('problem' in document) return null;
  return mergeImage(asStated(image, document.size), names, document);
}

/** The standing file with what the picture, drawn as the file sees it, says now. */
function mergeImage(image: AnnotatedImage, names: ClassNames, document: VocDocument) {
  const source = sourceOf(image, 'voc');
  const { text: old } = document;
  const boxes = boxesOf(image, names);
  const entries = objectTexts(document).map((text, index) => {
    const object = document.objects[index];
    return { text, meaning: object === undefined ? null : objectMeaning(object, image) };
  });
  const own = boxes.map(({ box, className }) => ({
    boxId: box.id,
    meaning: vocMeaning(className, box, image, box),
  }));
  const known = source === null ? [] : knownEntries(source, old === source.text ? document : null);
  const merged = mergeEntries(entries, known, own);
  const verified = image.verified || (source === null && document.verified);
  const boxIds = mergedIds(merged, own);
  if (nothingChanged(merged, entries.length) && verified === document.verified) {
    return { text: old, boxIds };
  }
  return { text: editedVoc(document, image, boxes, merged, verified), boxIds };
}

/** The objects of a source; `read` spares reading it where that was done. */
function knownEntries(source: ImageSource, read: VocDocument | null): readonly KnownEntry[] {
  const document = read ?? parseVoc(source.text);
  if ('problem' in document) return [];
  return objectTexts(document).map((text, index) => ({
    text,
    boxId: source.boxIds[index] ?? null,
  }));
}

/** Turned boxes have a place in roLabelImg's dialect, other outlines have none. */
function isLost({ polygon }: AnnotationBox): boolean {
  return polygon !== undefined && turnedBoxOf(polygon) === null;
}

function changedNames({ classes, images }: AnnotationSet): readonly ExportLoss[] {
  const changed = new Set(
    classes.filter(({ name }) => xmlText(name).trim() !== name).map(({ id }) => id),
  );
  return images.flatMap(({ name, boxes }) =>
    boxes.some(({ classId }) => changed.has(classId)) ? [exportLoss('class-name', name)] : [],
  );
}

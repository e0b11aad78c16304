import type { AnnotatedImage, AnnotationBox, AnnotationClass } from './annotation.ts';
import {
  type AnnotationFormat,
  type Crop,
  type ExportLoss,
  exportLoss,
} from './annotationFormat.ts';
import { lossesBeyond } from './exportLosses.ts';
import { baseName, folderOf, joinPath, sourceOf, withoutEnding, withSource } from './filePaths.ts';
import type { ImportRun } from './importRun.ts';
import { readFiles, readRows } from './readFiles.ts';
import { cellText, rowsText, textRows } from './textLine.ts';

const FILE = 'labels.tsv';
const CROPS = 'crops';
const LINE_CLASS = 'line';

/**
 * Our own file of single lines: file ⇥ text, each file a picture of one line. Boxes with a text are
 * cut out of their pictures (`crops`); what the reader is trained and measured on.
 */
export const labelsTsv: AnnotationFormat = {
  name: 'labels',
  title: 'Line crops (labels.tsv)',
  accepts: (path) => baseName(path) === FILE,

  read: (files, options) => readFiles(labelsTsv, files, options, readRows(readRow)),

  write(set, standing = new Map()) {
    const path = set.images.map((one) => sourceOf(one, 'labels')?.path).find(Boolean) ?? FILE;
    const there = standing.get(path) ?? null;
    const rows = standingRows(path, there, set.images);
    const losses: ExportLoss[] = [];
    const crops: Crop[] = [];
    const folders = new Set<string>();
    const images = set.images.map((image) => {
      if (sourceOf(image, 'labels') !== null) {
        const row = wholeRow(image, rows.get(image.name) ?? null);
        rows.set(image.name, row);
        const boxIds = [image.boxes[0]?.id ?? null];
        losses.push(...lossesBeyond(image, 'labels', ['transcription']));
        return withSource(image, { format: 'labels', path, text: row, boxIds });
      }
      const folder = folderFor(image, folders);
      const written = image.boxes.filter(
        ({ transcription }) => cellText(transcription ?? '') !== '',
      );
      for (const [index, { x, y, width, height, transcription }] of written.entries()) {
        const stated = `${folder}/${String(index + 1).padStart(4, '0')}.png`;
        const crop = joinPath(folderOf(path), stated);
        crops.push({ path: crop, image: image.name, x, y, width, height });
        rows.set(crop, `${stated}\t${cellText(transcription ?? '')}`);
      }
      losses.push(...lossesOf(image, set.classes, written));
      return image;
    });
    const text = rowsText([...rows.values()], there);
    const files = new Map(text === (there ?? '') ? [] : [[path, text]]);
    return { files, crops, images, losses };
  },
};

function readRow(run: ImportRun, file: string, line: number, content: string): void {
  const [stated = '', text = '', ...more] = content.split('\t');
  const where = { file, line };
  if (stated.trim() === '' || text.trim() === '' || more.length > 0) {
    run.log.note('row-broken', file, { ...where, detail: content, skips: 'images' });
    return;
  }
  const place = run.place(where, { stated: [stated.trim()], besides: false, size: null });
  if (place === null) return;
  const { width, height } = place.size;
  const box = run.box(where, place, {
    className: LINE_CLASS,
    corners: { left: 0, top: 0, right: width, bottom: height },
    transcription: text,
  });
  run.addImage(where, place, { format: 'labels', text: content, boxes: [box], verified: false });
}

function standingRows(
  path: string,
  standing: string | null,
  images: readonly AnnotatedImage[],
): Map<string, string> {
  const told = images.flatMap((image) => {
    const source = sourceOf(image, 'labels');
    return source === null ? [] : [[image.name, source.text] as const];
  });
  if (standing === null) return new Map(told);
  const byStated = new Map(told.map(([name, text]) => [text.split('\t')[0]?.trim() ?? '', name]));
  const rows = new Map<string, string>();
  for (const { text, line } of textRows(standing)) {
    const stated = text.split('\t')[0]?.trim() ?? '';
    const name = byStated.get(stated) ?? joinPath(folderOf(path), stated);
    // A row that is there twice, or names nothing, stays under a key that no picture has.
    rows.set(name === '' || rows.has(name) ? `\n${line}` : name, text);
  }
  return rows;
}

/** The row of a picture that is one line; its text is that of its first box. */
function wholeRow(image: AnnotatedImage, standing: string | null): string {
  const old = standing ?? sourceOf(image, 'labels')?.text ?? image.name;
  const [stated = '', before = ''] = old.split('\t');
  const text = cellText(image.boxes[0]?.transcription ?? '');
  return text === '' || text === cellText(before) ? old : `${stated}\t${text}`;
}

/** A folder of its own for each picture's crops, with a name that every disk takes. */
function folderFor({ name }: AnnotatedImage, taken: Set<string>): string {
  const plain = withoutEnding(name)
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .replace(/^\.+/, '_');
  let folder = `${CROPS}/${plain}`;
  for (let count = 2; taken.has(folder.toLowerCase()); count++)
    folder = `${CROPS}/${plain}-${count}`;
  taken.add(folder.toLowerCase());
  return folder;
}

function lossesOf(
  image: AnnotatedImage,
  classes: readonly AnnotationClass[],
  written: readonly AnnotationBox[],
): readonly ExportLoss[] {
  const { name, boxes } = image;
  const lines = new Set(classes.filter((one) => one.name === LINE_CLASS).map(({ id }) => id));
  const changed = written.some(
    ({ transcription }) => cellText(transcription ?? '') !== transcription,
  );
  return [
    ...lossesBeyond(image, 'labels', ['transcription']),
    ...(written.some(({ classId }) => !lines.has(classId)) ? [exportLoss('classes', name)] : []),
    ...(written.length < boxes.length ? [exportLoss('no-text', name)] : []),
    ...(changed ? [exportLoss('text-changed', name)] : []),
  ];
}

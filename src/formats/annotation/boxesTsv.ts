import type { AnnotatedImage } from './annotation.ts';
import { type AnnotationFormat, type ExportLoss, exportLoss } from './annotationFormat.ts';
import { type BoxRow, BoxTable, headerOf, missingColumns, rowOf } from './boxTable.ts';
import { lossesBeyond } from './exportLosses.ts';
import { baseName, folderOf, isAnnotated, relativePath, sourceOf } from './filePaths.ts';
import type { ImportRun } from './importRun.ts';
import { readFiles } from './readFiles.ts';
import { cellText, textRows } from './textLine.ts';

const FILE = 'boxes.tsv';
/**
 * Our own file of written lines: a header, then file ⇥ x ⇥ y ⇥ w ⇥ h ⇥ text ⇥ class. What
 * `npm run evaluate` reads; the class is there for the way back.
 */
export const boxesTsv: AnnotationFormat = {
  name: 'boxes',
  title: 'Lines (boxes.tsv)',
  accepts: (path) => baseName(path) === FILE,

  read: (files, options) => readFiles(boxesTsv, files, options, readFile),

  write(set, standing = new Map()) {
    const path = set.images.map((one) => sourceOf(one, 'boxes')?.path).find(Boolean) ?? FILE;
    const names = new Map(set.classes.map(({ id, name }) => [id, cellText(name)]));
    const losses: ExportLoss[] = [];
    const table = new BoxTable(path, standing.get(path) ?? null, set.images);
    const images = set.images.map((image) => {
      if (!isAnnotated(image, 'boxes')) return image;
      const stated = relativePath(folderOf(path), image.name);
      if (stated !== cellText(stated)) {
        losses.push(exportLoss('image-name', image.name));
        return image;
      }
      losses.push(...lossesBeyond(image, 'boxes', ['transcription']), ...changedTexts(image));
      return table.merge(image, stated, names);
    });
    const files = new Map<string, string>();
    const { text } = table;
    if (text !== standing.get(path)) files.set(path, text);
    return { files, crops: [], images, losses };
  },
};

function readFile(run: ImportRun, file: string, text: string): void {
  const [first, ...rows] = textRows(text);
  const header = headerOf(first?.text ?? '');
  const missing = missingColumns(header);
  if (missing.length > 0) {
    run.log.note('field-missing', file, { detail: missing.join(', '), skips: 'files' });
    return;
  }
  run.log.count('files');
  const byPicture = new Map<string, { line: number; text: string; row: BoxRow }[]>();
  for (const { line, text: content } of rows) {
    const row = rowOf(header, content);
    if (row === null) {
      run.log.note('row-broken', file, { line, detail: content, skips: 'boxes' });
      continue;
    }
    const entry = { line, text: content, row };
    const others = byPicture.get(row.file);
    if (others === undefined) byPicture.set(row.file, [entry]);
    else others.push(entry);
  }
  for (const [stated, entries] of byPicture) {
    const where = { file, line: entries[0]?.line ?? 1 };
    const place = run.place(where, { stated: [stated], besides: false, size: null });
    if (place === null) continue;
    const boxes = entries.map(({ line, row }) =>
      run.box({ file, line }, place, {
        className: row.className,
        corners: row.corners,
        transcription: row.text === '' ? null : row.text,
      }),
    );
    const part = [first?.text ?? '', ...entries.map((entry) => entry.text)].join('\n');
    run.addImage(where, place, { format: 'boxes', text: part, boxes, verified: false });
  }
}

function changedTexts({ name, boxes }: AnnotatedImage): readonly ExportLoss[] {
  const texts = boxes.map(({ transcription }) => transcription ?? '');
  return texts.some((text) => cellText(text) !== text) ? [exportLoss('text-changed', name)] : [];
}

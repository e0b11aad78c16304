import { parseChapterLabel } from '../../reading/text/chapterLabel.ts';
import type { AnnotatedImage, AnnotationBox, AnnotationSet } from './annotation.ts';
import { type AnnotationFormat, type ExportLoss, exportLoss } from './annotationFormat.ts';
import type { Corners } from './boxInside.ts';
import { lossesBeyond } from './exportLosses.ts';
import {
  baseName,
  folderOf,
  isAnnotated,
  joinPath,
  relativePath,
  sourceOf,
  withSource,
} from './filePaths.ts';
import type { ImagePlace, ImportRun } from './importRun.ts';
import {
  itemsOf,
  type JsonNode,
  memberEdit,
  memberOf,
  numberIn,
  parseJsonTree,
  roundedPx,
  textOf,
} from './jsonTree.ts';
import { readFiles, readRows } from './readFiles.ts';
import { applyEdits, type TextEdit } from './textEdits.ts';
import { rowsText, textRows } from './textLine.ts';

const FILE = 'truth.jsonl';
const PARTS = ['chapter', 'title'] as const;

type Part = (typeof PARTS)[number];

/**
 * Our own file of textbook pages: a JSON object a line with `image`, `kind`, `chapter` and `title`,
 * as `npm run evaluate` reads it. A page has at most one box of each of the two classes.
 */
export const truthJsonl: AnnotationFormat = {
  name: 'truth',
  title: 'Textbook pages (truth.jsonl)',
  accepts: (path) => baseName(path) === FILE,

  read: (files, options) => readFiles(truthJsonl, files, options, readRows(readRow)),

  write(set, standing = new Map()) {
    const path = set.images.map((one) => sourceOf(one, 'truth')?.path).find(Boolean) ?? FILE;
    const there = standing.get(path) ?? null;
    const rows = rowsByImage(path, there, set.images);
    const losses: ExportLoss[] = [];
    const images = set.images.map((image) => {
      if (!isAnnotated(image, 'truth')) return image;
      const found = partsOf(image, set);
      losses.push(...lossesOf(image, found));
      const row = rowText(path, image, found, rows.get(image.name) ?? null);
      rows.set(image.name, row);
      const boxIds = PARTS.map((part) => found[part]?.id ?? null);
      return withSource(image, { format: 'truth', path, text: row, boxIds });
    });
    const text = rowsText([...rows.values()], there);
    const files = new Map(text === there ? [] : [[path, text]]);
    return { files, crops: [], images, losses };
  },
};

function parsed(text: string): JsonNode | null {
  try {
    const node = parseJsonTree(text);
    return node.kind === 'object' ? node : null;
  } catch {
    return null;
  }
}

function readRow(run: ImportRun, file: string, line: number, text: string): void {
  const page = parsed(text);
  const stated = textOf(memberOf(page, 'image'));
  if (page === null || stated === null || stated === '') {
    const code = page === null ? 'json-broken' : 'field-missing';
    run.log.note(code, file, { line, detail: 'image', skips: 'images' });
    return;
  }
  const where = { file, line };
  const place = run.place(where, { stated: [stated], besides: false, size: null });
  if (place === null) return;
  const boxes = PARTS.map((part) => readPart(run, where, place, memberOf(page, part), part));
  run.addImage(where, place, { format: 'truth', text, boxes, verified: false });
}

function readPart(
  run: ImportRun,
  where: { readonly file: string; readonly line: number },
  place: ImagePlace,
  node: JsonNode | null,
  part: Part,
): AnnotationBox | null {
  if (node === null || node.kind === 'scalar') return null;
  const corners = cornersIn(memberOf(node, 'box'));
  if (corners === null) {
    // A truth without a place is fine for measuring; there is only nothing to draw.
    if (itemsOf(memberOf(node, 'box')) !== null) {
      const about = { ...where, detail: `${part}.box`, skips: 'boxes' as const };
      run.log.note('field-missing', where.file, about);
    }
    return null;
  }
  const transcription = textOf(memberOf(node, 'text'));
  return run.box(where, place, { className: part, corners, transcription: transcription || null });
}

function cornersIn(node: JsonNode | null): Corners | null {
  const [left, top, width, height] = itemsOf(node)?.map(numberIn) ?? [];
  if (left == null || top == null || width == null || height == null) return null;
  return { left, top, right: left + width, bottom: top + height };
}

type PageParts = Readonly<Record<Part, AnnotationBox | null>>;

function partsOf({ boxes }: AnnotatedImage, { classes }: AnnotationSet): PageParts {
  const first = (part: Part) => {
    const ids = new Set(classes.filter(({ name }) => name === part).map(({ id }) => id));
    return boxes.find(({ classId }) => ids.has(classId)) ?? null;
  };
  return { chapter: first('chapter'), title: first('title') };
}

function rowsByImage(
  path: string,
  standing: string | null,
  images: readonly AnnotatedImage[],
): Map<string, string> {
  const told = images.flatMap((image) => sourceOf(image, 'truth')?.text ?? []);
  const texts = standing === null ? told : textRows(standing).map(({ text }) => text);
  const byStated = new Map(
    images.flatMap((image) => {
      const text = sourceOf(image, 'truth')?.text;
      const stated = text === undefined ? null : textOf(memberOf(parsed(text), 'image'));
      return stated === null ? [] : [[stated, image.name]];
    }),
  );
  const rows = new Map<string, string>();
  for (const [index, text] of texts.entries()) {
    const stated = textOf(memberOf(parsed(text), 'image'));
    const name =
      stated === null ? null : (byStated.get(stated) ?? joinPath(folderOf(path), stated));
    // What is no page, or one twice, stays under a key that no picture has.
    rows.set(name === null || rows.has(name) ? `\n${index}` : name, text);
  }
  return rows;
}

function rowText(
  path: string,
  image: AnnotatedImage,
  parts: PageParts,
  standing: string | null,
): string {
  const old = standing === null ? null : parsed(standing);
  const kind = parts.chapter === null && parts.title === null ? 'body' : 'opener';
  if (standing === null || old?.kind !== 'object') {
    return JSON.stringify({
      image: relativePath(folderOf(path), image.name),
      kind,
      chapter: partJson('chapter', parts.chapter, null),
      title: partJson('title', parts.title, null),
    });
  }
  const edits: TextEdit[] = [];
  for (const part of PARTS) {
    const node = memberOf(old, part);
    const box = parts[part];
    if (partMeaning(node) === boxMeaning(box)) continue;
    // A truth without a box was never drawn, so nobody deleted it.
    if (box === null && cornersIn(memberOf(node, 'box')) === null) continue;
    edits.push(memberEdit(old, part, JSON.stringify(partJson(part, box, node))));
  }
  if (edits.length > 0) edits.push(memberEdit(old, 'kind', JSON.stringify(kind)));
  return applyEdits(standing, edits);
}

function boxNumbers({ x, y, width, height }: AnnotationBox): readonly number[] {
  return [x, y, width, height].map(roundedPx);
}

function boxMeaning(box: AnnotationBox | null): string {
  return JSON.stringify(box === null ? null : [box.transcription ?? '', boxNumbers(box)]);
}

function partMeaning(node: JsonNode | null): string {
  const numbers = itemsOf(memberOf(node, 'box'))?.map(numberIn);
  if (node === null || node.kind === 'scalar') return JSON.stringify(null);
  const rounded = numbers?.map((value) => (value === null ? null : roundedPx(value)));
  return JSON.stringify([textOf(memberOf(node, 'text')) ?? '', rounded ?? null]);
}

function partJson(part: Part, box: AnnotationBox | null, old: JsonNode | null) {
  if (box === null) return null;
  const text = box.transcription ?? '';
  const kept = textOf(memberOf(old, 'text')) === text ? textOf(memberOf(old, 'number')) : null;
  const number = kept ?? parseChapterLabel(text, { letter: true })?.number ?? null;
  return { text, ...(part === 'chapter' ? { number } : {}), box: boxNumbers(box) };
}

function lossesOf(image: AnnotatedImage, parts: PageParts): readonly ExportLoss[] {
  const { name, boxes } = image;
  const written = new Set(PARTS.flatMap((part) => parts[part]?.id ?? []));
  return [
    ...lossesBeyond(image, 'truth', ['transcription']),
    ...(boxes.some(({ id }) => !written.has(id)) ? [exportLoss('class', name)] : []),
  ];
}

import type { AnnotatedImage, ImageSource } from './annotation.ts';
import { type AnnotationFormat, type ExportLoss, exportLoss } from './annotationFormat.ts';
import {
  type CreateMlEntry,
  createMlEntries,
  createMlMeaning,
  editedEntry,
  entryText,
  type LabelledBox,
  standingMeaning,
} from './createMlEntries.ts';
import { lossesBeyond } from './exportLosses.ts';
import {
  folderOf,
  hasEnding,
  isAnnotated,
  joinPath,
  relativePath,
  sourceOf,
  withoutEnding,
  withSource,
} from './filePaths.ts';
import type { ImportRun } from './importRun.ts';
import { isInStep, noteInStep } from './inStep.ts';
import { type JsonNode, type ListItem, listText, parseJsonTree } from './jsonTree.ts';
import { type KnownEntry, mergedIds, mergeEntries, nothingChanged } from './mergeEntries.ts';
import { readFiles, readJson } from './readFiles.ts';
import { lineFinder } from './textEdits.ts';

const DEFAULT_PATH = 'annotations.createml.json';
const HELD = ['verified', 'difficult', 'transcription'] as const;

/**
 * Create ML: a JSON list with an entry a picture, boxes by their centre in px. LabelImg writes one
 * file for each picture, other tools one for a folder; both are read and kept as they are.
 */
export const createMl: AnnotationFormat = {
  name: 'createml',
  title: 'Create ML',
  accepts: (path) => hasEnding(path, '.json'),

  read: (files, options) => readFiles(createMl, files, options, readFile),

  write(set, standing = new Map()) {
    const paths = pathsOf(set.images);
    const labels = new Map(set.classes.map(({ id, name }) => [id, name]));
    const files = new Map<string, string>();
    const losses: ExportLoss[] = [];
    const sources = new Map<string, AnnotatedImage>();
    for (const [path, images] of paths) {
      const written = writeFile(path, images, labels, standing.get(path) ?? null);
      if (written === null) {
        losses.push(...images.map(({ name }) => exportLoss('standing-broken', name)));
        continue;
      }
      if (written.text !== standing.get(path)) files.set(path, written.text);
      for (const image of images) losses.push(...lossesBeyond(image, 'createml', HELD));
      for (const image of written.images) sources.set(image.name, image);
    }
    const images = set.images.map((image) => sources.get(image.name) ?? image);
    return { files, crops: [], images, losses };
  },
};

function readFile(run: ImportRun, file: string, text: string): void {
  const entries = readJson(run, file, text, createMlEntries);
  if (entries === null) return;
  const lineAt = lineFinder(text);
  for (const [index, entry] of entries.entries()) {
    if (entry === null || entry.image === null) {
      run.log.note('field-missing', file, { detail: `[${index}].image`, skips: 'images' });
      continue;
    }
    const start = { file, line: lineAt(entry.node.start) };
    if (!entry.hasList) {
      run.log.note('field-missing', file, { ...start, detail: `[${index}].annotations` });
    }
    const place = run.place(start, { stated: [entry.image], besides: false, size: null });
    if (place === null) continue;
    const boxes = entry.boxes.map(({ node, label, corners, difficult, transcription }) => {
      const where = { file, line: lineAt(node.start) };
      if (label === null || corners === null) {
        const detail = `${place.name}: ${label === null ? 'label' : 'coordinates'}`;
        run.log.note('field-missing', file, { ...where, detail, skips: 'boxes' });
        return null;
      }
      return run.box(where, place, { className: label, corners, difficult, transcription });
    });
    const { start: from, end } = entry.node;
    const part = text.slice(from, end);
    run.addImage(start, place, { format: 'createml', text: part, boxes, verified: entry.verified });
  }
}

/** The pictures of each file; new ones go where their neighbours' are. */
function pathsOf(images: readonly AnnotatedImage[]): ReadonlyMap<string, AnnotatedImage[]> {
  const known = images.map((image) => sourceOf(image, 'createml'));
  const single = images.some(({ name }, index) => {
    const path = known[index]?.path;
    return path !== undefined && withoutEnding(path) === withoutEnding(name);
  });
  const shared = known.find((source) => source !== null)?.path ?? DEFAULT_PATH;
  const paths = new Map<string, AnnotatedImage[]>();
  for (const [index, image] of images.entries()) {
    if (!isAnnotated(image, 'createml')) continue;
    const own = single ? `${withoutEnding(image.name)}.json` : shared;
    const path = known[index]?.path ?? own;
    const others = paths.get(path);
    if (others === undefined) paths.set(path, [image]);
    else others.push(image);
  }
  return paths;
}

function parsed(
  text: string,
): { root: JsonNode; entries: readonly (CreateMlEntry | null)[] } | null {
  try {
    const root = parseJsonTree(text);
    const entries = createMlEntries(root);
    return entries === null ? null : { root, entries };
  } catch {
    return null;
  }
}

/** The file with the pictures' new sources; null where what stands must not be touched. */
function writeFile(
  path: string,
  images: readonly AnnotatedImage[],
  labels: ReadonlyMap<string, string>,
  standing: string | null,
): { readonly text: string; readonly images: readonly AnnotatedImage[] } | null {
  const told = images.flatMap((image) => sourceOf(image, 'createml')?.text ?? []);
  const old = standing ?? `[${told.join(', ')}]`;
  const document = parsed(old);
  if (document?.root.kind !== 'list') return null;
  const { root, entries } = document;
  const items: (ListItem & { readonly index: number })[] = root.items.map((node, index) => ({
    text: old.slice(node.start, node.end),
    index,
  }));
  const added: ListItem[] = [];
  const placeOf = placesIn(path, images, entries, items);
  const written = images.map((image) => {
    const boxes = image.boxes.map((box) => ({
      box,
      label: labels.get(box.classId) ?? box.classId,
    }));
    const at = placeOf(image) ?? -1;
    const entry = entries[at];
    if (entry === undefined || entry === null) {
      const stated = relativePath(folderOf(path), image.name);
      const text = entryText(stated, image.verified, boxes);
      added.push({ text, index: null });
      const boxIds = image.boxes.map(({ id }) => id);
      const source = { format: 'createml', path, text, boxIds } as const;
      noteInStep(image, source, labels);
      return withSource(image, source);
    }
    const before = sourceOf(image, 'createml');
    const standingText = items[at]?.text ?? '';
    const same = before !== null && before.text === standingText && isInStep(image, before, labels);
    const { text, boxIds } = same ? before : mergedEntry(old, entry, image, boxes);
    items[at] = { text, index: at };
    const source = { format: 'createml', path, text, boxIds } as const;
    noteInStep(image, source, labels);
    return withSource(image, source);
  });
  const list = listText(old, root, [...items, ...added]);
  return { text: old.slice(0, root.start) + list + old.slice(root.end), images: written };
}

/** Where each picture's entry stands: as it was read, else by its path from the file's folder on. */
function placesIn(
  path: string,
  images: readonly AnnotatedImage[],
  entries: readonly (CreateMlEntry | null)[],
  items: readonly ListItem[],
): (image: AnnotatedImage) => number | undefined {
  const byText = firstPlaces(items.map(({ text }) => text));
  const asRead = images.map((image) => byText.get(sourceOf(image, 'createml')?.text ?? ''));
  const unfound = images.filter((_, index) => asRead[index] === undefined);
  const byStated = firstPlaces(entries.map((entry) => entry?.image ?? ''));
  const byName = firstPlaces(
    entries.map((entry) => (entry?.image == null ? '' : joinPath(folderOf(path), entry.image))),
  );
  const places = new Map(images.map(({ name }, index) => [name, asRead[index]]));
  for (const image of unfound) {
    const stated = sourceEntry(image)?.image;
    places.set(image.name, byStated.get(stated ?? '') ?? byName.get(image.name));
  }
  return ({ name }) => places.get(name);
}

function firstPlaces(keys: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [index, key] of keys.entries()) {
    if (key !== '' && !places.has(key)) places.set(key, index);
  }
  return places;
}

function mergedEntry(
  text: string,
  entry: CreateMlEntry,
  image: AnnotatedImage,
  boxes: readonly LabelledBox[],
): { readonly text: string; readonly boxIds: readonly (string | null)[] } {
  const standing = entry.boxes.map((box) => ({
    text: text.slice(box.node.start, box.node.end),
    meaning: standingMeaning(box, image),
  }));
  const own = boxes.map(({ box, label }) => ({
    boxId: box.id,
    meaning: createMlMeaning(label, box, box),
  }));
  const merged = mergeEntries(standing, knownEntries(image), own);
  const verified = image.verified || (sourceOf(image, 'createml') === null && entry.verified);
  const boxIds = mergedIds(merged, own);
  if (nothingChanged(merged, standing.length) && verified === entry.verified) {
    return { text: text.slice(entry.node.start, entry.node.end), boxIds };
  }
  return { text: editedEntry(text, entry, boxes, merged, verified), boxIds };
}

/** What a source says; each is read once. */
const readSources = new WeakMap<ImageSource, CreateMlEntry | null>();

function sourceEntry(image: AnnotatedImage): CreateMlEntry | null {
  const source = sourceOf(image, 'createml');
  if (source === null) return null;
  const known = readSources.get(source);
  if (known !== undefined) return known;
  const entry = parsed(`[${source.text}]`)?.entries[0] ?? null;
  readSources.set(source, entry);
  return entry;
}

function knownEntries(image: AnnotatedImage): readonly KnownEntry[] {
  const source = sourceOf(image, 'createml');
  if (source === null) return [];
  // The entry stands behind a bracket where it was read.
  return (sourceEntry(image)?.boxes ?? []).map(({ node }, index) => ({
    text: source.text.slice(node.start - 1, node.end - 1),
    boxId: source.boxIds[index] ?? null,
  }));
}

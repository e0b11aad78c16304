import { boundingBox, type Point } from '../../reading/geometry.ts';
import type { AnnotatedImage, AnnotationBox, AnnotationFormatName } from './annotation.ts';
import {
  type AnnotationFormat,
  type ExportLoss,
  exportLoss,
  type PictureSize,
} from './annotationFormat.ts';
import { boxInside, cornersOf } from './boxInside.ts';
import { lossesBeyond } from './exportLosses.ts';
import {
  annotationPaths,
  baseName,
  hasEnding,
  isAnnotated,
  sourceOf,
  withSource,
} from './filePaths.ts';
import type { ImportRun } from './importRun.ts';
import { type ClassNames, isInStep, noteInStep } from './inStep.ts';
import { wordTexts } from './lineWords.ts';
import { mergedIds, mergeEntries } from './mergeEntries.ts';
import { isUprightBox, outlineOf, polygonInside, turnedBoxOf } from './polygon.ts';
import { readFiles } from './readFiles.ts';
import { applyEdits, indentBefore, lineFinder, type TextEdit } from './textEdits.ts';
import { asStated } from './turnedPicture.ts';
import { parseXml, prefixOf, type XmlElement, type XmlProblem, xmlText } from './xmlTree.ts';

/** What lines are called that nobody called anything. */
export const LINE_CLASS = 'line';

/** A line of a standing file; without points where it states none. */
export interface XmlLine {
  readonly element: XmlElement;
  readonly outline: readonly Point[];
  readonly text: string | null;
  readonly className: string;
}

export interface LinePage {
  readonly root: XmlElement;
  readonly picture: string;
  readonly size: PictureSize | null;
  readonly lines: readonly XmlLine[];
  /** Kinds of what it says beside its lines and what lies around them, one for each time. */
  readonly others: readonly string[];
  /** What new lines are put into; null where they need a region of their own. */
  readonly region: XmlElement | null;
}

/** A line as it is to be written. */
export interface OwnLine {
  readonly id: string;
  readonly outline: readonly Point[];
  readonly baseline: readonly Point[];
  readonly text: string | null;
  readonly className: string;
}

/** How one kind of XML says lines. */
export interface LineDialect {
  readonly name: AnnotationFormatName;
  readonly title: string;
  /** Null where the XML is of another kind. */
  readonly pageOf: (root: XmlElement) => LinePage | { readonly problem: string } | null;
  readonly newPage: (image: AnnotatedImage, lines: readonly OwnLine[]) => string;
  readonly newLines: (page: LinePage, lines: readonly OwnLine[], indent: string) => string;
  /** Where a region of its own goes that holds `lines`. */
  readonly newRegion: (page: LinePage, lines: string) => TextEdit;
  readonly lineEdits: (
    text: string,
    page: LinePage,
    line: XmlLine,
    now: OwnLine,
  ) => readonly TextEdit[];
  /** How many words a line says the places of. */
  readonly words: (line: XmlLine) => number;
  /** What else the page needs for these classes. */
  readonly classEdits: (page: LinePage, classNames: ReadonlySet<string>) => readonly TextEdit[];
}

/** Where writing stands on a box that states no baseline: this part of its height from above. */
const BASELINE = 0.8;

/** A format of written lines in one XML a picture; what the file says besides stays as it is. */
export function lineFormat(dialect: LineDialect): AnnotationFormat {
  const { name, title } = dialect;
  const format: AnnotationFormat = {
    name,
    title,
    accepts: (path) => hasEnding(path, '.xml'),

    read: (files, options) =>
      readFiles(format, files, options, (run, file, text) => readFile(dialect, run, file, text)),

    write(set, standing = new Map()) {
      const paths = annotationPaths(set.images, name, '.xml');
      const names = new Map(set.classes.map((one) => [one.id, xmlText(one.name).trim()]));
      const odd = new Set(
        set.classes.filter((one) => names.get(one.id) !== one.name).map(({ id }) => id),
      );
      const files = new Map<string, string>();
      const losses: ExportLoss[] = [];
      const images = set.images.map((image) => {
        const path = paths.get(image.name);
        if (path === undefined || !isAnnotated(image, name)) return image;
        const written = writeImage(dialect, image, names, standing.get(path) ?? null);
        if (written === null) {
          losses.push(exportLoss('standing-broken', image.name));
          return image;
        }
        if (written.text !== standing.get(path)) files.set(path, written.text);
        losses.push(...lossesBeyond(image, name, ['transcription', 'polygon']));
        if (written.dropsWords) losses.push(exportLoss('line-words', image.name));
        if (image.boxes.some(({ classId }) => odd.has(classId))) {
          losses.push(exportLoss('class-name', image.name));
        }
        const { text, boxIds } = written;
        const source = { format: name, path, text, boxIds };
        noteInStep(image, source, names);
        return withSource(image, source);
      });
      return { files, crops: [], images, losses };
    },
  };
  return format;
}

function pageIn(
  dialect: LineDialect,
  text: string,
): LinePage | { readonly problem: XmlProblem | 'not-annotations'; readonly detail: string } {
  const parsed = parseXml(text);
  if ('problem' in parsed) return parsed;
  const page = dialect.pageOf(parsed.root);
  if (page === null) return { problem: 'not-annotations', detail: `<${parsed.root.name}>` };
  return 'problem' in page ? { problem: 'not-annotations', detail: page.problem } : page;
}

function readFile(dialect: LineDialect, run: ImportRun, file: string, text: string): void {
  const page = pageIn(dialect, text);
  if ('problem' in page) {
    run.log.note(page.problem, file, { detail: page.detail, skips: 'files' });
    return;
  }
  run.log.count('files');
  const stated = [baseName(page.picture)].filter((one) => one !== '');
  const place = run.place({ file }, { stated, besides: true, size: page.size });
  if (place === null) return;
  if (page.others.length > 0) {
    const kinds = [...new Set(page.others)].join(', ');
    run.log.note('said-unkept', file, { detail: `${place.name}: ${kinds}` });
  }
  const lineAt = lineFinder(text);
  const boxes = page.lines.map(({ element, outline, text: transcription, className }) => {
    const where = { file, line: lineAt(element.start) };
    if (outline.length < 2) {
      run.log.note('field-missing', file, { ...where, detail: 'Coords', skips: 'boxes' });
      return null;
    }
    const corners = cornersOf(boundingBox(outline));
    const polygon = outline.length < 3 || isUprightBox(outline) ? null : outline;
    return run.box(where, place, { className, corners, polygon, transcription });
  });
  run.addImage({ file }, place, { format: dialect.name, text, boxes, verified: false });
}

/** Whole px: both formats have them so, or read them so. */
function rounded(points: readonly Point[], size: PictureSize): readonly Point[] {
  const inside = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  return points.map(({ x, y }) => ({ x: inside(x, size.width), y: inside(y, size.height) }));
}

function ownLine(box: AnnotationBox, image: AnnotatedImage, names: ClassNames): OwnLine {
  const { transcription } = box;
  const outline = outlineOf(box);
  return {
    id: `line_${box.id.replace(/[^\w.-]/g, '_')}`,
    outline: rounded(outline, image),
    baseline: rounded(baselineOf(outline), image),
    text: transcription === null ? null : xmlText(transcription),
    className: names.get(box.classId) ?? box.classId,
  };
}

/** A straight line low in a box, along its turn. */
function baselineOf(outline: readonly Point[]): readonly Point[] {
  const box = boundingBox(outline);
  const upright: readonly Point[] = [
    { x: box.x, y: box.y },
    { x: box.x + box.width, y: box.y },
    { x: box.x + box.width, y: box.y + box.height },
    { x: box.x, y: box.y + box.height },
  ];
  const [a, b, c, d] = turnedBoxOf(outline) === null ? upright : outline;
  const between = (from: Point | undefined, to: Point | undefined): readonly Point[] =>
    from === undefined || to === undefined
      ? []
      : [
          {
            x: from.x + (to.x - from.x) * BASELINE,
            y: from.y + (to.y - from.y) * BASELINE,
          },
        ];
  return [...between(a, d), ...between(b, c)];
}

function meaningOf(className: string, text: string | null, outline: readonly Point[]): string {
  return JSON.stringify([className, text ?? '', outline.map(({ x, y }) => [x, y])]);
}

/** What a standing line says; null where it has no place in the picture. */
function standingMeaning(line: XmlLine, image: AnnotatedImage): string | null {
  const { outline, className, text } = line;
  if (outline.length < 2) return null;
  const inside = boxInside(cornersOf(boundingBox(outline)), image);
  if ('problem' in inside) return null;
  const upright = outline.length < 3 || isUprightBox(outline);
  const points = upright ? outlineOf(inside.box) : polygonInside(outline, image);
  return meaningOf(className, text, rounded(points, image));
}

interface Written {
  readonly text: string;
  readonly boxIds: readonly (string | null)[];
  /** Whether places of words are not said any more. */
  readonly dropsWords?: boolean;
}

/** The file of a picture; null where the standing file must not be touched. */
function writeImage(
  dialect: LineDialect,
  image: AnnotatedImage,
  names: ClassNames,
  standing: string | null,
): Written | null {
  const source = sourceOf(image, dialect.name);
  const old = standing ?? source?.text ?? null;
  if (source !== null && old === source.text && isInStep(image, source, names)) {
    return { text: old, boxIds: source.boxIds };
  }
  if (old === null) {
    const lines = image.boxes.map((box) => ownLine(box, image, names));
    return { text: dialect.newPage(image, lines), boxIds: image.boxes.map(({ id }) => id) };
  }
  const page = pageIn(dialect, old);
  if ('problem' in page) return null;
  return mergePage(dialect, old, page, asStated(image, page.size), names);
}

function mergePage(
  dialect: LineDialect,
  old: string,
  page: LinePage,
  image: AnnotatedImage,
  names: ClassNames,
): Written {
  const { lines } = page;
  const lineTexts = lines.map(({ element }) => old.slice(element.start, element.end));
  const entries = lines.map((line, index) => ({
    text: lineTexts[index] ?? '',
    meaning: standingMeaning(line, image),
  }));
  const own = image.boxes.map((box) => ownLine(box, image, names));
  const merged = mergeEntries(
    entries,
    knownEntries(dialect, image),
    own.map((line, index) => ({
      boxId: image.boxes[index]?.id ?? '',
      meaning: meaningOf(line.className, line.text, line.outline),
    })),
  );
  const boxIds = mergedIds(
    merged,
    image.boxes.map(({ id }) => ({ boxId: id, meaning: '' })),
  );
  const kept = new Set(merged.flatMap((entry) => (entry.kind === 'added' ? [] : entry.standing)));
  const edits: TextEdit[] = lines.flatMap(({ element }, index) => {
    if (kept.has(index)) return [];
    const start = element.start - indentBefore(old, element.start).length;
    return [{ start, end: element.end, text: '' }];
  });
  const written = new Set<string>();
  let dropsWords = false;
  for (const entry of merged) {
    const line = entry.kind === 'kept' ? undefined : own[entry.own];
    const before = entry.kind === 'changed' ? lines[entry.standing] : undefined;
    if (line === undefined) continue;
    written.add(line.className);
    if (before === undefined) continue;
    edits.push(...dialect.lineEdits(old, page, before, line));
    const words = dialect.words(before);
    const isRetold = (before.text ?? '') !== (line.text ?? '');
    dropsWords ||= isRetold && words > 0 && wordTexts(line.text, words) === null;
  }
  const added = merged.flatMap((entry) => (entry.kind === 'added' ? (own[entry.own] ?? []) : []));
  if (added.length > 0) edits.push(...addedEdits(dialect, old, page, added));
  edits.push(...dialect.classEdits(page, written));
  const prefix = prefixOf(page.root);
  return {
    text: applyEdits(
      old,
      edits.map((edit) => prefixed(edit, prefix)),
    ),
    boxIds,
    dropsWords,
  };
}

/** New elements belong to the namespace of those that stand. */
function prefixed(edit: TextEdit, prefix: string): TextEdit {
  return { ...edit, text: edit.text.replace(/<\/?(?=[A-Za-z])/g, (start) => `${start}${prefix}`) };
}

/** New lines behind the last one, or in a region of their own. */
function addedEdits(
  dialect: LineDialect,
  old: string,
  page: LinePage,
  added: readonly OwnLine[],
): readonly TextEdit[] {
  const { region } = page;
  const last = region?.children.at(-1);
  const before = page.lines.at(-1)?.element;
  if (before !== undefined) {
    const text = dialect.newLines(page, added, indentBefore(old, before.start));
    return [{ start: before.end, end: before.end, text }];
  }
  if (region?.inner && last !== undefined) {
    const text = dialect.newLines(page, added, indentBefore(old, last.start));
    return [{ start: last.end, end: last.end, text }];
  }
  return [dialect.newRegion(page, dialect.newLines(page, added, '\n      '))];
}

function knownEntries(dialect: LineDialect, image: AnnotatedImage) {
  const source = sourceOf(image, dialect.name);
  const page = source === null ? null : pageIn(dialect, source.text);
  if (source === null || page === null || 'problem' in page) return [];
  return page.lines.map(({ element }, index) => ({
    text: source.text.slice(element.start, element.end),
    boxId: source.boxIds[index] ?? null,
  }));
}

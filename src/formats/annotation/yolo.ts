import type { AnnotatedImage, AnnotationClass, ClassId } from './annotation.ts';
import {
  type AnnotationFiles,
  type AnnotationFormat,
  type ExportLoss,
  exportLoss,
} from './annotationFormat.ts';
import { boxInside } from './boxInside.ts';
import { lossesBeyond } from './exportLosses.ts';
import {
  annotationPaths,
  folderOf,
  hasEnding,
  isAnnotated,
  joinPath,
  sourceOf,
  withoutEnding,
  withSource,
} from './filePaths.ts';
import { ImportRun } from './importRun.ts';
import { isInStep, noteInStep } from './inStep.ts';
import { type KnownEntry, mergedIds, mergeEntries } from './mergeEntries.ts';
import { textKind } from './otherTools/namedKinds.ts';
import { isUprightBox, polygonInside } from './polygon.ts';
import { type PoseShape, yamlPoseShape } from './yamlNames.ts';
import {
  CLASS_LIST,
  classListFor,
  isClassList,
  listedNames,
  NumberedClasses,
  namelessClass,
  oneLine,
  poseShapeFor,
} from './yoloClasses.ts';
import {
  changedPose,
  mayBePoses,
  mergedRows,
  outlineRow,
  toldPoseShape,
  type YoloRow,
  yoloCorners,
  yoloMeaning,
  yoloPoints,
  yoloRows,
  yoloShape,
} from './yoloRows.ts';

const NAMELESS_YAML = 'YAML that names no classes';

/**
 * YOLO: one text file a picture, a row a box, classes by number. The numbers' names stand in
 * `classes.txt`, which only ever grows at its end. Where a picture has outlines, all of its rows are
 * outlines (Ultralytics reads a file as the one or the other): of four points for boxes, turned or
 * not, as its OBB models want them, and of more for polygons.
 */
export const yolo: AnnotationFormat = {
  name: 'yolo',
  title: 'YOLO',
  accepts: (path) => hasEnding(path, '.txt') || isClassList(path),

  read(files, options) {
    const run = new ImportRun(options);
    const lists = new Map<string, readonly string[]>();
    for (const [file, text] of files) {
      if (!isClassList(file) || !run.takes(file, text)) continue;
      const names = listedNames(file, text);
      if (names === null) {
        run.log.note('not-annotations', file, { detail: NAMELESS_YAML, skips: 'files' });
        continue;
      }
      lists.set(file, names);
      readNames(run, file, names);
    }
    const labels = [...files].filter(
      ([file, text]) => hasEnding(file, '.txt') && !isClassList(file) && run.takes(file, text),
    );
    // `a.png.txt` is sure of its picture, `a.txt` takes what is left.
    const sure = ([file]: readonly [string, string]) =>
      options.pictures?.has(withoutEnding(file)) ?? false;
    const unlisted = new Set<string>();
    const listFor = nearest(files, classListFor);
    const shapeFor = nearest(files, poseShapeFor);
    for (const [file, text] of [...labels.filter(sure), ...labels.filter((one) => !sure(one))]) {
      const list = listFor(folderOf(file));
      const names = list === null ? null : (lists.get(list) ?? []);
      const isLabels = readFile(run, file, text, names, shapeFor(folderOf(file)));
      if (list === null && isLabels) unlisted.add(folderOf(file));
    }
    for (const folder of unlisted) run.log.note('classes-missing', joinPath(folder, CLASS_LIST));
    return run.result();
  },

  write(set, standing = new Map()) {
    const paths = annotationPaths(set.images, 'yolo', '.txt');
    const listFor = nearest(standing, classListFor);
    const shapeFor = nearest(standing, poseShapeFor);
    const listOf = (path: string) =>
      listFor(folderOf(path)) ?? joinPath(folderOf(path), CLASS_LIST);
    const names = new Map(set.classes.map(({ id, name }) => [id, name]));
    // Where a list stands, it says what the numbers mean.
    const unlisted = set.images.filter((image) => {
      const path = sourceOf(image, 'yolo')?.path;
      return path !== undefined && !standing.has(listOf(path));
    });
    const used = usedNumbers(unlisted, listOf);
    const lists = new Map<string, NumberedClasses>();
    const files = new Map<string, string>();
    const losses: ExportLoss[] = [];
    const images = set.images.map((image) => {
      const path = paths.get(image.name);
      if (path === undefined || !isAnnotated(image, 'yolo')) return image;
      // Somebody's notes under a picture's name.
      if (sourceOf(image, 'yolo') === null && isForeign(yoloRows(standing.get(path) ?? ''))) {
        losses.push(exportLoss('standing-broken', image.name));
        return image;
      }
      const list = listOf(path);
      const numbers =
        lists.get(list) ??
        new NumberedClasses(
          set.classes,
          standing.get(list) ?? null,
          used.get(list) ?? new Map(),
          list,
        );
      lists.set(list, numbers);
      const before = sourceOf(image, 'yolo');
      // Rows that stand keep their numbers, so their text alone tells whether all is as it was.
      const same = before !== null && standing.get(path) === before.text;
      const source =
        same && isInStep(image, before, names)
          ? { ...before, path }
          : writeImage(image, path, numbers, standing, shapeFor(folderOf(path)));
      noteInStep(image, source, names);
      if (source.text !== standing.get(path)) files.set(path, source.text);
      losses.push(...lossesOf(image, set.classes));
      return withSource(image, source);
    });
    for (const [path, { text }] of lists) {
      if (text !== standing.get(path)) files.set(path, text);
    }
    return { files, crops: [], images, losses };
  },
};

/** What lies nearest to the files of a folder, looked for once in each. */
function nearest<T>(
  files: AnnotationFiles,
  find: (path: string, files: AnnotationFiles) => T | null,
): (folder: string) => T | null {
  const known = new Map<string, T | null>();
  return (folder) => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const found = find(joinPath(folder, 'a.txt'), files);
    known.set(folder, found);
    return found;
  };
}

/** Which number meant which class in the files that each list is for. */
function usedNumbers(
  images: readonly AnnotatedImage[],
  listOf: (path: string) => string,
): ReadonlyMap<string, ReadonlyMap<number, ClassId>> {
  const used = new Map<string, Map<number, ClassId>>();
  for (const image of images) {
    const source = sourceOf(image, 'yolo');
    if (source === null) continue;
    const list = listOf(source.path);
    const numbers = used.get(list) ?? new Map<number, ClassId>();
    used.set(list, numbers);
    for (const [index, { values }] of yoloRows(source.text).entries()) {
      const id = source.classIds?.[index] ?? null;
      if (id === null || values === null || numbers.has(values.classNumber)) continue;
      numbers.set(values.classNumber, id);
    }
  }
  return used;
}

function readNames(run: ImportRun, file: string, names: readonly string[]): void {
  run.log.count('files');
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    const about = { line: index + 1, detail: name };
    if (name === '') run.log.note('class-nameless', file, about);
    else if (seen.has(name)) run.log.note('class-doubled', file, about);
    else run.classId(name);
    seen.add(name);
  }
}

function readFile(
  run: ImportRun,
  file: string,
  text: string,
  names: readonly string[] | null,
  stated: PoseShape | null,
): boolean {
  const shape = stated ?? toldPoseShape(text);
  const rows = yoloRows(text, shape);
  // Any text may lie in a folder; a file without a single row of numbers is none of ours.
  const isNone = rows.length > 0 && rows.every(({ values }) => values === null || isWords(values));
  const knowsPicture = run.knowsPicture(file);
  const kind = textKind(text);
  if (kind !== null) {
    run.log.note('not-annotations', file, { detail: kind, skips: 'files' });
    return false;
  }
  if (isNone || (isForeign(rows) && !knowsPicture)) {
    // Notes that lie about are nobody's annotations; beside a picture they may be meant as such.
    if (knowsPicture) {
      run.log.note('not-annotations', file, { detail: rows[0]?.text ?? '', skips: 'files' });
    }
    return false;
  }
  run.log.count('files');
  const place = run.place({ file }, { stated: [], besides: true, size: null });
  if (place === null) return false;
  const boxes = rows.map((row) => {
    const where = { file, line: row.line };
    if (row.values === null) {
      run.log.note('row-broken', file, { ...where, detail: row.text, skips: 'boxes' });
      return null;
    }
    const className = classNameOf(row.values.classNumber, names);
    if (className === null) {
      run.log.note('class-unknown', file, { ...where, detail: row.text, skips: 'boxes' });
      return null;
    }
    const { polygon, pose } = row.values;
    if (polygon !== undefined) run.log.note('box-polygon', file, { ...where, detail: className });
    if (pose !== undefined) run.log.note('box-pose', file, { ...where, detail: className });
    // In a file of outlines an upright box has four corners as well.
    const points = polygon === undefined ? [] : yoloPoints(polygon, place.size);
    const outline = points.length === 0 || isUprightBox(points) ? {} : { polygon: points };
    const corners = yoloCorners(row.values, place.size);
    return run.box(where, place, { className, corners, ...outline });
  });
  if (shape === null && mayBePoses(text, place.size)) {
    run.log.note('rows-ambiguous', file, { detail: place.name });
  }
  run.addImage({ file }, place, {
    ...{ format: 'yolo', text, boxes, verified: false, numbered: true },
    ...(shape === null ? {} : { frame: poseFrame(shape) }),
  });
  return true;
}

function isWords({ classNumber, centre, size }: NonNullable<YoloRow['values']>): boolean {
  return [classNumber, ...centre, ...size].every(Number.isNaN);
}

/** Whether a file holds text but not one row of numbers. */
function isForeign(rows: readonly YoloRow[]): boolean {
  return (
    rows.length > 0 &&
    rows.every(
      ({ values }) => values === null || [...values.centre, ...values.size].some(Number.isNaN),
    )
  );
}

/** Null where the number is none or beyond the list; lines without a name get one. */
function classNameOf(number: number, names: readonly string[] | null): string | null {
  if (!Number.isInteger(number) || number < 0) return null;
  if (names === null) return String(number);
  const name = names[number];
  return name === '' ? namelessClass(number) : (name ?? null);
}

function writeImage(
  image: AnnotatedImage,
  path: string,
  numbers: NumberedClasses,
  standing: AnnotationFiles,
  stated: PoseShape | null,
) {
  const source = sourceOf(image, 'yolo');
  const there = standing.get(path);
  const old = there ?? source?.text ?? '';
  const shape = stated ?? yamlPoseShape(source?.frame ?? '');
  const rows = yoloRows(old, shape);
  const classIds = rows.map((row, index): ClassId | null => {
    if (there === undefined) return source?.classIds?.[index] ?? null;
    return row.values === null ? null : numbers.meaningOf(row.values.classNumber);
  });
  const entries = rows.map((row, index) => ({
    text: row.text,
    meaning: rowMeaning(row, classIds[index] ?? null, image),
  }));
  const own = image.boxes.map((box) => ({
    boxId: box.id,
    meaning: `${box.classId} ${yoloMeaning(box, image)}`,
  }));
  const merged = mergeEntries(entries, knownEntries(image), own);
  const kept = merged.flatMap((entry) => (entry.kind === 'added' ? [] : rows[entry.standing]));
  const outlines =
    image.boxes.some(({ polygon }) => polygon !== undefined) ||
    kept.some((row) => row?.values?.polygon !== undefined);
  const text = mergedRows(old, rows, merged, {
    kept(index) {
      const standing = rows[index];
      const row = standing === undefined ? '' : outlines ? outlineRow(standing) : standing.text;
      if (there !== undefined) return row;
      const classId = classIds[index] ?? null;
      if (classId === null) return row;
      return row.replace(/\S+/, (now) => numbered(now, numbers.numberOf(classId)));
    },
    own(index, standing) {
      const box = image.boxes[index];
      if (box === undefined) return '';
      const old = standing === null ? undefined : rows[standing];
      const place = changedPose(old, box, image) ?? yoloShape(box, image, outlines);
      const hasPlace = !outlines || old?.values?.polygon !== undefined;
      const sure = hasPlace ? old?.values?.confidence : undefined;
      return [numbers.numberOf(box.classId), place, ...(sure === undefined ? [] : [sure])].join(
        ' ',
      );
    },
  });
  return {
    format: 'yolo' as const,
    path,
    text,
    ...(shape === null ? {} : { frame: poseFrame(shape) }),
    boxIds: mergedIds(merged, own),
    classIds: merged.map((entry) =>
      entry.kind === 'kept'
        ? (classIds[entry.standing] ?? null)
        : (image.boxes[entry.own]?.classId ?? null),
    ),
  };
}

/** What a picture's rows need of their `data.yaml` to be understood. */
function poseFrame({ points, numbers }: PoseShape): string {
  return `kpt_shape: [${points}, ${numbers}]`;
}

/** The number as it stands where it means the same (`3` or `3.0`). */
function numbered(now: string, number: number): string {
  return Number(now) === number ? now : String(number);
}

function rowMeaning(row: YoloRow, classId: ClassId | null, image: AnnotatedImage): string | null {
  if (row.values === null || classId === null) return null;
  const inside = boxInside(yoloCorners(row.values, image), image);
  const { polygon } = row.values;
  const points = polygon === undefined ? [] : yoloPoints(polygon, image);
  const outline =
    points.length === 0 || isUprightBox(points) ? {} : { polygon: polygonInside(points, image) };
  return 'box' in inside ? `${classId} ${yoloMeaning({ ...inside.box, ...outline }, image)}` : null;
}

function knownEntries(image: AnnotatedImage): readonly KnownEntry[] {
  const source = sourceOf(image, 'yolo');
  if (source === null) return [];
  return yoloRows(source.text).map(({ text }, index) => ({
    text,
    boxId: source.boxIds[index] ?? null,
  }));
}

function lossesOf(
  image: AnnotatedImage,
  classes: readonly AnnotationClass[],
): readonly ExportLoss[] {
  const odd = new Set(classes.filter((one) => oneLine(one.name) !== one.name).map(({ id }) => id));
  return [
    ...lossesBeyond(image, 'yolo', ['polygon']),
    ...(losesConfidence(image) ? [exportLoss('confidence', image.name)] : []),
    ...(image.boxes.some(({ classId }) => odd.has(classId))
      ? [exportLoss('class-name', image.name)]
      : []),
  ];
}

/** A box that becomes an outline says no more how sure a detector was; all rows are such or none. */
function losesConfidence(image: AnnotatedImage): boolean {
  if (image.boxes.every(({ polygon }) => polygon === undefined)) return false;
  const rows = yoloRows(sourceOf(image, 'yolo')?.text ?? '');
  return rows.some(
    ({ values }) => values?.confidence !== undefined && values.polygon === undefined,
  );
}

import { type AnnotationClass, type ClassId, classNamed } from './annotation.ts';
import type { AnnotationFiles } from './annotationFormat.ts';
import { baseName, folderOf } from './filePaths.ts';
import { type PoseShape, withYamlNames, yamlNames, yamlPoseShape } from './yamlNames.ts';

export const CLASS_LIST = 'classes.txt';

/**
 * What tools call the list of classes: LabelImg, Darknet and CVAT, Make Sense, Roboflow, Ultralytics.
 * Where several stand in one folder the first here counts.
 */
const LISTS: readonly ((name: string) => boolean)[] = [
  (name) => name === CLASS_LIST,
  (name) => name.endsWith('.names'),
  (name) => name === '_darknet.labels',
  (name) => name === 'labels.txt',
  isYaml,
];

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Whether a file may list classes, by its name alone. */
export function isClassList(path: string): boolean {
  const name = baseName(path).toLowerCase();
  return LISTS.some((fits) => fits(name));
}

/** The names in a class list of any kind; null where a YAML file lists none. */
export function listedNames(path: string, text: string): readonly string[] | null {
  return isYaml(path) ? yamlNames(text) : namesIn(text);
}

/** Names of a `classes.txt` in their order; a line in the middle may be empty, the end is not counted. */
export function namesIn(text: string): readonly string[] {
  const names = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.trim());
  return names.slice(0, names.findLastIndex((name) => name !== '') + 1);
}

/** The class list that counts for a file: in its folder, else in the nearest one above it. */
export function classListFor(path: string, files: AnnotationFiles): string | null {
  const lists = [...files].filter(
    ([list, text]) => isClassList(list) && listedNames(list, text) !== null,
  );
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const here = lists.map(([list]) => list).filter((list) => folderOf(list) === folder);
    for (const fits of LISTS) {
      const found = here.find((list) => fits(baseName(list).toLowerCase()));
      if (found !== undefined) return found;
    }
    if (folder === '') return null;
  }
}

/** What the nearest YAML file, here or above, says of the key points of a file. */
export function poseShapeFor(path: string, files: AnnotationFiles): PoseShape | null {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    for (const [list, text] of files) {
      const shape = isYaml(list) && folderOf(list) === folder ? yamlPoseShape(text) : null;
      if (shape !== null) return shape;
    }
    if (folder === '') return null;
  }
}

/** A name as it can stand on a line of its own. */
export function oneLine(name: string): string {
  return name.replace(/[\r\n\u2028\u2029]+/g, ' ').trim();
}

/** What a class is called whose line in the list is empty. */
export function namelessClass(number: number): string {
  return `class ${number}`;
}

/** More classes than any list has; a list is not made longer for one odd number. */
const MOST_NUMBERS = 10_000;

/**
 * A `classes.txt` to write: the one that stands with new names at its end. No line changes its
 * number, so no label file changes its meaning; a renamed class keeps its line under its new name.
 */
export class NumberedClasses {
  readonly #classes: readonly AnnotationClass[];
  readonly #path: string;
  readonly #standing: string | null;
  readonly #names: string[];
  readonly #numbers = new Map<ClassId, number>();
  #renamed = false;
  readonly #before: number;

  /** @param used numbers that label files have given to classes; they count where no list stands */
  constructor(
    classes: readonly AnnotationClass[],
    standing: string | null,
    used: ReadonlyMap<number, ClassId>,
    path = CLASS_LIST,
  ) {
    this.#path = path;
    this.#classes = classes;
    this.#standing = standing;
    this.#names =
      standing === null ? this.#namesAsUsed(used) : [...(listedNames(path, standing) ?? [])];
    this.#before = this.#names.length;
    for (const known of classes) {
      const number = this.#lineOf(known) ?? this.#names.push(oneLine(known.name)) - 1;
      this.#numbers.set(known.id, number);
    }
  }

  /** The number of a class. */
  numberOf(id: ClassId): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const made = this.#names.push(oneLine(id)) - 1;
    this.#numbers.set(id, made);
    return made;
  }

  /** The class that a number of the standing list means, or its name where the project has none. */
  meaningOf(number: number): ClassId | null {
    const line = this.#names[number];
    if (line === undefined) return null;
    const name = line === '' ? namelessClass(number) : line;
    return this.#classes.find((known) => oneLine(known.name) === name)?.id ?? `name:${name}`;
  }

  #lineOf({ id, name, formerNames = [] }: AnnotationClass): number | null {
    const line = oneLine(name);
    const listed = this.#names.indexOf(line);
    if (listed >= 0) return listed;
    const nameless = this.#names.findIndex(
      (known, at) => known === '' && line === namelessClass(at),
    );
    if (nameless >= 0) return nameless;
    const former = this.#names.findIndex(
      (known) => formerNames.includes(known) && classNamed(this.#classes, known)?.id === id,
    );
    if (former < 0) return null;
    this.#names[former] = line;
    this.#renamed = true;
    return former;
  }

  #namesAsUsed(used: ReadonlyMap<number, ClassId>): string[] {
    const names: (string | undefined)[] = [];
    const placed = new Set<ClassId>();
    for (const [number, id] of used) {
      const known = this.#classes.find((one) => one.id === id);
      if (known === undefined || placed.has(id) || number >= MOST_NUMBERS) continue;
      names[number] = oneLine(known.name);
      placed.add(id);
    }
    const others = this.#classes.filter(({ id }) => !placed.has(id));
    for (let number = 0; number < names.length; number++) {
      const next = names[number] === undefined ? others.shift() : undefined;
      names[number] ??= next === undefined ? namelessClass(number) : oneLine(next.name);
    }
    return [...names, ...others.map(({ name }) => oneLine(name))].map((name) => name ?? '');
  }

  get text(): string {
    const standing = this.#standing;
    if (standing !== null && isYaml(this.#path)) {
      const same = !this.#renamed && this.#names.length === this.#before;
      return same ? standing : withYamlNames(standing, this.#names);
    }
    if (standing === null || this.#renamed) {
      const end = standing?.includes('\r\n') ? '\r\n' : '\n';
      return this.#names.map((name) => `${name}${end}`).join('');
    }
    const added = this.#names.slice(this.#before);
    if (added.length === 0) return standing;
    const end = standing.includes('\r\n') ? '\r\n' : '\n';
    const kept = standing.trimEnd();
    return `${kept}${kept === '' ? '' : end}${added.map((name) => `${name}${end}`).join('')}`;
  }
}

import type { PictureSize } from './annotationFormat.ts';
import { baseName, folderOf, joinPath, withoutEnding } from './filePaths.ts';

export interface FoundPicture {
  readonly name: string;
  /** Null where only the annotation's own word is at hand. */
  readonly size: PictureSize | null;
  /** Other pictures would fit as well. */
  readonly ambiguous: boolean;
}

/** Folders in which pictures and their annotations are kept apart. */
const SIBLINGS: readonly (readonly [annotations: string, pictures: string])[] = [
  ['labels', 'images'],
  ['annotations', 'images'],
  ['Annotations', 'JPEGImages'],
];

/** Finds the picture that an annotation speaks of. */
export class PictureLookup {
  readonly #pictures: ReadonlyMap<string, PictureSize> | null;
  readonly #byPath = new NameIndex();
  readonly #byBase = new NameIndex();
  readonly #byStem = new NameIndex();
  /** By the name without folder and ending. */
  readonly #byBareName = new NameIndex();

  constructor(pictures: ReadonlyMap<string, PictureSize> | undefined) {
    this.#pictures = pictures ?? null;
    for (const name of pictures?.keys() ?? []) {
      this.#byPath.add(name, name);
      this.#byBase.add(baseName(name), name);
      this.#byStem.add(withoutEnding(name), name);
      this.#byBareName.add(withoutEnding(baseName(name)), name);
    }
  }

  /** The picture that a file names: from the file's folder on, in a sister folder, or anywhere. */
  named(file: string, stated: string): FoundPicture | null {
    const folders = placesOf(folderOf(file));
    if (this.#pictures === null) {
      const name = joinPath(folderOf(file), stated);
      return name === '' ? null : { name, size: null, ambiguous: false };
    }
    for (const path of [stated, baseName(stated)]) {
      for (const folder of folders) {
        const found = this.#first(this.#byPath.get(joinPath(folder, path)));
        if (found !== null) return found;
      }
    }
    return this.#first(this.#byBase.get(baseName(stated)));
  }

  /**
   * The picture that has the same name as a file but for the ending, beside it or in a sister
   * folder, or anywhere where there is but one. Of several, the first that is not spoken for.
   */
  besides(file: string, taken: { has(name: string): boolean }): FoundPicture | null {
    const stem = withoutEnding(file);
    for (const folder of placesOf(folderOf(file))) {
      const path = joinPath(folder, baseName(stem));
      const names = this.#byStem.get(path);
      const free = names?.filter((name) => !taken.has(name)) ?? [];
      const found =
        this.#first(this.#byPath.get(path)) ?? this.#first(free.length > 0 ? free : names);
      if (found !== null) return found;
    }
    // Pictures and annotations may lie anywhere; one picture of that name is enough.
    const names = this.#byBareName.get(baseName(stem));
    return names?.length === 1 ? this.#first(names) : null;
  }

  #first(names: readonly string[] | undefined): FoundPicture | null {
    const name = names?.[0];
    const size = name === undefined ? undefined : this.#pictures?.get(name);
    if (name === undefined || size === undefined) return null;
    return { name, size, ambiguous: (names?.length ?? 0) > 1 };
  }
}

/**
 * Names under keys. What is spelt otherwise counts where nothing is spelt so: capitals, and letters
 * with accents, which a Mac's zips part into the letter and its accent.
 */
class NameIndex {
  readonly #exact = new Map<string, string[]>();
  readonly #loose = new Map<string, string[]>();

  add(key: string, name: string): void {
    push(this.#exact, key, name);
    push(this.#loose, loosely(key), name);
  }

  get(key: string): readonly string[] | undefined {
    return this.#exact.get(key) ?? this.#loose.get(loosely(key));
  }
}

function loosely(key: string): string {
  return key.normalize('NFC').toLowerCase();
}

/** The folder itself, the one above it, and those where its pictures may be kept. */
function placesOf(folder: string): readonly string[] {
  const parts = folder.split('/');
  const sisters = SIBLINGS.flatMap(([annotations, pictures]) => {
    const at = parts.lastIndexOf(annotations);
    return at < 0 ? [] : [parts.with(at, pictures).join('/')];
  });
  return [folder, ...sisters, folderOf(folder)];
}

function push(map: Map<string, string[]>, key: string, name: string): void {
  const names = map.get(key);
  if (names === undefined) map.set(key, [name]);
  else names.push(name);
}

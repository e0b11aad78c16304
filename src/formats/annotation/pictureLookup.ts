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
  readonly #byBase = new Map<string, string[]>();
  readonly #byStem = new Map<string, string[]>();
  /** By the name without folder and ending. */
  readonly #byBareName = new Map<string, string[]>();

  constructor(pictures: ReadonlyMap<string, PictureSize> | undefined) {
    this.#pictures = pictures ?? null;
    for (const name of pictures?.keys() ?? []) {
      push(this.#byBase, baseName(name), name);
      push(this.#byStem, withoutEnding(name), name);
      push(this.#byBareName, withoutEnding(baseName(name)), name);
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
        const found = this.#at(joinPath(folder, path));
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
      const found = this.#at(path) ?? this.#first(free.length > 0 ? free : names);
      if (found !== null) return found;
    }
    // Pictures and annotations may lie anywhere; one picture of that name is enough.
    const names = this.#byBareName.get(baseName(stem));
    return names?.length === 1 ? this.#first(names) : null;
  }

  #at(name: string): FoundPicture | null {
    const size = this.#pictures?.get(name);
    return size === undefined ? null : { name, size, ambiguous: false };
  }

  #first(names: readonly string[] | undefined): FoundPicture | null {
    const found = this.#at(names?.[0] ?? '');
    return found === null ? null : { ...found, ambiguous: (names?.length ?? 0) > 1 };
  }
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

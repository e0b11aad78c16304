import type { FolderAccess } from './folderAccess.ts';
import type { HistoryEntry } from './history.ts';
import { type FoundPictures, type PictureSource, PictureSourceError } from './pictureSource.ts';
import type { Project, ProjectImage } from './project.ts';
import type { ProjectDatabase, StoredSource } from './projectDatabase.ts';

/** Where the files of a project's pictures lie, and which of them were not found. */
export class PictureFiles {
  readonly #projectId: string;
  readonly #database: ProjectDatabase;
  readonly #folders: FolderAccess;
  /** Copies that are not stored yet. */
  readonly #waiting: (imageId: string) => PictureSource | null;
  #stored = new Map<string, StoredSource>();
  #missing: ReadonlySet<string> = new Set();
  #folderIds: ReadonlySet<string> = new Set();

  constructor(
    projectId: string,
    database: ProjectDatabase,
    folders: FolderAccess,
    waiting: (imageId: string) => PictureSource | null,
  ) {
    this.#projectId = projectId;
    this.#database = database;
    this.#folders = folders;
    this.#waiting = waiting;
  }

  get missing(): ReadonlySet<string> {
    return this.#missing;
  }

  /** Folders that any picture lies in. */
  get folderIds(): ReadonlySet<string> {
    return this.#folderIds;
  }

  /** Takes over what storage says; pictures of which it knows no file are missing. */
  replace(stored: ReadonlyMap<string, StoredSource>, images: readonly ProjectImage[]): void {
    this.#stored = new Map(stored);
    this.#missing = new Set(images.flatMap(({ id }) => (stored.has(id) ? [] : [id])));
    this.#findFolders();
  }

  note(sources: ReadonlyMap<string, PictureSource>): void {
    for (const [imageId, source] of sources) {
      this.#stored.set(imageId, source.kind === 'copy' ? { kind: 'copy' } : source);
    }
    this.#missing = new Set([...this.#missing].filter((imageId) => !sources.has(imageId)));
    this.#findFolders();
  }

  #findFolders(): void {
    const sources = [...this.#stored.values()];
    this.#folderIds = new Set(
      sources.flatMap((source) => (source.kind === 'folder' ? [source.folderId] : [])),
    );
  }

  /**
   * Which sources of pictures that were found are to be kept: those of pictures that are new, and
   * of those that want one. Pictures that came without are missing from now on.
   */
  newSources(
    found: FoundPictures['pictures'],
    before: readonly ProjectImage[],
    after: readonly ProjectImage[],
  ): ReadonlyMap<string, PictureSource> {
    const known = new Map(before.map(({ id, name }) => [name, id]));
    const here = new Map(after.map(({ id, name }) => [id, name]));
    const sources = new Map<string, PictureSource>();
    const missing = new Set(this.#missing);
    for (const { image, source } of found) {
      const knownId = known.get(image.name);
      const imageId = knownId ?? image.id;
      if (here.get(imageId) !== image.name) continue;
      if (source && (knownId === undefined || this.wantsSource(knownId))) {
        sources.set(imageId, source);
      } else if (!source && !this.#stored.has(imageId)) missing.add(imageId);
    }
    this.#missing = missing;
    return sources;
  }

  /** Whether a picture wants a new source: its file was not found, or its folder is closed. */
  wantsSource(imageId: string): boolean {
    const source = this.#stored.get(imageId);
    if (!source || this.#missing.has(imageId)) return true;
    return source.kind === 'folder' && !this.#folders.isOpen(source.folderId);
  }

  /** @throws PictureSourceError */
  async file(imageId: string): Promise<Blob> {
    try {
      return await this.#find(imageId);
    } catch (error) {
      if (error instanceof PictureSourceError && error.trouble === 'missing') {
        this.#missing = new Set([...this.#missing, imageId]);
      }
      throw error;
    }
  }

  async #find(imageId: string): Promise<Blob> {
    const waiting = this.#waiting(imageId);
    if (waiting?.kind === 'copy') return waiting.file;
    const source = waiting ?? this.#stored.get(imageId);
    if (!source) throw new PictureSourceError('missing');
    if (source.kind === 'folder') return this.#folders.file(source.folderId, source.path);
    let copy: Blob | null;
    try {
      copy = await this.#database.copy(this.#projectId, imageId);
    } catch (cause) {
      throw new PictureSourceError('unreadable', cause);
    }
    if (!copy) throw new PictureSourceError('missing');
    return copy;
  }

  /** Stored sources that neither the project nor any step of undo can bring back. */
  orphans(project: Project, history: readonly HistoryEntry[]): readonly string[] {
    const kept = new Set(project.images.map(({ id }) => id));
    for (const { change } of history) {
      for (const { id } of [...change.added, ...change.removed]) kept.add(id);
    }
    return [...this.#stored.keys()].filter((imageId) => !kept.has(imageId));
  }
}

import { PictureSourceError, type ProjectFolder } from './pictureSource.ts';
import type { FolderState } from './sessionState.ts';

export type FolderMode = 'read' | 'readwrite';

/** What browsers with File System Access add to handles; folders of the page's own storage lack it. */
interface AskingHandle {
  queryPermission?(options: { readonly mode: FolderMode }): Promise<PermissionState>;
  requestPermission?(options: { readonly mode: FolderMode }): Promise<PermissionState>;
}

/** Whether a folder may be used now, without asking the person. */
export async function folderPermission(
  handle: FileSystemDirectoryHandle,
  mode: FolderMode,
): Promise<PermissionState> {
  const asking = handle as AskingHandle;
  return (await asking.queryPermission?.({ mode })) ?? 'granted';
}

/** Asks the person for a folder; only inside a click or a key press. */
export async function requestFolder(
  handle: FileSystemDirectoryHandle,
  mode: FolderMode,
): Promise<boolean> {
  if ((await folderPermission(handle, mode)) === 'granted') return true;
  const asking = handle as AskingHandle;
  return (await asking.requestPermission?.({ mode })) === 'granted';
}

const STATES: Readonly<Record<PermissionState, FolderState['access']>> = {
  granted: 'open',
  prompt: 'closed',
  denied: 'refused',
};

/** The folders of one project and their files; handles of subfolders are looked up once. */
export class FolderAccess {
  readonly #folders = new Map<string, ProjectFolder>();
  readonly #access = new Map<string, FolderState['access']>();
  readonly #parents = new Map<string, Promise<FileSystemDirectoryHandle>>();

  /** Takes a folder in; what the browser allows is known after `check`. */
  add(folder: ProjectFolder, access: FolderState['access']): void {
    this.#folders.set(folder.id, folder);
    this.#access.set(folder.id, access);
  }

  get folders(): readonly ProjectFolder[] {
    return [...this.#folders.values()];
  }

  /** State of those that are needed: folders of these ids, and the one that is saved into. */
  states(used: ReadonlySet<string>): readonly FolderState[] {
    return this.#needed(used).map(({ id, handle }) => ({
      id,
      name: handle.name,
      access: this.#access.get(id) ?? 'closed',
    }));
  }

  #needed(used: ReadonlySet<string>): readonly ProjectFolder[] {
    return this.folders.filter(({ id, purpose }) => purpose === 'annotations' || used.has(id));
  }

  isOpen(folderId: string): boolean {
    return this.#access.get(folderId) === 'open';
  }

  async check(): Promise<void> {
    for (const { id, handle } of this.folders) {
      this.#access.set(id, STATES[await folderPermission(handle, 'read')]);
    }
  }

  /** Asks for every folder that is needed again. True where all are open now. */
  async openAgain(mode: FolderMode, used: ReadonlySet<string>): Promise<boolean> {
    let all = true;
    for (const { id, handle } of this.#needed(used)) {
      const open = await requestFolder(handle, mode);
      this.#access.set(id, open ? 'open' : STATES[await folderPermission(handle, 'read')]);
      all &&= open;
    }
    return all;
  }

  /** A file of a folder. @throws PictureSourceError */
  async file(folderId: string, path: string): Promise<File> {
    const folder = this.#folders.get(folderId);
    if (!folder) throw new PictureSourceError('missing');
    try {
      const parts = path.split('/');
      const name = parts.pop() ?? '';
      const parent = await this.#parent(folder, parts);
      return await (await parent.getFileHandle(name)).getFile();
    } catch (cause) {
      const name = cause instanceof DOMException ? cause.name : '';
      if (name === 'NotAllowedError') {
        this.#access.set(folderId, STATES[await folderPermission(folder.handle, 'read')]);
        throw new PictureSourceError('folder-closed', cause);
      }
      throw new PictureSourceError(name === 'NotFoundError' ? 'missing' : 'unreadable', cause);
    }
  }

  #parent(
    { id, handle }: Pick<ProjectFolder, 'id' | 'handle'>,
    parts: readonly string[],
  ): Promise<FileSystemDirectoryHandle> {
    if (parts.length === 0) return Promise.resolve(handle);
    const key = `${id}/${parts.join('/')}`;
    const known = this.#parents.get(key);
    if (known) return known;
    const found = this.#parent({ id, handle }, parts.slice(0, -1)).then((parent) =>
      parent.getDirectoryHandle(parts.at(-1) ?? ''),
    );
    this.#parents.set(key, found);
    found.catch(() => this.#parents.delete(key));
    return found;
  }
}

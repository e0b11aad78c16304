/** What was dropped or pasted: files, and folders where the browser hands them over. */
export interface DroppedItems {
  readonly files: readonly File[];
  readonly folders: readonly FileSystemDirectoryHandle[];
}

interface HandleItem {
  getAsFileSystemHandle(): Promise<FileSystemHandle | null>;
}

/**
 * Takes what a drop or paste carries. Must be called while the event is being handled: afterwards
 * the browser has taken it away.
 */
export function itemsOf(transfer: DataTransfer): Promise<DroppedItems> {
  const found = Array.from(transfer.items)
    .filter(({ kind }) => kind === 'file')
    .map(takeItem);
  return Promise.all(found).then((parts) => ({
    files: parts.flatMap(({ files }) => files),
    folders: parts.flatMap(({ folders }) => folders),
  }));
}

/** All files of a drop, and what of its folders the browser could not hand over. */
export interface DroppedFiles {
  readonly files: readonly File[];
  /** Paths of files and folders. */
  readonly unreadable: readonly string[];
}

/** As {@link itemsOf}, with the files of folders in place of the folders. */
export async function filesOfTransfer(transfer: DataTransfer): Promise<DroppedFiles> {
  const unreadable: string[] = [];
  const found = Array.from(transfer.items)
    .filter(({ kind }) => kind === 'file')
    .map(async (item) => {
      const entry = item.webkitGetAsEntry();
      if (entry?.isDirectory) {
        return filesIn(entry as FileSystemDirectoryEntry, (path) => unreadable.push(path));
      }
      const file = item.getAsFile();
      return file ? [file] : [];
    });
  return { files: (await Promise.all(found)).flat(), unreadable };
}

async function takeItem(item: DataTransferItem): Promise<DroppedItems> {
  const entry = item.webkitGetAsEntry();
  const file = item.getAsFile();
  if (!entry?.isDirectory) return { files: file ? [file] : [], folders: [] };
  if ('getAsFileSystemHandle' in item) {
    const handle = await (item as unknown as HandleItem).getAsFileSystemHandle();
    if (handle?.kind === 'directory') {
      return { files: [], folders: [handle as FileSystemDirectoryHandle] };
    }
  }
  const fail = (path: string): never => {
    throw new Error(path);
  };
  return { files: await filesIn(entry as FileSystemDirectoryEntry, fail), folders: [] };
}

/**
 * All files in a folder that can only be read, with their paths in it, by the numbers in their names.
 * @param onUnreadable told the path of each file and folder that cannot be had
 */
async function filesIn(
  folder: FileSystemDirectoryEntry,
  onUnreadable: (path: string) => void,
): Promise<readonly File[]> {
  const files: File[] = [];
  const skip = (entry: FileSystemEntry) => (): [] => {
    onUnreadable(entry.fullPath.slice(1));
    return [];
  };
  const entries = await entriesIn(folder).catch(skip(folder));
  for (const entry of entries.sort((a, b) => byName.compare(a.name, b.name))) {
    const inside = entry.isDirectory
      ? await filesIn(entry as FileSystemDirectoryEntry, onUnreadable)
      : await fileOf(entry as FileSystemFileEntry).then((file) => [file], skip(entry));
    files.push(...inside);
  }
  return files;
}

/** What stands in a folder, in the order in which the disk happens to give it. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives a hundred entries at a time, and none when it is done.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return all;
    all.push(...entries);
  }
}

async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  // As files of a chosen folder have it.
  Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.slice(1) });
  return file;
}

const byName = new Intl.Collator(undefined, { numeric: true });

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

/** As {@link itemsOf}, with the files of folders in place of the folders. */
export async function filesOfTransfer(transfer: DataTransfer): Promise<readonly File[]> {
  const found = Array.from(transfer.items)
    .filter(({ kind }) => kind === 'file')
    .map(async (item) => {
      const entry = item.webkitGetAsEntry();
      if (entry?.isDirectory) return filesIn(entry as FileSystemDirectoryEntry);
      const file = item.getAsFile();
      return file ? [file] : [];
    });
  return (await Promise.all(found)).flat();
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
  return { files: await filesIn(entry as FileSystemDirectoryEntry), folders: [] };
}

/** All files in a folder that can only be read, with their paths in it, by the numbers in their names. */
async function filesIn(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const files: File[] = [];
  for (const entry of (await entriesIn(folder)).sort((a, b) => byName.compare(a.name, b.name))) {
    if (entry.isDirectory) files.push(...(await filesIn(entry as FileSystemDirectoryEntry)));
    else files.push(await fileOf(entry as FileSystemFileEntry));
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

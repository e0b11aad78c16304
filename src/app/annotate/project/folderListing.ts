import { pathInFolder } from './relink.ts';

/** A file that can be opened when it is wanted; listing a folder of 1,000 reads none of them. */
export interface ListedFile {
  /** Path inside the folder, `/` between its parts. */
  readonly path: string;
  readonly open: () => Promise<File>;
}

/** Deeper folders, and more files, are no folder of pictures: someone chose their whole disk. */
const MAX_DEPTH = 8;
const MAX_FILES = 100_000;

const byPath = new Intl.Collator('en', { numeric: true });

/** All files in a folder and those in it, hidden ones left out, in the order people count in. */
export async function listFolder(
  handle: FileSystemDirectoryHandle,
): Promise<readonly ListedFile[]> {
  const found: ListedFile[] = [];
  await walk(handle, '', MAX_DEPTH, found);
  return inOrder(found);
}

async function walk(
  folder: FileSystemDirectoryHandle,
  prefix: string,
  depth: number,
  found: ListedFile[],
): Promise<void> {
  for await (const [name, entry] of folder.entries()) {
    if (found.length >= MAX_FILES) return;
    const path = `${prefix}${name}`;
    if (isHidden(name)) continue;
    if (entry.kind === 'file') {
      found.push({ path, open: () => (entry as FileSystemFileHandle).getFile() });
    } else if (depth > 0) {
      await walk(entry as FileSystemDirectoryHandle, `${path}/`, depth - 1, found);
    }
  }
}

/** Files that were chosen or dropped, with their paths where they came as a folder. */
export function listFiles(files: readonly File[]): readonly ListedFile[] {
  const listed = files
    .map((file) => ({ path: pathInFolder(file), open: async () => file }))
    .filter(({ path }) => !path.split('/').some(isHidden));
  return inOrder(listed);
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX';
}

function inOrder(files: readonly ListedFile[]): readonly ListedFile[] {
  return files.toSorted((a, b) => byPath.compare(a.path, b.path));
}

import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import {
  DOCUMENT_FORMATS,
  type DocumentFile,
  type DocumentFormat,
} from '../formats/document/documentFormat.ts';

/**
 * Where the results of a file go, without what the format adds: its whole name (`a.jpg` and `a.png`
 * give `a.jpg.txt` and `a.png.txt`) and path below the folder.
 */
export function outputBase(file: string, folder: string): string {
  const path = isAbsolute(file) ? relative(process.cwd(), file) : normalize(file);
  // What lies above the folder we stand in is written below the output all the same.
  const inside = path.split(sep).filter((part) => part !== '..' && part !== '.');
  return join(folder, ...inside);
}

/**
 * Whether a file's result in a format is there. Results are put in their place whole, so that one
 * that is there is complete, though the work was ended in the middle.
 */
export async function isDone(base: string, format: DocumentFormat): Promise<boolean> {
  const { extension, each } = DOCUMENT_FORMATS[format];
  if (await exists(`${base}.${extension}`)) return true;
  // Pages are written from the last to the first.
  return each && exists(`${base}-0001.${extension}`);
}

/** Writes a document's files; each appears whole or not at all, the first page last. */
export async function writeDocument(base: string, files: readonly DocumentFile[]): Promise<void> {
  await mkdir(dirname(base), { recursive: true });
  for (const { suffix, content } of [...files].reverse()) {
    const path = base + suffix;
    const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

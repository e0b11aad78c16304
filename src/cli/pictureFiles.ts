import { readdir, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { globExpression, globRoot, isGlobPattern } from './globPattern.ts';
import { filesOfZip, isZip } from './zipFiles.ts';

const NO_FILE = 'This is a pipe or a device; its content can be given on standard input, as -.';
/** What is taken from a folder; a file that is named is looked at by its bytes. */
const EXTENSIONS = new Set(
  'jpg jpeg png webp avif heic heif bmp gif tif tiff pdf zip'.split(' ').map((name) => `.${name}`),
);

export interface PictureFiles {
  /** In the order of the arguments, each file once; folders in the order of names. */
  readonly files: readonly string[];
  /** Arguments that stand for no file, and why. */
  readonly unusable: readonly { readonly argument: string; readonly problem: string }[];
}

/**
 * The picture files that arguments of a command line stand for: files as they are, whatever their
 * names; folders with all pictures below them; zips with all that they hold; patterns such as `scans/*.jpg` where the shell has
 * not resolved them.
 */
export async function findPictureFiles(inputs: readonly string[]): Promise<PictureFiles> {
  const files = new Set<string>();
  const unusable: { argument: string; problem: string }[] = [];
  for (const argument of inputs) {
    const found = await filesOf(argument);
    if (typeof found === 'string') unusable.push({ argument, problem: found });
    else {
      for (const file of found) {
        // What cannot be looked at is told when it is read.
        if (!(await isZip(file).catch(() => false))) files.add(file);
        else {
          const inside = await filesOfZip(file);
          const pictures = inside.files.filter(isPictureName);
          for (const name of pictures) files.add(name);
          unusable.push(...inside.refused);
          if (pictures.length === 0 && inside.refused.length === 0) {
            unusable.push({ argument: file, problem: 'No pictures or PDF files are in this zip.' });
          }
        }
      }
    }
  }
  return { files: [...files], unusable };
}

async function filesOf(argument: string): Promise<readonly string[] | string> {
  const entry = await stat(argument).catch(() => null);
  if (entry?.isDirectory()) {
    const pictures = (await filesBelow(argument)).filter(isPictureName);
    return pictures.length > 0 ? pictures : 'No pictures or PDF files are in this folder.';
  }
  // A pipe may never end, and a device has no end at all.
  if (entry !== null) return entry.isFile() ? [argument] : NO_FILE;
  if (!isGlobPattern(argument)) return 'There is no such file.';
  const pattern = argument.split(sep).join('/').replace(/^\.\//, '');
  const matches = globExpression(pattern);
  const below = await filesBelow(globRoot(pattern)).catch(() => []);
  const found = below.filter((file) => matches.test(file.split(sep).join('/')));
  return found.length > 0 ? found : 'No file matches this pattern.';
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) found.push(path);
  }
  return found;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

function isPictureName(file: string): boolean {
  return EXTENSIONS.has(extname(file).toLowerCase());
}

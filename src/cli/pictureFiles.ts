import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, sep } from 'node:path';
import { isSystemFile } from '../formats/archive/zipKind.ts';
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
  /** Folders and zips that hold other files beside the pictures, a sentence each that names them. */
  readonly leftOut: readonly string[];
}

/** Of the files that are left out so many are named. */
const MOST_NAMES = 5;

/**
 * The picture files that arguments of a command line stand for: files as they are, whatever their
 * names; folders with all pictures below them; zips with all that they hold; patterns such as `scans/*.jpg` where the shell has
 * not resolved them.
 */
export async function findPictureFiles(inputs: readonly string[]): Promise<PictureFiles> {
  const files = new Set<string>();
  const unusable: { argument: string; problem: string }[] = [];
  const leftOut: string[] = [];
  for (const argument of inputs) {
    const found = await filesOf(argument);
    if (typeof found === 'string') unusable.push({ argument, problem: found });
    else {
      leftOut.push(...sentenceOfOthers(argument, found.others));
      for (const file of found.files) {
        // What cannot be looked at is told when it is read.
        if (!(await isZip(file).catch(() => false))) files.add(file);
        else {
          const inside = await filesOfZip(file);
          const [pictures, others] = byName(inside.files);
          for (const name of pictures) files.add(name);
          if (pictures.length > 0) leftOut.push(...sentenceOfOthers(file, others));
          unusable.push(...inside.refused);
          if (pictures.length === 0 && inside.refused.length === 0) {
            unusable.push({ argument: file, problem: 'No pictures or PDF files are in this zip.' });
          }
        }
      }
    }
  }
  return { files: [...files], unusable, leftOut };
}

interface FoundFiles {
  readonly files: readonly string[];
  /** What lies beside them and is no picture by its name. */
  readonly others: readonly string[];
}

async function filesOf(argument: string): Promise<FoundFiles | string> {
  const entry = await stat(argument).catch(() => null);
  if (entry?.isDirectory()) {
    const [files, others] = byName(await filesBelow(argument));
    return files.length > 0 ? { files, others } : 'No pictures or PDF files are in this folder.';
  }
  // A pipe may never end, and a device has no end at all.
  if (entry !== null) return entry.isFile() ? { files: [argument], others: [] } : NO_FILE;
  if (!isGlobPattern(argument)) return 'There is no such file.';
  const pattern = argument.split(sep).join('/').replace(/^\.\//, '');
  const matches = globExpression(pattern);
  const below = await filesBelow(globRoot(pattern)).catch(() => []);
  const found = below.filter((file) => matches.test(file.split(sep).join('/')));
  return found.length > 0 ? { files: found, others: [] } : 'No file matches this pattern.';
}

/** Pictures, and other files but the system's own and hidden ones. */
function byName(files: readonly string[]): readonly [pictures: string[], others: string[]] {
  const others = files.filter((file) => !isPictureName(file) && !isSystemFile(file));
  return [files.filter(isPictureName), others];
}

function sentenceOfOthers(place: string, others: readonly string[]): string[] {
  if (others.length === 0) return [];
  const names = others.slice(0, MOST_NAMES).map((file) => basename(file));
  if (others.length > MOST_NAMES) names.push('…');
  const told =
    others.length === 1
      ? '1 file that is no picture by its name was'
      : `${others.length} files that are no pictures by their names were`;
  return [`${place}: ${told} left out: ${names.join(', ')}`];
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

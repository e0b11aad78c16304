import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LANGUAGES } from '../reading/recognizer/languages.ts';

/** Files of other packages that a page fetches as they are, and where they lie below it. */
const FILES = [
  { package: 'tesseract.js', folder: 'dist', names: /^worker\.min\.js$/, to: 'tesseract' },
  {
    package: 'tesseract.js-core',
    folder: '',
    names: /^tesseract-core.*-lstm\.wasm\.js$/,
    to: 'tesseract',
  },
  ...LANGUAGES.map((language) => ({
    package: `@tesseract.js-data/${language}`,
    folder: '4.0.0_best_int',
    names: /\.traineddata\.gz$/,
    to: 'tesseract',
  })),
  {
    package: '@vladmandic/human',
    folder: 'models',
    names: /^(handtrack|handlandmark-lite)\.(json|bin)$/,
    to: 'models/hand',
  },
  { package: '@vladmandic/human', folder: '', names: /^LICENSE$/, to: 'models/hand' },
  { package: 'pdfjs-dist', folder: 'build', names: /^pdf\.worker\.min\.mjs$/, to: 'pdf' },
  // What a PDF does not carry itself: the usual fonts, writing systems, decoders, colours of ink.
  { package: 'pdfjs-dist', folder: 'standard_fonts', names: /./, to: 'pdf/standard_fonts' },
  { package: 'pdfjs-dist', folder: 'cmaps', names: /./, to: 'pdf/cmaps' },
  { package: 'pdfjs-dist', folder: 'wasm', names: /\.wasm$|^LICENSE/, to: 'pdf/wasm' },
  { package: 'pdfjs-dist', folder: 'iccs', names: /./, to: 'pdf/iccs' },
];

export interface PageFile {
  /** Absolute path, with `/`. */
  readonly from: string;
  /** Folder below the page. */
  readonly to: string;
}

/**
 * The files of other packages that a page needs beside its scripts.
 * @param root folder from which packages are looked for
 * @throws Error where one is missing
 */
export function pageFiles(root: string): readonly PageFile[] {
  return FILES.flatMap(({ package: name, folder, names, to }) => {
    const inside = join(packageFolder(name, root), folder);
    const found = readdirSync(inside).filter((file) => names.test(file));
    if (found.length === 0) throw new Error(`${name} has no ${names.source} in ${inside}.`);
    return found.map((file) => ({ from: join(inside, file).replaceAll('\\', '/'), to }));
  });
}

/** A package's folder, whatever it exports: the nearest `node_modules` that holds it. */
function packageFolder(name: string, root: string): string {
  const require = createRequire(join(root, 'package.json'));
  const folders = (require.resolve.paths(name) ?? []).map((modules) => join(modules, name));
  const found = folders.find((folder) => existsSync(join(folder, 'package.json')));
  if (found === undefined) throw new Error(`The package ${name} is not installed.`);
  return found;
}

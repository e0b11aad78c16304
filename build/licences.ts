import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/?]+/;

/** The terms of licences that packages name in `package.json` alone, after the author's name. */
const TERMS: Readonly<Record<string, string>> = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO
EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE
USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee
is hereby granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE
INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF
USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
};

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

/** What a package states of itself, with the full text of its licence. */
export interface Licence {
  /** Name, version and the licence's short name. */
  readonly title: string;
  readonly text: string;
}

/**
 * The licence of the package in a folder: its own file, or the terms that it names.
 * @throws Error where there is neither
 */
export function licenceOf(folder: string): Licence {
  const { name, version, license, author }: PackageJson = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const title = `${name} ${version} (${license})`;
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  if (files.length > 0) {
    const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
    return { title, text: texts.join('\n\n') };
  }
  if (license === 'Apache-2.0') {
    return { title, text: readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim() };
  }
  const terms = TERMS[license];
  if (terms === undefined) throw new Error(`${name} states ${license} without its text.`);
  const holder = (typeof author === 'object' ? author.name : author) ?? `the authors of ${name}`;
  return { title, text: `Copyright (c) ${holder}\n\n${terms}` };
}

/** A document of licences; packages under one text share it. */
export function licenceDocument(licences: readonly Licence[]): string {
  const byText = new Map<string, Licence[]>();
  for (const licence of licences) {
    byText.set(licence.text, [...(byText.get(licence.text) ?? []), licence]);
  }
  const parts = [...byText].map(([text, sharing]) => {
    const titles = sharing.map(({ title }) => `## ${title}`).sort();
    return `${titles.join('\n')}\n\n${text}\n`;
  });
  return ['# Licences of what is in this page\n', ...parts.sort()].join('\n');
}

/** Packages that no module names: their code is taken apart, or their files are copied as they are. */
const OTHERS = [
  '@techstark/opencv-js',
  '@tesseract.js-data/eng',
  '@vladmandic/human',
  'tesseract.js',
  'tesseract.js-core',
  // Inside tesseract.js's own worker.
  'bmp-js',
  'idb-keyval',
  'is-url',
  'wasm-feature-detect',
  'zlibjs',
];

/**
 * Vite plugins, for the page and for its workers: `licences.md` holds the licence of every package
 * whose code or files are in what is built.
 */
export function licences(): { readonly page: Plugin; worker(): Plugin } {
  const folders = new Set(OTHERS.map((name) => join(ROOT, 'node_modules', name)));
  const collect = (ids: Iterable<string>): void => {
    for (const id of ids) {
      const [folder] = PACKAGE.exec(id.replaceAll('\\', '/').replace(/^\0+/, '')) ?? [];
      if (folder !== undefined && existsSync(join(folder, 'package.json'))) folders.add(folder);
    }
  };
  return {
    worker: () => ({
      name: 'handlens:worker-licences',
      generateBundle() {
        collect(this.getModuleIds());
      },
    }),
    page: {
      name: 'handlens:licences',
      apply: 'build',
      generateBundle() {
        collect(this.getModuleIds());
        const compiledIn = readFileSync(join(ROOT, 'build', 'compiledIn.md'), 'utf8');
        const source = `${licenceDocument([...folders].map(licenceOf))}\n${compiledIn}`;
        this.emitFile({ type: 'asset', fileName: 'licences.md', source });
      },
    },
  };
}

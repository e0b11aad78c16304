import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';
import type { PicturesJson } from '../../src/formats/json.ts';
import { encode } from './runCommand.ts';

const run = promisify(execFile);
let folder = '';

/** The packed library unpacked into an empty project; its dependencies are those installed here. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-package-'));
  const { stdout } = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: packageRoot(), shell: process.platform === 'win32' },
  );
  const packed: unknown = JSON.parse(stdout);
  // An array until npm 10; an object with a key for each package since.
  const [entry] = Array.isArray(packed) ? packed : Object.values(packed as object);
  const installed = join(folder, 'node_modules', 'handlens');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, entry.filename), '-C', installed, '--strip-components=1']);
  await symlink(join(packageRoot(), 'node_modules'), join(installed, 'node_modules'), 'junction');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const sheet = drawSheet([{ text: 'call Anna on Monday', font: 'Caveat', size: 84 }]);
  await writeFile(join(folder, 'note.png'), encode(sheet));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('the packed library in a project of its own', () => {
  it('reads a picture by the example', async () => {
    const example = join(folder, 'node_modules/handlens/examples/node/read.mjs');
    await cp(example, join(folder, 'read.mjs'));
    const { stdout } = await run(process.execPath, ['read.mjs', 'note.png'], { cwd: folder });
    expect(stdout).toMatch(/^[01]\.\d\d .*Anna/);
  });

  it('reads by its command', async () => {
    const command = join(folder, 'node_modules/handlens/lib/cli/handlens.js');
    const { stdout } = await run(process.execPath, [command, 'read', 'note.png', '--json'], {
      cwd: folder,
    });
    const { pictures }: PicturesJson = JSON.parse(stdout);
    expect(pictures[0]?.lines[0]?.text).toContain('Anna');
  });

  it('reads standard input and prints a line of JSON a picture', async () => {
    const command = join(folder, 'node_modules/handlens/lib/cli/handlens.js');
    const child = run(process.execPath, [command, 'read', '-', '--jsonl'], { cwd: folder });
    child.child.stdin?.end(await readFile(join(folder, 'note.png')));
    const lines = (await child).stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ file: '-', lines: expect.any(Array) });
  });

  it('reads in a page that bundles it, with the files that its command copied', async () => {
    const installed = join(folder, 'node_modules/handlens');
    const page = join(folder, 'page');
    await cp(join(installed, 'examples/browser'), page, { recursive: true });
    const command = join(installed, 'lib/cli/handlens.js');
    await run(process.execPath, [command, 'assets', 'public/handlens'], { cwd: page });
    await build({ root: page, configFile: false, logLevel: 'error', base: './' });
    const { page: tab, close } = await openHeadlessPage({ served: join(page, 'dist') });
    try {
      await tab.locator('input').setInputFiles(join(folder, 'note.png'));
      await tab.getByText('Anna').waitFor({ timeout: 90_000 });
    } finally {
      await close();
    }
  });

  it('has types that a strict program compiles against', async () => {
    await writeFile(
      join(folder, 'program.ts'),
      `import { createReaderInBrowser } from 'handlens/browser';
import { createReaderInNode, decodeImageFile } from 'handlens/node';
const inPage = createReaderInBrowser({ assets: '/handlens' });
const page = await inPage.readTextbookPage(new Blob());
const text: string = page.kind === 'opener' ? (page.title?.text ?? '') : '';
const reader = await createReaderInNode();
const { image } = await decodeImageFile('note.png');
const confidence: number | undefined = (await reader.readPicture(image)).lines[0]?.reading.confidence;
console.log(confidence, text);
// @ts-expect-error: there is no such engine
await reader.readLine(image, 'quill');
`,
    );
    const options = {
      strict: true,
      noEmit: true,
      // TensorFlow.js's own declarations do not compile.
      skipLibCheck: true,
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      module: 'nodenext',
      types: ['node'],
      typeRoots: [join(packageRoot(), 'node_modules', '@types')],
    };
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['program.ts'] }),
    );
    const compiler = join(packageRoot(), 'node_modules', 'typescript', 'bin', 'tsc');
    await run(process.execPath, [compiler, '-p', folder]);
  });
});

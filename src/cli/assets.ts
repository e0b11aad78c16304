import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { print } from './console.ts';
import { packageRoot } from './packageRoot.ts';
import { pageFiles } from './pageFiles.ts';

const HELP = `Usage: handlens assets FOLDER

Copies what a page fetches at run time (workers, wasm, models; about 60 MB, of which a visitor gets
what is used) into a folder that is served with the page:

  handlens assets public/handlens

and in the page: createReaderInBrowser({ assets: '/handlens/' })`;

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
const [folder] = positionals;
if (values.help) print(HELP);
else if (folder === undefined || positionals.length > 1) {
  console.error(HELP);
  process.exitCode = 1;
} else await copyAssets(folder);

async function copyAssets(target: string): Promise<void> {
  const root = packageRoot();
  await mkdir(target, { recursive: true });
  await cp(join(root, 'lib', 'browser'), target, { recursive: true });
  await cp(join(root, 'public', 'models'), join(target, 'models'), { recursive: true });
  for (const { from, to } of pageFiles(root)) await cp(from, join(target, to, basename(from)));
  print(`Copied to ${target}.`);
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFilesOf } from '../../build/serviceWorkerFiles.ts';
import { packageRoot } from '../../src/cli/packageRoot.ts';

/** A copy of the built page, to be served and replaced. */
export interface CopiedBuild {
  readonly folder: string;
  /** Puts a build on the host that differs in its start page: it says `<meta name="build">`. */
  publishNext(): void;
  remove(): void;
}

export function copyBuild(): CopiedBuild {
  const folder = mkdtempSync(join(tmpdir(), 'handlens-builds-'));
  cpSync(join(packageRoot(), 'dist'), folder, { recursive: true });
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return {
    folder,
    publishNext() {
      const [before, worker] = [JSON.stringify(buildFilesOf(folder)), read('sw.js')];
      if (!worker.includes(before)) throw new Error('sw.js does not list the files of this build');
      writeFileSync(
        join(folder, 'index.html'),
        read('index.html').replace('<head>', '<head><meta name="build" content="next" />'),
      );
      writeFileSync(
        join(folder, 'sw.js'),
        worker.replace(before, () => JSON.stringify(buildFilesOf(folder))),
      );
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

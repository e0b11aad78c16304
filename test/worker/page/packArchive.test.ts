import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ArchiveRequest } from '../../../src/worker/archiveProtocol.ts';
import { type PackingWorker, packArchive } from '../../../src/worker/page/packArchive.ts';
import { type ArchiveFile, writeArchive } from '../../../src/worker/writeArchive.ts';

const WHEN = new Date(2024, 0, 2);
const FILES = [
  { path: 'a.txt', content: 'hello' },
  { path: 'b/c.txt', content: new Blob(['there']) },
];

/** A worker that holds the real packing, without a thread. */
function fakeWorker({ breaksAt = -1 } = {}) {
  const taken: ArchiveFile[] = [];
  let ended = false;
  const worker: PackingWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => {
      ended = true;
    },
    postMessage: (message: ArchiveRequest) =>
      queueMicrotask(async () => {
        if (message.type === 'file') taken.push(message.file);
        const data =
          taken.length === breaksAt
            ? ({ type: 'failed', message: 'no room' } as const)
            : message.type === 'end'
              ? ({ type: 'packed', archive: await writeArchive(taken, WHEN) } as const)
              : ({ type: 'ready' } as const);
        worker.onmessage?.({ data } as MessageEvent);
      }),
  };
  return { worker, isEnded: () => ended };
}

const namesIn = async (archive: Blob) =>
  Object.keys(unzipSync(new Uint8Array(await archive.arrayBuffer())));

test('a worker packs what the page would, file by file, and is let go', async () => {
  const { worker, isEnded } = fakeWorker();
  const archive = await packArchive(FILES, WHEN, worker);
  expect(await namesIn(archive)).toEqual(['a.txt', 'b/c.txt']);
  expect(await archive.arrayBuffer()).toEqual(
    await (await writeArchive(FILES, WHEN)).arrayBuffer(),
  );
  expect(isEnded()).toBe(true);
});

test('where there are no workers the page packs', async () => {
  expect(await namesIn(await packArchive(FILES, WHEN, null))).toEqual(['a.txt', 'b/c.txt']);
});

test('a worker that fails, and files that cannot be had, end it with their reason', async () => {
  const failing = fakeWorker({ breaksAt: 2 });
  await expect(packArchive(FILES, WHEN, failing.worker)).rejects.toThrow('no room');
  expect(failing.isEnded()).toBe(true);
  async function* broken(): AsyncGenerator<ArchiveFile> {
    yield { path: 'a.txt', content: 'hello' };
    throw new Error('cancelled');
  }
  const { worker, isEnded } = fakeWorker();
  await expect(packArchive(broken(), WHEN, worker)).rejects.toThrow('cancelled');
  expect(isEnded()).toBe(true);
});

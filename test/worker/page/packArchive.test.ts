import { unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import type { ToPacking } from '../../../src/worker/archiveProtocol.ts';
import { packArchive } from '../../../src/worker/page/packArchive.ts';
import { type ArchiveFile, writeArchive } from '../../../src/worker/writeArchive.ts';
import { ScriptedWorker } from '../scriptedWorker.ts';

const WHEN = new Date(2024, 0, 2);
const FILES = [
  { path: 'a.txt', content: 'hello' },
  { path: 'b/c.txt', content: new Blob(['there']) },
];

afterEach(() => vi.useRealTimers());

interface Happening {
  /** Once so many files have come. */
  readonly at: number;
  readonly what: (packer: Packer) => void;
}

/** A worker that packs for real, without a thread, until something happens at a file. */
class Packer extends ScriptedWorker<ToPacking> {
  readonly #taken: ArchiveFile[] = [];
  readonly #happens: Happening | null;

  constructor(happens: Happening | null = null) {
    super();
    this.#happens = happens;
  }

  override postMessage(message: ToPacking): void {
    super.postMessage(message);
    if (!['begin', 'file', 'end'].includes(message.type)) return;
    if (message.type === 'file') this.#taken.push(message.file);
    if (this.#taken.length === this.#happens?.at) this.#happens.what(this);
    else if (message.type === 'end') void this.#pack();
    else this.say({ type: 'ready' });
  }

  async #pack(): Promise<void> {
    this.say({ type: 'packed', archive: await writeArchive(this.#taken, WHEN) });
  }
}

const packWith = (worker: Packer, files: Parameters<typeof packArchive>[0] = FILES) =>
  packArchive(files, WHEN, () => worker as unknown as Worker);

const namesIn = async (archive: Blob) =>
  Object.keys(unzipSync(new Uint8Array(await archive.arrayBuffer())));

test('a worker packs what the page would, file by file, and is let go', async () => {
  const worker = new Packer();
  const archive = await packWith(worker);
  expect(await namesIn(archive)).toEqual(['a.txt', 'b/c.txt']);
  expect(await archive.arrayBuffer()).toEqual(
    await (await writeArchive(FILES, WHEN)).arrayBuffer(),
  );
  expect(worker.terminated).toBe(true);
});

test('where there are no workers the page packs', async () => {
  expect(await namesIn(await packArchive(FILES, WHEN, null))).toEqual(['a.txt', 'b/c.txt']);
});

test('a worker that fails, and files that cannot be had, end it with their reason', async () => {
  const failing = new Packer({
    at: 2,
    what: (packer) => packer.say({ type: 'failed', message: 'no room' }),
  });
  await expect(packWith(failing)).rejects.toThrow('no room');
  expect(failing.terminated).toBe(true);
  async function* broken(): AsyncGenerator<ArchiveFile> {
    yield { path: 'a.txt', content: 'hello' };
    throw new Error('cancelled');
  }
  const worker = new Packer();
  await expect(packWith(worker, broken())).rejects.toThrow('cancelled');
  expect(worker.terminated).toBe(true);
});

test('a worker that dies, or that hangs, is said and let go', async () => {
  const dying = new Packer({ at: 1, what: (packer) => packer.crash() });
  await expect(packWith(dying)).rejects.toMatchObject({ code: 'packing-ended' });
  expect(dying.terminated).toBe(true);

  vi.useFakeTimers();
  const hanging = new Packer({ at: 1, what: () => {} });
  const packing = expect(packWith(hanging)).rejects.toMatchObject({ code: 'packing-ended' });
  await vi.advanceTimersByTimeAsync(25_000);
  await packing;
  expect(hanging.terminated).toBe(true);
});

test('one that dies while the next file is fetched ends it too', async () => {
  const worker = new Packer();
  async function* slow(): AsyncGenerator<ArchiveFile> {
    yield { path: 'a.txt', content: 'hello' };
    worker.crash();
    yield { path: 'b.txt', content: 'there' };
  }
  await expect(packWith(worker, slow())).rejects.toMatchObject({ code: 'packing-ended' });
});

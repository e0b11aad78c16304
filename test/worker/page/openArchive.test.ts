import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ARCHIVE_LIMITS,
  ArchiveEntryError,
  readArchive,
} from '../../../src/formats/archive/readArchive.ts';
import { openArchive } from '../../../src/worker/page/openArchive.ts';
import { unpacking } from '../../../src/worker/unpacking.ts';
import { isToUnpacking, type ToUnpacking } from '../../../src/worker/unpackProtocol.ts';
import { zipped } from '../../formats/archive/zips.ts';
import { ScriptedWorker } from '../scriptedWorker.ts';

/** A worker that unpacks for real, without a thread, up to the order that it does not answer. */
class Unpacker extends ScriptedWorker<ToUnpacking> {
  readonly #perform = unpacking((message) => this.say(message));
  readonly #silentFrom: number;
  #orders = 0;

  constructor(silentFrom = Number.POSITIVE_INFINITY) {
    super();
    this.#silentFrom = silentFrom;
  }

  override postMessage(message: ToUnpacking): void {
    super.postMessage(message);
    if (!isToUnpacking(message)) return;
    this.#orders += 1;
    if (this.#orders < this.#silentFrom) void this.#perform(message);
  }
}

const zip = async () =>
  zipped([
    { path: 'a.txt', content: 'hello' },
    { path: 'b/c.txt', content: 'there' },
  ]);
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const openWith = (worker: Unpacker, bytes: Uint8Array<ArrayBuffer>) =>
  openArchive(new Blob([bytes]), 'a.zip', { spawn: () => worker as unknown as Worker });

test('the worker gives what the page would read, and is let go', async () => {
  const worker = new Unpacker();
  const bytes = await zip();
  const { entries, report, close } = await openWith(worker, bytes);
  const own = await readArchive(new Blob([bytes]), 'a.zip');
  expect(report).toEqual(own.report);
  expect(entries.map(({ path, size }) => [path, size])).toEqual(
    own.entries.map(({ path, size }) => [path, size]),
  );
  const read = await Promise.all(entries.map((entry) => entry.read()));
  expect(read.map(text)).toEqual(['hello', 'there']);
  close();
  expect(worker.terminated).toBe(true);
  await expect(entries[0]?.read()).rejects.toBeInstanceOf(ArchiveEntryError);
});

test('a damaged entry keeps no other out', async () => {
  const bytes = await zip();
  const at = text(bytes).indexOf('a.txt');
  const extra = new DataView(bytes.buffer).getUint16(28, true);
  const content = at + 'a.txt'.length + extra;
  bytes[content] = (bytes[content] ?? 0) ^ 0xff;
  const { entries, close } = await openWith(new Unpacker(), bytes);
  await expect(entries[0]?.read()).rejects.toBeInstanceOf(ArchiveEntryError);
  expect(text(await entries[1]?.read())).toBe('there');
  close();
});

test('a worker that dies is not waited for, nor started again', async () => {
  const atOnce = new Unpacker(1);
  const opening = openWith(atOnce, await zip());
  atOnce.crash();
  const { entries, report } = await opening;
  expect(entries).toEqual([]);
  expect(report.issues).toMatchObject([{ code: 'archive-broken', file: 'a.zip' }]);
  expect(atOnce.terminated).toBe(true);

  const later = new Unpacker(2);
  const opened = await openWith(later, await zip());
  const reading = expect(opened.entries[0]?.read()).rejects.toBeInstanceOf(ArchiveEntryError);
  later.crash();
  await reading;
  await expect(opened.entries[1]?.read()).rejects.toBeInstanceOf(ArchiveEntryError);
});

test('where there are no workers the page unpacks', async () => {
  const { entries, close } = await openArchive(new Blob([await zip()]), 'a.zip', { spawn: null });
  expect(text(await entries[0]?.read())).toBe('hello');
  close();
});

test('limits of its own hold there, and an entry asked for twice comes twice', async () => {
  const worker = new Unpacker();
  const archive = new Blob([await zip()]);
  const limits = { ...ARCHIVE_LIMITS, entries: 1 };
  const spawn = () => worker as unknown as Worker;
  const { entries, report, close } = await openArchive(archive, 'a.zip', { limits, spawn });
  expect(report.issues.map(({ code }) => code)).toEqual(['archive-too-many']);
  const twice = await Promise.all([entries[0]?.read(), entries[0]?.read()]);
  expect(twice.map(text)).toEqual(['hello', 'hello']);
  close();
});

test('Annotate, notebook and models unpack in that worker too', () => {
  const sources = readdirSync('src/app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join('src/app', file), 'utf8'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((source) => /\breadArchive\b(?!\.ts)/.test(source))).toEqual([]);
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../../src/cli/headlessPage.ts';
import { choose } from './annotateDesk.ts';

/** How long a reason may be waited for, and how long the page may stand still meanwhile, ms. */
const MOST_MS = 5000;
const MOST_STILL_MS = 2000;
/** What the page and its workers may hold more than before, bytes. */
const MOST_BYTES = 100e6;

interface Entry {
  readonly name: string;
  /** What it says that it holds, bytes. */
  readonly says: number;
  readonly packed: Buffer;
  readonly crc: number;
}

/** Zeros, packed. */
function zeros(bytes: number): Pick<Entry, 'packed' | 'crc'> {
  const content = Buffer.alloc(bytes);
  return { packed: deflateRawSync(content, { level: 9 }), crc: crc32(content) };
}

/** A zip of entries as they are, whatever they say of themselves. */
function zipOf(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, says, packed, crc } of entries) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(says, 18);
    fields.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(
      ...[Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, Buffer.from(name)],
    );
    at += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

const named = (count: number, ending: string, entry: Omit<Entry, 'name'>): readonly Entry[] =>
  Array.from({ length: count }, (_, i) => ({ name: `entry-${i + 1}.${ending}`, ...entry }));

const CASES = {
  'seven pictures of 500 MB': () => named(7, 'png', { says: 500e6, ...zeros(500e6) }),
  'seventy XML files of 60 MB': () => named(70, 'xml', { says: 60e6, ...zeros(60e6) }),
  'a picture that says 10 bytes and holds 1 GB': () => named(1, 'png', { says: 10, ...zeros(1e9) }),
} as const;

/** Bytes that the browser's processes of this page hold at most, since the last call. */
function heldAtMost(pids: readonly number[]): number {
  return pids
    .map((pid) => /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
    .reduce((sum, kilobytes) => sum + Number(kilobytes ?? 0) * 1024, 0);
}

async function pagePids(page: Page): Promise<readonly number[]> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** The longest time that the page stood still. */
const watchStillness = (page: Page): Promise<void> =>
  page.evaluate(() => {
    let last = performance.now();
    Object.assign(window, { stillMs: 0 });
    setInterval(() => {
      const now = performance.now();
      const held = window as unknown as { stillMs: number };
      held.stillMs = Math.max(held.stillMs, now - last - 20);
      last = now;
    }, 20);
  });

let opened: HeadlessPage;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlens-hostile-'));
});
afterEach(() => opened?.close());
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.entries(CASES))('%s', (name, entries) => {
  let path = '';
  beforeAll(() => {
    path = join(folder, `${name}.zip`);
    writeFileSync(path, zipOf(entries()));
  });

  async function measured(page: Page, bring: () => Promise<void>, reason: () => Promise<void>) {
    const pids = await pagePids(page);
    await watchStillness(page);
    const before = heldAtMost(pids);
    const start = performance.now();
    await bring();
    await reason();
    const tookMs = performance.now() - start;
    const stillMs = await page.evaluate(() => (window as unknown as { stillMs: number }).stillMs);
    const moreBytes = heldAtMost(pids) - before;
    console.log(
      `${name}, ${(statSync(path).size / 1e6).toFixed(1)} MB: a reason after ${(tookMs / 1000).toFixed(1)} s, ` +
        `still for ${stillMs.toFixed(0)} ms, ${(moreBytes / 1e6).toFixed(0)} MB more`,
    );
    expect(tookMs).toBeLessThan(MOST_MS);
    expect(stillMs).toBeLessThan(MOST_STILL_MS);
    expect(moreBytes).toBeLessThan(MOST_BYTES);
  }

  test('in Documents: a reason soon, from a page that goes on', async () => {
    opened = await openHeadlessPage({ path: '#documents' });
    const { page } = opened;
    // The reader's start is another matter.
    await page.locator('.progress').first().waitFor({ state: 'hidden', timeout: 90_000 });
    await measured(
      page,
      () => page.locator('.documents input[type=file][multiple]').first().setInputFiles(path),
      () => page.locator('.notice:visible').first().waitFor({ timeout: 60_000 }),
    );
  });

  test('in Annotate: a reason soon, from a page that goes on', async () => {
    opened = await openHeadlessPage({ path: '#annotate' });
    const { page } = opened;
    const start = page.locator('.annotate-start');
    await start.waitFor();
    await measured(
      page,
      () =>
        choose(page, () => start.getByRole('button', { name: 'Open pictures' }).click(), [path]),
      () => page.locator('dialog[open], .notice:visible').first().waitFor({ timeout: 60_000 }),
    );
  });
});

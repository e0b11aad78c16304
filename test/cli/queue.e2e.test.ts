import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createCanvas } from '@napi-rs/canvas';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/cli/packageRoot.ts';
import type { ReadJob, ReadOutcome } from '../../src/cli/queue/readQueue.ts';

const PAGES = 60;
const HANDLENS = join(packageRoot(), 'lib', 'cli', 'handlens.js');
const hasRedis = spawnSync('redis-server', ['--version']).error === undefined;

let folder = '';
let url = '';
const children: ChildProcess[] = [];

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

const handlens = (...args: string[]) => start(process.execPath, [HANDLENS, ...args]);
const worker = () => handlens('worker', '--redis', url, '--exit-when-done', '--lost-after', '15');

async function outputOf(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = '';
  child.stdout?.on('data', (part) => {
    text += part;
  });
  child.stderr?.on('data', (part) => {
    text += part;
  });
  const [code] = await once(child, 'close');
  return { code, text };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A small picture with a number on it, printed large. */
function numberPicture(number: number): Buffer {
  const canvas = createCanvas(360, 120);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 360, 120);
  context.fillStyle = '#111';
  context.font = '48px "DejaVu Sans", sans-serif';
  context.fillText(`Page ${number}`, 40, 80);
  return canvas.toBuffer('image/png');
}

const documents = async () =>
  (await readdir(join(folder, 'out'), { recursive: true }).catch(() => [])).filter((name) =>
    /\.txt$/.test(name),
  );

describe.skipIf(!hasRedis)('a queue on Redis (needs redis-server, Debian’s package)', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handlens-queue-'));
    const port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    const server = start('redis-server', [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
    ]);
    await new Promise<void>((resolve) => {
      server.stdout?.on('data', (text) => {
        if (String(text).includes('Ready to accept connections')) resolve();
      });
    });
    await mkdir(join(folder, 'in'));
    for (let i = 1; i <= PAGES; i++) {
      await writeFile(join(folder, 'in', `${String(i).padStart(2, '0')}.png`), numberPicture(i));
    }
    await writeFile(join(folder, 'in', 'broken.png'), numberPicture(0).subarray(0, 200));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  it('is read by three workers, each page exactly once, though one is killed in the middle', {
    timeout: 900_000,
  }, async () => {
    const put = await outputOf(handlens('enqueue', 'in', '--out', 'out', '--redis', url));
    expect([put.code, put.text]).toEqual([0, expect.stringContaining('61 files')]);
    // Put in twice, they are there once.
    await outputOf(handlens('enqueue', 'in', '--out', 'out', '--redis', url));

    const connection = new Redis(url, { maxRetriesPerRequest: null });
    const queue = new Queue<ReadJob, ReadOutcome>('handlens', { connection });
    expect(await queue.getWaitingCount()).toBe(PAGES + 1);
    const workers = [worker(), worker(), worker()];
    const ends = workers.map(outputOf);
    while ((await documents()).length < PAGES / 4) await wait(100);
    // One that holds a page at this moment.
    while ((await queue.getActiveCount()) < 3 && (await documents()).length < PAGES - 5)
      await wait(20);
    workers[0]?.kill('SIGKILL');
    expect((await documents()).length).toBeLessThan(PAGES);
    const [, second, third] = await Promise.all(ends);
    expect([second?.code, third?.code]).toEqual([0, 0]);

    const jobs = await queue.getCompleted();
    expect(await queue.getJobCounts('wait', 'active', 'delayed', 'failed')).toEqual({
      ...{ wait: 0, active: 0, delayed: 0, failed: 0 },
    });
    expect(new Set(jobs.map(({ data }) => data.file)).size).toBe(PAGES + 1);
    expect(jobs).toHaveLength(PAGES + 1);
    const outcomes = jobs.map(({ returnvalue }) => returnvalue);
    // Of a page that a dead worker held, or a slow one, the document may have been there already.
    expect(outcomes.flatMap((one) => (one.kind === 'failed' ? [one.failure] : []))).toMatchObject([
      { file: 'in/broken.png', code: 'image-broken' },
    ]);
    const names = await documents();
    expect(names.sort()).toEqual(
      Array.from({ length: PAGES }, (_, i) => `in/${String(i + 1).padStart(2, '0')}.png.txt`),
    );
    const texts = await Promise.all(
      names.map((name) => readFile(join(folder, 'out', name), 'utf8')),
    );
    expect(texts.filter((text) => /page/i.test(text)).length).toBeGreaterThan(0.9 * PAGES);

    const waited = await outputOf(
      handlens('enqueue', 'in', '--out', 'out', '--redis', url, '--wait'),
    );
    expect([waited.code, waited.text]).toEqual([1, expect.stringContaining('60 read, 1 failed.')]);
    await queue.close();
    await connection.quit();
  });
});

it('without a folder for the documents it says what to do', async () => {
  const { code, text } = await outputOf(
    spawn(process.execPath, [HANDLENS, 'enqueue', 'in'], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  expect([code, text]).toEqual([1, expect.stringContaining('--out')]);
});

it('where no Redis answers it says so, and ends', async () => {
  const nowhere = 'redis://127.0.0.1:1';
  const { code, text } = await outputOf(
    spawn(process.execPath, [HANDLENS, 'worker', '--redis', nowhere], {
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  expect([code, text]).toEqual([1, expect.stringContaining(`No Redis answers at ${nowhere}`)]);
});

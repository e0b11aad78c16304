import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskModelFiles } from '../../src/cli/diskModelFiles.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-'));
  await mkdir(join(folder, 'a-model'));
  await writeFile(join(folder, 'a-model', 'weights.bin'), Uint8Array.of(1, 2, 3));
});
afterAll(() => rm(folder, { recursive: true }));

describe('model files on disk', () => {
  it('are read whole, with a buffer of their own, and tell their bytes', async () => {
    let told = 0;
    const bytes = await diskModelFiles(folder).read('a-model/weights.bin', {
      onBytes: (count) => {
        told = count;
      },
    });
    expect([...bytes]).toEqual([1, 2, 3]);
    expect(bytes.buffer.byteLength).toBe(3);
    expect(told).toBe(3);
  });

  it('are named where they are missing, and not read when cancelled', async () => {
    const files = diskModelFiles(folder);
    await expect(files.read('b-model/model.json')).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('b-model/model.json'),
    });
    const signal = AbortSignal.abort();
    await expect(files.read('a-model/weights.bin', { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

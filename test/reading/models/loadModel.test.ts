import { describe, expect, it } from 'vitest';
import { type LoadingProgress, loadBytes } from '../../../src/reading/models/loadModel.ts';
import { bytesOf, filesIn, tinyDetector } from './tinyModel.ts';

const NAME = 'tiny-detector';

describe('loadBytes', () => {
  it('gives the manifest and every file', async () => {
    const folder = tinyDetector();
    const { manifest, bytes } = await loadBytes(filesIn(folder), NAME, 'detector');
    expect(manifest.detector.classes).toEqual(['ink', 'blue']);
    expect([...bytes.keys()]).toEqual(['model.json', 'weights.bin', 'shapes.bin']);
    expect(bytes.get('weights.bin')).toBe(folder.get(`${NAME}/weights.bin`));
  });

  it('tells its progress in bytes over all files, never backwards, to the end', async () => {
    const folder = tinyDetector();
    const seen: LoadingProgress[] = [];
    await loadBytes(filesIn(folder), NAME, 'detector', {
      onProgress: (progress) => seen.push(progress),
    });
    let total = 0;
    for (const [path, bytes] of folder) if (!path.endsWith('manifest.json')) total += bytes.length;
    expect(seen.every(({ name, totalBytes }) => name === NAME && totalBytes === total)).toBe(true);
    const loaded = seen.map(({ loadedBytes }) => loadedBytes);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(loaded.at(-1)).toBe(total);
    expect(new Set(loaded).size).toBeGreaterThan(4);
  });

  it('refuses a file with one bit changed, naming it', async () => {
    const folder = tinyDetector();
    const weights = folder.get(`${NAME}/weights.bin`)?.slice() ?? new Uint8Array();
    weights[5] = (weights[5] ?? 0) ^ 1;
    folder.set(`${NAME}/weights.bin`, weights);
    await expect(loadBytes(filesIn(folder), NAME, 'detector')).rejects.toMatchObject({
      code: 'model-corrupt',
      message: expect.stringContaining('weights.bin'),
    });
  });

  it('refuses a file that is cut short', async () => {
    const folder = tinyDetector();
    const weights = folder.get(`${NAME}/weights.bin`) ?? new Uint8Array();
    folder.set(`${NAME}/weights.bin`, weights.slice(0, -4));
    await expect(loadBytes(filesIn(folder), NAME, 'detector')).rejects.toMatchObject({
      code: 'model-corrupt',
    });
  });

  it('passes on that a file is missing', async () => {
    const folder = tinyDetector();
    folder.delete(`${NAME}/shapes.bin`);
    await expect(loadBytes(filesIn(folder), NAME, 'detector')).rejects.toMatchObject({
      code: 'model-missing',
    });
  });

  it('refuses a model of another kind or name', async () => {
    const folder = tinyDetector();
    await expect(loadBytes(filesIn(folder), NAME, 'reader')).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('kind'),
    });
    const manifest = folder.get(`${NAME}/manifest.json`) ?? bytesOf('');
    const moved = new Map([['other/manifest.json', manifest]]);
    await expect(loadBytes(filesIn(moved), 'other', 'detector')).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('name'),
    });
  });

  it('stops when the signal is raised, before and during', async () => {
    const files = filesIn(tinyDetector());
    const raised = new AbortController();
    raised.abort();
    await expect(
      loadBytes(files, NAME, 'detector', { signal: raised.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(files.asked).toEqual([]);

    const during = new AbortController();
    await expect(
      loadBytes(files, NAME, 'detector', {
        signal: during.signal,
        onProgress: () => during.abort(),
      }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

import { expect, test, vi } from 'vitest';
import { ReadingError } from '../../../src/reading/errors.ts';
import { createHelperNet } from '../../../src/reading/recognizer/helperNet.ts';
import type { ReaderNet } from '../../../src/reading/recognizer/lineGraph.ts';

const manifest: ReaderNet['manifest'] = {
  name: 'net',
  reader: { height: 40, stride: 4, widthMultiple: 8, alphabet: ['a'], topHat: false, blank: 0 },
};

test('is asked for again after a pause that doubles, and missed once', async () => {
  let nowMs = 0;
  let isThere = false;
  const load = vi.fn(async (): Promise<ReaderNet> => {
    if (!isThere) throw new ReadingError('model-missing');
    return { graph: { execute: vi.fn(), dispose: vi.fn() }, manifest };
  });
  const onMissing = vi.fn();
  const net = createHelperNet({ load, alphabet: ['a', 'ä'], onMissing, now: () => nowMs });
  const callsUntil = async (endMs: number) => {
    for (; nowMs < endMs; nowMs += 1000) expect(await net.get()).toBeNull();
    return load.mock.calls.length;
  };
  expect(await callsUntil(30_000)).toBe(1);
  expect(await callsUntil(90_000)).toBe(2);
  expect(await callsUntil(210_000)).toBe(3);
  // However long it has been missing, it is looked for every quarter of an hour.
  const before = await callsUntil(3 * 3_600_000);
  expect((await callsUntil(4 * 3_600_000)) - before).toBe(4);
  expect(onMissing).toHaveBeenCalledOnce();
  isThere = true;
  nowMs += 3_600_000;
  expect(await net.get()).not.toBeNull();
  expect(net.prefetch()).not.toBeNull();
});

test('several readings that wait for one failed loading count it once', async () => {
  const load = vi.fn(async () => Promise.reject(new ReadingError('model-missing')));
  let nowMs = 0;
  const net = createHelperNet({ load, alphabet: ['a', 'ä'], now: () => nowMs });
  expect(net.prefetch()).toBeNull();
  expect(await Promise.all([net.get(), net.get()])).toEqual([null, null]);
  expect(load).toHaveBeenCalledOnce();
  nowMs = 30_000;
  expect(await net.get()).toBeNull();
  expect(load).toHaveBeenCalledTimes(2);
});

test('is nothing where there is none', async () => {
  const net = createHelperNet({ load: undefined, alphabet: ['a', 'ä'] });
  expect(await net.get()).toBeNull();
  expect(net.prefetch()).toBeNull();
  await net.dispose();
});

test('a net of other characters is refused, one of fewer is not', async () => {
  const withAlphabet = async (alphabet: readonly string[]): Promise<ReaderNet> => ({
    graph: { execute: vi.fn(), dispose: vi.fn() },
    manifest: { ...manifest, reader: { ...manifest.reader, alphabet } },
  });
  const onMissing = vi.fn();
  const asked = (alphabet: readonly string[]) =>
    createHelperNet({
      load: () => withAlphabet(alphabet),
      alphabet: ['a', 'ä'],
      onMissing,
    }).get();
  expect(await asked(['a'])).not.toBeNull();
  expect(await asked(['a', 'ä'])).not.toBeNull();
  expect(onMissing).not.toHaveBeenCalled();
  expect(await asked(['ä', 'a'])).toBeNull();
  expect(await asked(['a', 'ä', 'b'])).toBeNull();
  expect(onMissing).toHaveBeenCalledTimes(2);
});

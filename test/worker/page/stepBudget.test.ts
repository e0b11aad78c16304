import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ReadingError } from '../../../src/reading/errors.ts';
import { stepBudget } from '../../../src/worker/page/stepBudget.ts';

let isLookedAt: boolean;
let ends: number;

beforeEach(() => {
  vi.useFakeTimers();
  isLookedAt = true;
  ends = 0;
});
afterEach(() => vi.useRealTimers());

const overdue = (): ReadingError => {
  ends += 1;
  return new ReadingError('pdf-silent');
};
const budget = () => stepBudget(60, overdue, () => isLookedAt);
const never = (): Promise<never> => new Promise(() => {});
const SILENT = { code: 'pdf-silent' };

test('a step that ends in time gives what it gives', async () => {
  const within = budget();
  expect(await within(async () => 7)).toBe(7);
  await expect(within(() => Promise.reject(new Error('torn')))).rejects.toThrow('torn');
  expect(vi.getTimerCount()).toBe(0);
});

test('one that hangs ends what does the steps, once, and all of them with it', async () => {
  const within = budget();
  const all = [within(never), within(never)].map((step) =>
    expect(step).rejects.toMatchObject(SILENT),
  );
  await vi.advanceTimersByTimeAsync(59_000);
  expect(ends).toBe(0);
  await vi.advanceTimersByTimeAsync(3_000);
  await Promise.all(all);
  expect(ends).toBe(1);
  await expect(within(async () => 7)).rejects.toMatchObject(SILENT);
  expect(vi.getTimerCount()).toBe(0);
});

test('progress, and a page that nobody looks at, give it more time', async () => {
  const within = budget();
  let heard: () => void = () => {};
  const step = within((progress) => {
    heard = progress;
    return never();
  });
  const failed = expect(step).rejects.toMatchObject(SILENT);
  await vi.advanceTimersByTimeAsync(50_000);
  heard();
  await vi.advanceTimersByTimeAsync(50_000);
  isLookedAt = false;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ends).toBe(0);
  isLookedAt = true;
  await vi.advanceTimersByTimeAsync(12_000);
  await failed;
});

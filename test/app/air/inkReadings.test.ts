import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InkReadings } from '../../../src/app/air/inkReadings.ts';
import type { Budget } from '../../../src/reading/recognizer/budget.ts';
import { NO_INK } from '../../../src/reading/strokes/ink.ts';
import type { InkReading } from '../../../src/reading/strokes/inkReading.ts';

interface Asked {
  readonly budget: Budget;
  readonly signal: AbortSignal;
  answer(reading: InkReading): void;
  fail(error: unknown): void;
}

let asked: Asked[];
let given: InkReading[];
let failures: unknown[];
let readings: InkReadings;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  given = [];
  failures = [];
  readings = new InkReadings({
    ink: () => NO_INK,
    read: (_, budget, signal) =>
      new Promise((answer, fail) => {
        asked.push({ budget, signal, answer, fail });
      }),
    onReading: (reading) => given.push(reading),
    onError: (error) => failures.push(error),
  });
});
afterEach(() => vi.useRealTimers());

async function answer(index: number): Promise<void> {
  asked[index]?.answer({ lines: [], budget: asked[index]?.budget ?? 'live' });
  await vi.advanceTimersByTimeAsync(0);
}

test('growing ink is read in passing, one reading at a time, of the newest ink', async () => {
  readings.changed();
  readings.changed();
  expect(asked.map(({ budget }) => budget)).toEqual(['live']);
  readings.changed();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(1);
  await answer(0);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(700);
  expect(asked).toHaveLength(2);
});

test('a pause has it read with all care at once, and only once', async () => {
  readings.changed();
  await answer(0);
  readings.paused();
  expect(asked.map(({ budget }) => budget)).toEqual(['live', 'final']);
  await answer(1);
  readings.paused();
  expect(asked).toHaveLength(2);
});

test('a pause during a reading waits for it', async () => {
  readings.changed();
  readings.paused();
  expect(asked).toHaveLength(1);
  await answer(0);
  expect(asked.map(({ budget }) => budget)).toEqual(['live', 'final']);
});

test('settling waits for the careful reading of what is there', async () => {
  readings.changed();
  let settled = false;
  const settling = readings.settle().then(() => {
    settled = true;
  });
  await answer(0);
  expect(settled).toBe(false);
  await answer(1);
  await settling;
  expect(asked.map(({ budget }) => budget)).toEqual(['live', 'final']);
});

test('settling ends even when the reading fails', async () => {
  readings.changed();
  await answer(0);
  const settling = readings.settle();
  asked[1]?.fail(new Error('no reader'));
  await settling;
  expect(failures).toHaveLength(1);
});

test('readings of ink that is gone are aborted and not shown', async () => {
  readings.changed();
  readings.forget();
  expect(asked[0]?.signal.aborted).toBe(true);
  await answer(0);
  expect(given).toEqual([]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(1);
});

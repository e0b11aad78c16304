import { describe, expect, test } from 'vitest';
import {
  countsOf,
  EMPTY_QUEUE,
  nextPhoto,
  type QueueAction,
  queueReducer,
} from '../../../src/app/textbook/pageQueue.ts';
import type { TextbookPage } from '../../../src/reading/results.ts';

const BODY: TextbookPage = {
  kind: 'body',
  width: 10,
  height: 10,
  timings: {},
  certainty: 0.9,
  needsCheck: false,
};
const OPENER: TextbookPage = { ...BODY, kind: 'opener', chapter: null, title: null };
const ERROR = { code: 'image-broken', message: 'Broken.', hint: 'Again.' } as const;

function add(count: number): QueueAction {
  return {
    type: 'add',
    files: Array.from({ length: count }, (_, i) => ({ name: `${i}.jpg`, file: new Blob() })),
  };
}

const queueAfter = (...actions: readonly QueueAction[]) =>
  actions.reduce(queueReducer, EMPTY_QUEUE);
const states = (queue: ReturnType<typeof queueAfter>) =>
  queue.photos.map(({ state }) => state.kind);

describe('the queue', () => {
  test('reads one photo at a time, in the order they came', () => {
    const added = queueAfter(add(3));
    expect(nextPhoto(added)?.id).toBe(1);
    expect(nextPhoto(queueReducer(added, { type: 'start', id: 1 }))).toBeNull();
    const one = queueAfter(add(3), { type: 'start', id: 1 }, { type: 'read', id: 1, page: BODY });
    expect(nextPhoto(one)?.id).toBe(2);
  });

  test('a photo that fails does not stop the others and can be tried again', () => {
    const failed = queueAfter(
      add(2),
      { type: 'start', id: 1 },
      { type: 'fail', id: 1, error: ERROR },
    );
    expect(nextPhoto(failed)?.id).toBe(2);
    expect(nextPhoto(queueReducer(failed, { type: 'retry', id: 1 }))?.id).toBe(1);
  });

  test('cancelling all leaves what was read, and late answers change nothing', () => {
    const cancelled = queueAfter(
      add(3),
      { type: 'start', id: 1 },
      { type: 'read', id: 1, page: OPENER },
      { type: 'start', id: 2 },
      { type: 'cancel-all' },
      { type: 'read', id: 2, page: OPENER },
      { type: 'progress', id: 2, done: 1, total: 2 },
    );
    expect(states(cancelled)).toEqual(['read', 'cancelled', 'cancelled']);
    expect(nextPhoto(cancelled)).toBeNull();
  });

  test('an answer for a photo that was removed is dropped; ids are not given twice', () => {
    const removed = queueAfter(
      add(1),
      { type: 'start', id: 1 },
      { type: 'remove', id: 1 },
      { type: 'read', id: 1, page: OPENER },
      add(1),
    );
    expect(removed.photos.map(({ id }) => id)).toEqual([2]);
    expect(states(removed)).toEqual(['waiting']);
  });

  test('edits of chapter and title add up', () => {
    const edited = queueAfter(
      add(1),
      { type: 'edit', id: 1, edit: { chapter: 'Chapter 4' } },
      { type: 'edit', id: 1, edit: { title: 'Light' } },
    );
    expect(edited.photos[0]?.edit).toEqual({ chapter: 'Chapter 4', title: 'Light' });
  });

  test('counts what is done, by what came out', () => {
    const queue = queueAfter(
      add(5),
      { type: 'start', id: 1 },
      { type: 'read', id: 1, page: OPENER },
      { type: 'start', id: 2 },
      { type: 'read', id: 2, page: BODY },
      { type: 'start', id: 3 },
      { type: 'fail', id: 3, error: ERROR },
      { type: 'cancel', id: 4 },
    );
    expect(countsOf(queue)).toEqual({
      all: 5,
      settled: 4,
      openers: 1,
      bodies: 1,
      failed: 1,
      unsure: 0,
    });
  });

  test('counts pages to check until they are corrected', () => {
    const read = queueAfter(
      add(1),
      { type: 'start', id: 1 },
      { type: 'read', id: 1, page: { ...OPENER, needsCheck: true } },
    );
    expect(countsOf(read).unsure).toBe(1);
    const edited = queueReducer(read, { type: 'edit', id: 1, edit: { title: 'Light' } });
    expect(countsOf(edited).unsure).toBe(0);
  });
});

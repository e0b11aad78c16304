import { describe, expect, test } from 'vitest';
import {
  NEW_SESSION,
  type SessionAction,
  sessionReducer,
} from '../../../src/app/transcript/readingSession.ts';
import { textOf } from '../../../src/app/transcript/transcript.ts';
import type { LiveLine, LiveView } from '../../../src/worker/client.ts';
import { liveLine, readingOf } from './liveLines.ts';

function view(lines: readonly LiveLine[]): LiveView {
  return {
    frameId: 1,
    width: 1280,
    height: 720,
    lines,
    timings: {},
    fps: 20,
    hint: null,
    moving: false,
  };
}

function sessionAfter(...actions: readonly SessionAction[]) {
  return actions.reduce(sessionReducer, NEW_SESSION);
}

describe('a held picture', () => {
  const held = sessionAfter(
    { type: 'view', view: view([liveLine(1, 0, 'call Anna')]) },
    { type: 'hold' },
  );

  test('does not change by frames that were still under way', () => {
    const late = view([liveLine(1, 0, 'call Anne')]);
    expect(sessionReducer(held, { type: 'view', view: late })).toBe(held);
  });

  test('stays as it is when the camera comes back under it, and makes way when it is let go', () => {
    const back = sessionReducer(held, { type: 'recount' });
    expect(back.view).toBe(held.view);
    expect(back.transcript).toBe(held.transcript);
    const going = sessionReducer(back, { type: 'release' });
    expect(going.view).toBeNull();
    const next = sessionReducer(going, { type: 'view', view: view([liveLine(1, 0, 'new page')]) });
    expect(next.transcript.map(textOf)).toEqual(['call Anna', 'new page']);
  });

  test('keeps corrections when it goes on', () => {
    const actions: readonly SessionAction[] = [
      { type: 'open-word', word: { lineId: 1, index: 1 } },
      { type: 'correct', word: { lineId: 1, index: 1 }, text: 'Hanna' },
      { type: 'release' },
      { type: 'view', view: view([liveLine(1, 0, 'call Anne')]) },
    ];
    const session = actions.reduce(sessionReducer, held);
    expect(session.openWord).toBeNull();
    expect(session.transcript.map(textOf)).toEqual(['call Hanna']);
  });
});

test('a photo’s reading is held, its lines in order, doubtful ones marked', () => {
  const [first, second] = [liveLine(0, 0, 'one'), liveLine(0, 1, 'two')];
  const lines = [
    { ...first, classProbability: 0.9, reading: readingOf('one', 0.95) },
    { ...second, classProbability: 0.9, reading: readingOf('two', 0.3) },
  ];
  const reading = { width: 100, height: 100, lines, timings: {} };
  const session = sessionAfter({ type: 'still', reading });
  expect(session.held).toBe(true);
  expect(session.transcript.map(({ status }) => status)).toEqual(['sure', 'unsure']);
  expect(session.view?.lines.map(({ id }) => id)).toEqual([1, 2]);
});

test('a photo read again, by another engine, does not leave its first reading behind', () => {
  const still = (text: string): SessionAction => {
    const line = { ...liveLine(0, 0, text), classProbability: 0.9, reading: readingOf(text) };
    return { type: 'still', reading: { width: 100, height: 100, lines: [line], timings: {} } };
  };
  expect(sessionAfter(still('call Anna'), still('cxll Amma')).transcript.map(textOf)).toEqual([
    'cxll Amma',
  ]);
  const nextPhoto = sessionAfter(still('call Anna'), { type: 'restart' }, still('other words'));
  expect(nextPhoto.transcript.map(textOf)).toEqual(['call Anna', 'other words']);
});

test('clearing forgets all, a restart keeps the text', () => {
  const read: SessionAction = { type: 'view', view: view([liveLine(1, 0, 'call Anna')]) };
  expect(sessionAfter(read, { type: 'clear' }).transcript).toEqual([]);
  const restarted = sessionAfter(read, { type: 'restart' });
  expect(restarted.view).toBeNull();
  expect(restarted.transcript.map(textOf)).toEqual(['call Anna']);
});

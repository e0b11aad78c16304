import { describe, expect, test } from 'vitest';
import {
  NEW_SESSION,
  type SessionAction,
  sessionReducer,
} from '../../../src/app/transcript/readingSession.ts';
import { textOf } from '../../../src/app/transcript/transcript.ts';
import { liveLine, readingOf, sheetLine, viewOf } from './liveLines.ts';

function sessionAfter(...actions: readonly SessionAction[]) {
  return actions.reduce(sessionReducer, NEW_SESSION);
}

describe('a held picture', () => {
  const held = sessionAfter(
    { type: 'view', view: viewOf([sheetLine(1, 0, 'call Anna')]) },
    { type: 'hold' },
  );

  test('does not change by frames that were still under way', () => {
    const late = viewOf([sheetLine(1, 0, 'call Anne')]);
    expect(sessionReducer(held, { type: 'view', view: late })).toBe(held);
  });

  test('stays as it is when the camera comes back under it, and makes way when it is let go', () => {
    const back = sessionReducer(held, { type: 'recount' });
    expect(back.view).toBe(held.view);
    expect(back.transcript).toBe(held.transcript);
    const going = sessionReducer(back, { type: 'release' });
    expect(going.view).toBeNull();
    const next = sessionReducer(going, {
      type: 'view',
      view: viewOf([sheetLine(1, 0, 'new page')]),
    });
    expect(next.transcript.map(textOf)).toEqual(['call Anna', 'new page']);
  });

  test('keeps corrections when it goes on', () => {
    const actions: readonly SessionAction[] = [
      { type: 'open-word', word: { lineId: 1, index: 1 } },
      { type: 'correct', word: { lineId: 1, index: 1 }, text: 'Hanna' },
      { type: 'release' },
      { type: 'view', view: viewOf([sheetLine(1, 0, 'call Anne')]) },
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
  const session = sessionAfter({ type: 'still', of: 'photo', reading });
  expect(session.held).toBe(true);
  expect(session.transcript.map(({ status }) => status)).toEqual(['sure', 'unsure']);
  expect(session.view?.lines.every(({ id }) => id < 0)).toBe(true);
});

test('a frozen frame read again keeps its lines’ numbers, their corrections, and what lies outside of it', () => {
  const session = sessionAfter(
    {
      type: 'view',
      view: viewOf([
        sheetLine(1, 0, 'call Anna'),
        sheetLine(2, 1, 'bring tea'),
        sheetLine(3, 2, 'out', false),
      ]),
    },
    { type: 'hold' },
    { type: 'correct', word: { lineId: 1, index: 1 }, text: 'Hanna' },
    {
      type: 'still',
      of: 'frame',
      reading: {
        ...{ width: 1280, height: 720, timings: {} },
        lines: [
          {
            ...liveLine(0, 0, 'call Anne'),
            classProbability: 0.9,
            reading: readingOf('call Anne'),
          },
          {
            ...liveLine(0, 1, 'bring tea'),
            classProbability: 0.9,
            reading: readingOf('bring tea'),
          },
          { ...liveLine(0, 3, 'and milk'), classProbability: 0.9, reading: readingOf('and milk') },
        ],
      },
    },
  );
  expect(session.held).toBe(true);
  expect(session.transcript.map(textOf)).toEqual(['call Hanna', 'bring tea', 'and milk', 'out']);
  expect(session.view?.lines.map(({ id }) => id).slice(0, 2)).toEqual([1, 2]);
  const going = [
    { type: 'release' } as const,
    {
      type: 'view',
      view: viewOf([sheetLine(1, 0, 'call Anna'), sheetLine(2, 1, 'bring tea')]),
    } as const,
  ].reduce(sessionReducer, session);
  expect(going.transcript.map(textOf)).toEqual(['call Hanna', 'bring tea']);
});

test('a photo read again, by another engine, does not leave its first reading behind', () => {
  const still = (text: string): SessionAction => {
    const line = { ...liveLine(0, 0, text), classProbability: 0.9, reading: readingOf(text) };
    return {
      type: 'still',
      of: 'photo',
      reading: { width: 100, height: 100, lines: [line], timings: {} },
    };
  };
  expect(sessionAfter(still('call Anna'), still('cxll Amma')).transcript.map(textOf)).toEqual([
    'cxll Amma',
  ]);
  const nextPhoto = sessionAfter(still('call Anna'), { type: 'restart' }, still('other words'));
  expect(nextPhoto.transcript.map(textOf)).toEqual(['call Anna', 'other words']);
});

test('clearing forgets all, a restart keeps the text', () => {
  const read: SessionAction = { type: 'view', view: viewOf([sheetLine(1, 0, 'call Anna')]) };
  expect(sessionAfter(read, { type: 'clear' }).transcript).toEqual([]);
  const restarted = sessionAfter(read, { type: 'restart' });
  expect(restarted.view).toBeNull();
  expect(restarted.transcript.map(textOf)).toEqual(['call Anna']);
});

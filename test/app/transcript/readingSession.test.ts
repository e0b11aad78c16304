import { describe, expect, test } from 'vitest';
import {
  NEW_SESSION,
  type SessionAction,
  sessionReducer,
} from '../../../src/app/transcript/readingSession.ts';
import { sheetsOf, textOf } from '../../../src/app/transcript/transcript.ts';
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

test('a sheet keeps its picture when another takes its place', () => {
  const session = sessionAfter(
    { type: 'view', view: viewOf([sheetLine(1, 0, 'call Anna')], 7) },
    { type: 'sheet-picture', sheetId: 7, picture: 'data:,a' },
    { type: 'restart' },
  );
  const [sheet] = sheetsOf(session.transcript);
  expect(sheet?.id).toBeLessThan(0);
  expect(session.pictures[sheet?.id ?? 0]).toBe('data:,a');
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

test('clearing forgets all, a restart keeps the text', () => {
  const read: SessionAction = { type: 'view', view: viewOf([sheetLine(1, 0, 'call Anna')]) };
  expect(sessionAfter(read, { type: 'clear' }).transcript).toEqual([]);
  const restarted = sessionAfter(read, { type: 'restart' });
  expect(restarted.view).toBeNull();
  expect(restarted.transcript.map(textOf)).toEqual(['call Anna']);
});

describe('a name that a person gave to a sheet', () => {
  const named = sessionAfter(
    { type: 'view', view: viewOf([sheetLine(1, 0, 'call Anna')], 7) },
    { type: 'name-sheet', sheetId: 7, name: 'Errands' },
  );
  const nameOfFirst = ({ names, transcript }: typeof named) =>
    names[sheetsOf(transcript)[0]?.id ?? Number.NaN];

  test('stays with it when another picture begins, and when it comes back under a new number', () => {
    const restarted = sessionReducer(named, { type: 'restart' });
    expect(nameOfFirst(restarted)).toBe('Errands');
    const back = sessionReducer(restarted, {
      type: 'view',
      view: viewOf([sheetLine(1, 0, 'call Anna')], 3),
    });
    expect(back.names).toEqual({ 3: 'Errands' });
  });

  test('is there on the next visit, and can be taken back', () => {
    const { transcript, names } = named;
    const recalled = sessionAfter({ type: 'recall', transcript, names });
    expect(nameOfFirst(recalled)).toBe('Errands');
    const id = sheetsOf(recalled.transcript)[0]?.id ?? Number.NaN;
    const bare = sessionReducer(recalled, { type: 'name-sheet', sheetId: id, name: '' });
    expect(bare.names).toEqual({});
  });

  test('is none of another sheet', () => {
    const other = sessionReducer(named, {
      type: 'view',
      view: viewOf([sheetLine(2, 0, 'a new page')], 8),
    });
    expect(other.names).toEqual({ 7: 'Errands' });
  });
});

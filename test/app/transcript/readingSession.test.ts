import { describe, expect, test } from 'vitest';
import {
  NEW_SESSION,
  type SessionAction,
  sessionReducer,
} from '../../../src/app/transcript/readingSession.ts';
import { sheetsOf, textOf } from '../../../src/app/transcript/transcript.ts';
import type { LinesSoFar } from '../../../src/reading/results.ts';
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

/** A photo with these lines, those with null not read yet. */
function soFar(...texts: readonly (string | null)[]): LinesSoFar {
  const lines = texts.map((text, row) => ({
    ...liveLine(0, row, null),
    classProbability: 0.9,
    reading: text === null ? null : readingOf(text, text.length > 4 ? 0.95 : 0.3),
  }));
  return { width: 1280, height: 720, lines };
}

function photo(sheetId: number, ...texts: readonly (string | null)[]): SessionAction {
  return { type: 'photo', sheetId, soFar: soFar(...texts) };
}

describe('photos', () => {
  const shown = { type: 'show-photo', sheetId: 100 } as const;

  test('are held, their lines in order, doubtful ones marked', () => {
    const session = sessionAfter(shown, photo(100, 'first line', 'two'));
    expect(session.held).toBe(true);
    expect(session.transcript.map(({ status }) => status)).toEqual(['sure', 'unsure']);
    expect(session.view?.lines.every(({ id }) => id < 0)).toBe(true);
  });

  test('show their lines as soon as they are found, and their texts as they come', () => {
    const found = sessionAfter(shown, photo(100, null, null));
    expect(found.view?.lines.map(({ status }) => status)).toEqual(['unread', 'unread']);
    expect(found.transcript).toEqual([]);
    const read = sessionReducer(found, photo(100, 'first line', null));
    expect(read.transcript.map(textOf)).toEqual(['first line']);
    expect(read.view?.lines.map(({ id }) => id)).toEqual(found.view?.lines.map(({ id }) => id));
  });

  test('read one after the other are sheets of their own; what is looked at stays in view', () => {
    const session = sessionAfter(shown, photo(100, 'one'), photo(101, 'two'), photo(102, 'three'));
    expect(sheetsOf(session.transcript).map(({ id }) => id)).toEqual([100, 101, 102]);
    expect(session.transcript.map(({ inView }) => inView)).toEqual([true, false, false]);
    const ids = session.transcript.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    const second = sessionReducer(session, { type: 'show-photo', sheetId: 101 });
    expect(second.view?.lines).toHaveLength(1);
    expect(second.transcript.map(({ inView }) => inView)).toEqual([false, true, false]);
  });

  test('read again by another engine leave no first reading behind, and keep corrections', () => {
    const first = sessionAfter(shown, photo(100, 'call Anna', 'at home'));
    const id = first.transcript[1]?.id ?? Number.NaN;
    const again = [
      { type: 'correct', word: { lineId: id, index: 1 }, text: 'hope' } as const,
      photo(100, 'cxll Amma', 'xx home'),
    ].reduce(sessionReducer, first);
    expect(again.transcript.map(textOf)).toEqual(['cxll Amma', 'at hope']);
  });

  test('keep their names and text when the camera follows them', () => {
    const session = sessionAfter(
      { type: 'face', sheetId: 100, face: { name: 'note.jpg' } },
      shown,
      photo(100, 'call Anna'),
      { type: 'restart' },
    );
    const [sheet] = sheetsOf(session.transcript);
    expect(session.faces[sheet?.id ?? 0]?.name).toBe('note.jpg');
    expect(session.shownPhoto).toBeNull();
  });
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

import { expect, test } from 'vitest';
import {
  type AirSession,
  airSessionReducer,
  NEW_AIR_SESSION,
  writtenText,
} from '../../../src/app/air/airSession.ts';
import { textOf } from '../../../src/app/transcript/transcript.ts';
import type { Budget } from '../../../src/reading/recognizer/budget.ts';
import { NO_INK } from '../../../src/reading/strokes/ink.ts';
import type { InkReading } from '../../../src/reading/strokes/inkReading.ts';

const SIZE = { width: 1280, height: 720 };

function reading(texts: readonly string[], budget: Budget = 'final', confidence = 0.9): InkReading {
  return {
    budget,
    lines: texts.map((text, line) => ({
      line,
      text,
      confidence,
      words: text.split(' ').map((word, i) => ({
        text: word,
        probability: confidence,
        alternatives: [{ text: `${word}s`, probability: 0.1 }],
        box: { x: 100 + i * 200, y: 100 * line, width: 100, height: 50 },
      })),
    })),
  };
}

function read(session: AirSession, ...args: Parameters<typeof reading>): AirSession {
  return airSessionReducer(session, { type: 'read', reading: reading(...args), size: SIZE });
}

function texts(session: AirSession): string[] {
  return session.transcript.map(textOf);
}

test('live text is unsure until it was read with all care', () => {
  const live = read(NEW_AIR_SESSION, ['see you'], 'live');
  expect(live.transcript.map(({ status }) => status)).toEqual(['unsure']);
  const done = read(live, ['see you']);
  expect(done.transcript.map(({ status }) => status)).toEqual(['sure']);
  expect(read(live, ['see you'], 'final', 0.2).transcript[0]?.status).toBe('unsure');
});

test('words lie along their line, with their alternatives', () => {
  const [line] = read(NEW_AIR_SESSION, ['see you']).transcript;
  expect(line?.reading?.words.map(({ start, end }) => [start, end])).toEqual([
    [0, 1 / 3],
    [2 / 3, 1],
  ]);
  expect(line?.reading?.words[1]?.alternatives).toEqual([{ text: 'yous', probability: 0.1 }]);
  expect(line?.box).toEqual({ x: 100, y: 0, width: 300, height: 50 });
});

test('the same word written twice is two lines once the first is done', () => {
  let session = read(NEW_AIR_SESSION, ['hello']);
  session = airSessionReducer(session, { type: 'finish', ink: NO_INK, size: SIZE });
  session = read(session, ['hello']);
  expect(texts(session)).toEqual(['hello', 'hello']);
  expect(session.transcript.map(({ inView }) => inView)).toEqual([false, true]);
  expect(new Set(session.transcript.map(({ id }) => id)).size).toBe(2);
  expect(session.writings.map(({ text }) => text)).toEqual(['hello']);
});

test('a line that was undone is gone; what is done stays', () => {
  let session = read(NEW_AIR_SESSION, ['one']);
  session = airSessionReducer(session, { type: 'finish', ink: NO_INK, size: SIZE });
  session = read(session, ['two', 'three']);
  session = read(session, ['two']);
  expect(texts(session)).toEqual(['one', 'two']);
  expect(writtenText(session)).toBe('two');
  expect(texts(airSessionReducer(session, { type: 'wipe' }))).toEqual(['one']);
  expect(texts(airSessionReducer(session, { type: 'clear' }))).toEqual([]);
});

test('a corrected word stays while the writing goes on, and is kept with it', () => {
  let session = read(NEW_AIR_SESSION, ['se you']);
  const lineId = session.transcript[0]?.id ?? 0;
  session = airSessionReducer(session, { type: 'open-word', word: { lineId, index: 0 } });
  session = airSessionReducer(session, {
    type: 'correct',
    word: { lineId, index: 0 },
    text: 'see',
  });
  session = read(session, ['se you at']);
  expect(texts(session)).toEqual(['see you at']);
  expect(texts(read(session, ['so you at']))).toEqual(['so you at']);
  session = airSessionReducer(session, { type: 'finish', ink: NO_INK, size: SIZE });
  expect(session.writings[0]?.text).toBe('see you at');
});

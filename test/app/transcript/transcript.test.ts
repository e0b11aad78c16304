import { describe, expect, test } from 'vitest';
import {
  adoptRetired,
  correctWord,
  isMostlyUnsure,
  nextUnsure,
  retireLines,
  sheetsOf,
  type TranscriptLine,
  textOf,
  transcriptText,
  withSheet,
  writtenLines,
} from '../../../src/app/transcript/transcript.ts';
import type { LiveSheet, LiveSheetLine } from '../../../src/worker/client.ts';
import { readingOf, sheetLine } from './liveLines.ts';

function sheet(
  id: number,
  lines: readonly LiveSheetLine[],
  absorbed: readonly number[] = [],
): LiveSheet {
  return { id, lines, absorbed };
}

/** Brings sheets in one after the other, as the session does. */
function seen(
  sheets: readonly LiveSheet[],
  start: readonly TranscriptLine[] = [],
): readonly TranscriptLine[] {
  return sheets.reduce(withSheet, start);
}

const texts = (lines: readonly TranscriptLine[]): readonly string[] =>
  writtenLines(lines).map(textOf);

const FIRST = sheetLine(1, 0, 'bring two lemons');
const SECOND = sheetLine(2, 1, 'call Anna');
const THIRD = sheetLine(3, 2, 'water the plants');
const NOTE = sheet(1, [FIRST, SECOND]);

describe('withSheet', () => {
  test('lines stand in the order of the sheet, whatever their ids', () => {
    expect(texts(seen([sheet(1, [SECOND, FIRST])]))).toEqual(['call Anna', 'bring two lemons']);
    expect(texts(seen([sheet(1, [FIRST, THIRD]), sheet(1, [FIRST, SECOND, THIRD])]))).toEqual([
      'bring two lemons',
      'call Anna',
      'water the plants',
    ]);
  });

  test('a still scene gives the very same array', () => {
    const settled = seen([NOTE]);
    expect(withSheet(settled, NOTE)).toBe(settled);
  });

  test('a reading that changed takes the place of the old one', () => {
    const better = sheet(1, [sheetLine(1, 0, 'bring ten lemons'), SECOND]);
    expect(texts(seen([NOTE, better]))).toEqual(['bring ten lemons', 'call Anna']);
  });

  test('another sheet stands below the first, whose lines are no longer in view', () => {
    const lines = seen([NOTE, sheet(2, [THIRD])]);
    expect(texts(lines)).toEqual(['bring two lemons', 'call Anna', 'water the plants']);
    expect(lines.map(({ inView }) => inView)).toEqual([false, false, true]);
    expect(sheetsOf(lines).map(({ id }) => id)).toEqual([1, 2]);
    expect(transcriptText(lines)).toBe('bring two lemons\ncall Anna\n\nwater the plants');
  });

  test('a sheet that comes back opens in its own place', () => {
    const more = sheet(1, [FIRST, SECOND, sheetLine(4, 2, 'feed the cat')]);
    const lines = seen([NOTE, sheet(2, [THIRD]), more]);
    expect(texts(lines)).toEqual([
      'bring two lemons',
      'call Anna',
      'feed the cat',
      'water the plants',
    ]);
    expect(lines.map(({ inView }) => inView)).toEqual([true, true, true, false]);
  });

  test('a sheet that turns out to be one from before leaves no second copy', () => {
    const copy = sheet(3, [sheetLine(7, 0, 'bring two lemon')]);
    const lines = seen([NOTE, sheet(2, [THIRD]), copy, sheet(1, [FIRST, SECOND], [3])]);
    expect(texts(lines)).toEqual(['bring two lemons', 'call Anna', 'water the plants']);
  });
});

describe('corrections', () => {
  const corrected = correctWord(seen([NOTE]), 1, 2, 'melons');

  test('a corrected word stands in the text', () => {
    expect(transcriptText(corrected)).toBe('bring two melons\ncall Anna');
  });

  test('what was corrected is not read over, and is kept when its line goes', () => {
    const readAgain = sheet(1, [sheetLine(1, 0, 'bring ten lemons'), SECOND]);
    expect(texts(seen([readAgain], corrected))).toEqual(['bring two melons', 'call Anna']);
    expect(texts(seen([sheet(1, [SECOND])], corrected))).toEqual(['call Anna', 'bring two melons']);
    expect(texts(seen([sheet(2, [THIRD], [1])], corrected))).toContain('bring two melons');
  });

  test('writing what was read takes the correction back', () => {
    const back = correctWord(corrected, 1, 2, 'lemons');
    expect(back[0]?.corrections).toEqual({});
  });

  test('a word corrected to nothing is gone', () => {
    expect(texts(correctWord(corrected, 1, 1, ''))[0]).toBe('bring melons');
  });
});

test('lines of a view that is over have numbers that no new view gives, and stay apart by sheet', () => {
  const retired = retireLines(seen([NOTE, sheet(2, [THIRD])]));
  expect(retired.every(({ id, sheetId, inView }) => id < 0 && sheetId < 0 && !inView)).toBe(true);
  expect(sheetsOf(retired).map(({ lines }) => lines.map(textOf))).toEqual([
    ['bring two lemons', 'call Anna'],
    ['water the plants'],
  ]);
  const again = seen([sheet(1, [sheetLine(1, 0, 'new page')])], retired);
  expect(texts(again).at(-1)).toBe('new page');
  expect(texts(again)).toHaveLength(4);
});

test('unsure words are walked in reading order, round and round, corrected ones left out', () => {
  const doubtful = { ...sheetLine(1, 0, 'bring two lemons'), reading: readingOf('bring two', 0.3) };
  const lines = seen([sheet(1, [doubtful, SECOND])]);
  const first = nextUnsure(lines, null, 1);
  expect(first).toEqual({ lineId: 1, index: 0 });
  expect(nextUnsure(lines, first, 1)).toEqual({ lineId: 1, index: 1 });
  expect(nextUnsure(lines, { lineId: 1, index: 1 }, 1)).toEqual(first);
  expect(nextUnsure(lines, first, -1)).toEqual({ lineId: 1, index: 1 });
  expect(nextUnsure(correctWord(lines, 1, 0, 'brings'), null, 1)?.index).toBe(1);
  expect(nextUnsure(seen([NOTE]), null, 1)).toBeNull();
});

describe('a sheet from before that comes under new numbers', () => {
  const other = sheet(2, [THIRD]);
  const before = correctWord(retireLines(seen([NOTE, other])), -1, 0, 'buy');
  const again = sheet(1, [sheetLine(1, 0, 'bring two lemon'), sheetLine(2, 1, 'call Anna')]);

  test('stands once, at its place, with its corrections', () => {
    const lines = seen([again], adoptRetired(before, again));
    expect(texts(lines)).toEqual(['buy two lemons', 'call Anna', 'water the plants']);
    expect(sheetsOf(lines).map(({ id }) => id)[0]).toBe(1);
  });

  test('keeps the lines that are not seen this time, and other sheets stay what they are', () => {
    const part = sheet(1, [sheetLine(1, 0, 'call Anna')]);
    const lines = seen([part], adoptRetired(before, part));
    expect([...texts(lines)].sort()).toEqual(['buy two lemons', 'call Anna', 'water the plants']);
    const strange = sheet(1, [sheetLine(1, 0, 'nobody had a coat')]);
    expect(adoptRetired(before, strange)).toBe(before);
  });

  test('of the same numbers nothing is done', () => {
    const lines = seen([NOTE]);
    expect(adoptRetired(lines, NOTE)).toBe(lines);
  });
});

test('a sheet is mostly unsure by its lines that nobody has corrected', () => {
  const unsure = (id: number, row: number) =>
    ({ ...sheetLine(id, row, 'le moulin'), status: 'unsure' }) as const;
  const lines = seen([sheet(1, [unsure(1, 0), unsure(2, 1), sheetLine(3, 2, 'sure words')])]);
  const of = (all: readonly TranscriptLine[]) => sheetsOf(all).map(isMostlyUnsure);
  expect(of(lines)).toEqual([true]);
  expect(of(correctWord(lines, 1, 0, 'the'))).toEqual([false]);
  expect(of(lines.slice(0, 2))).toEqual([false]);
});

import { describe, expect, test } from 'vitest';
import {
  correctedText,
  keptText,
  readPictureOf,
  recalledText,
  textSoFar,
  unsureWords,
} from '../../../../src/app/documents/pages/pageText.ts';
import { textOf } from '../../../../src/app/transcript/transcript.ts';
import type { LinesSoFar } from '../../../../src/reading/results.ts';
import { liveLine, readingOf } from '../../transcript/liveLines.ts';

/** A page with these lines, those with null not read yet; short ones are unsure. */
function soFar(...texts: readonly (string | null)[]): LinesSoFar {
  const lines = texts.map((text, row) => ({
    ...liveLine(0, row, null),
    classProbability: 0.9,
    reading: text === null ? null : readingOf(text, text.length > 4 ? 0.95 : 0.3),
  }));
  return { width: 1280, height: 720, lines };
}

describe('the text of a page', () => {
  test('shows its lines as soon as they are found, and what they say as it comes', () => {
    const found = textSoFar(3, null, soFar(null, null));
    expect(found.view.lines.map(({ status }) => status)).toEqual(['unread', 'unread']);
    expect(found.transcript).toEqual([]);
    const read = textSoFar(3, found, soFar('first line', null));
    expect(read.transcript.map(textOf)).toEqual(['first line']);
    expect(read.view.lines.map(({ id }) => id)).toEqual(found.view.lines.map(({ id }) => id));
  });

  test('keeps what a person corrected when it is read again', () => {
    const first = textSoFar(3, null, soFar('call Anna', 'at home'));
    const lineId = first.transcript[1]?.id ?? Number.NaN;
    const corrected = correctedText(first, { lineId, index: 1 }, 'hope');
    const again = textSoFar(3, corrected, soFar('cxll Amma', 'xx home'));
    expect(again.transcript.map(textOf)).toEqual(['cxll Amma', 'at hope']);
  });

  test('shares no line’s number with another page, read or recalled', () => {
    const read = textSoFar(1, null, soFar('one', 'two'));
    const other = textSoFar(2, null, soFar('three', 'four'));
    const recalled = recalledText(3, keptText(read));
    const ids = [read, other, recalled].flatMap(({ transcript }) => transcript.map(({ id }) => id));
    expect(new Set(ids).size).toBe(6);
  });

  test('comes back as it was kept, with corrections, and goes on from there', () => {
    const read = textSoFar(1, null, soFar('call Anna', 'at'));
    const lineId = read.transcript[0]?.id ?? Number.NaN;
    const kept = keptText(correctedText(read, { lineId, index: 0 }, 'ask'));
    const back = recalledText(8, JSON.parse(JSON.stringify(kept)));
    expect(back.transcript.map(textOf)).toEqual(['ask Anna', 'at']);
    expect(back.view).toMatchObject({ width: 1280, height: 720, frameId: 0 });
    expect(unsureWords(back)).toBe(1);
    const again = textSoFar(8, back, soFar('call Anna', 'at'));
    expect(again.transcript.map(({ id }) => id)).toEqual(back.transcript.map(({ id }) => id));
    expect(readPictureOf('a.jpg', again).reading.lines.map(({ reading }) => reading.text)).toEqual([
      'ask Anna',
      'at',
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import {
  correctWord,
  LASTING_VIEWS,
  mergeTranscript,
  retireLines,
  type TranscriptLine,
  textOf,
  transcriptText,
  writtenLines,
} from '../../../src/app/transcript/transcript.ts';
import type { LiveLine } from '../../../src/worker/client.ts';
import { liveLine } from './liveLines.ts';

/** Brings views in one after the other, as the session does. */
function seen(
  views: readonly (readonly LiveLine[])[],
  start: readonly TranscriptLine[] = [],
): readonly TranscriptLine[] {
  let previous: readonly LiveLine[] = [];
  let lines = start;
  for (const view of views) {
    lines = mergeTranscript(lines, view, previous);
    previous = view;
  }
  return lines;
}

const texts = (lines: readonly TranscriptLine[]): readonly string[] =>
  writtenLines(lines).map(textOf);

const FIRST = liveLine(1, 0, 'bring two lemons');
const SECOND = liveLine(2, 1, 'call Anna');
const THIRD = liveLine(3, 2, 'water the plants');

describe('mergeTranscript', () => {
  test('lines stand in the order of the view, whatever their ids', () => {
    expect(texts(seen([[SECOND, FIRST]]))).toEqual(['call Anna', 'bring two lemons']);
    expect(
      texts(
        seen([
          [FIRST, THIRD],
          [FIRST, SECOND, THIRD],
        ]),
      ),
    ).toEqual(['bring two lemons', 'call Anna', 'water the plants']);
  });

  test('a still scene gives the very same array once its lines have lasted', () => {
    const settled = seen(Array.from({ length: LASTING_VIEWS }, () => [FIRST, SECOND]));
    expect(mergeTranscript(settled, [FIRST, SECOND], [FIRST, SECOND])).toBe(settled);
  });

  test('a reading that changed takes the place of the old one', () => {
    expect(texts(seen([[FIRST], [liveLine(1, 0, 'bring ten lemons')]]))).toEqual([
      'bring ten lemons',
    ]);
  });

  test('a sure line that left the view stays after the line it followed', () => {
    const lines = seen([
      [FIRST, SECOND, THIRD],
      [FIRST, THIRD],
    ]);
    expect(texts(lines)).toEqual(['bring two lemons', 'call Anna', 'water the plants']);
    expect(lines.map(({ inView }) => inView)).toEqual([true, false, true]);
  });

  test('a page that is moved up keeps what was read above what comes', () => {
    const lines = seen([[FIRST, SECOND], [SECOND, THIRD], [THIRD]]);
    expect(texts(lines)).toEqual(['bring two lemons', 'call Anna', 'water the plants']);
  });

  test('a doubtful line that was there for a moment goes with the view', () => {
    const doubtful = liveLine(4, 3, 'xlq', 'unsure');
    expect(texts(seen([[FIRST, doubtful], [FIRST]]))).toEqual(['bring two lemons']);
    const lasting = seen([
      ...Array.from({ length: LASTING_VIEWS }, () => [FIRST, doubtful]),
      [FIRST],
    ]);
    expect(texts(lasting)).toEqual(['bring two lemons', 'xlq']);
  });

  test('a line whose ink is read under another id is not kept beside it', () => {
    const sameInk = liveLine(9, 0, 'bring two lemons and tea');
    expect(
      texts(
        seen([
          [FIRST, SECOND],
          [sameInk, SECOND],
        ]),
      ),
    ).toEqual(['bring two lemons and tea', 'call Anna']);
  });

  test('writing that comes back does not stand there twice, also when it is read a little later', () => {
    const back = liveLine(7, 4, 'bring two lemon');
    expect(texts(seen([[FIRST, SECOND], [], [back]]))).toEqual(['call Anna', 'bring two lemon']);
    const unread = liveLine(7, 4, null);
    const lines = seen([[FIRST], [], [unread], [back]]);
    expect(lines.map(({ id }) => id)).toEqual([7]);
    expect(texts(lines)).toEqual(['bring two lemon']);
  });

  test('other writing that comes into view does not push out what was read', () => {
    const lines = seen([[FIRST, SECOND], [], [liveLine(8, 0, 'quite another page')]]);
    expect(texts(lines)).toEqual(['bring two lemons', 'call Anna', 'quite another page']);
  });
});

describe('corrections', () => {
  const corrected = correctWord(seen([[FIRST, SECOND]]), 1, 2, 'melons');

  test('a corrected word stands in the text', () => {
    expect(transcriptText(corrected)).toBe('bring two melons\ncall Anna');
  });

  test('what was corrected is not read over, and stays when the line goes and comes back', () => {
    expect(texts(seen([[liveLine(1, 0, 'bring ten lemons'), SECOND]], corrected))).toEqual([
      'bring two melons',
      'call Anna',
    ]);
    const back = seen([[FIRST], [], [liveLine(12, 0, 'bring two lemons')]], corrected);
    expect(texts(back)).toContain('bring two melons');
    expect(texts(back)).not.toContain('bring two lemons');
  });

  test('writing what was read takes the correction back', () => {
    const back = correctWord(corrected, 1, 2, 'lemons');
    expect(back[0]?.corrections).toEqual({});
  });

  test('a word corrected to nothing is gone', () => {
    expect(texts(correctWord(corrected, 1, 1, ''))[0]).toBe('bring melons');
  });
});

test('lines of a view that is over have ids that no new view gives', () => {
  const retired = retireLines(seen([[FIRST, SECOND, liveLine(5, 3, null)]]));
  expect(texts(retired)).toEqual(['bring two lemons', 'call Anna']);
  expect(retired.every(({ id, inView }) => id < 0 && !inView)).toBe(true);
  const again = seen([[liveLine(1, 0, 'new page')]], retired);
  expect(texts(again)).toEqual(['bring two lemons', 'call Anna', 'new page']);
});

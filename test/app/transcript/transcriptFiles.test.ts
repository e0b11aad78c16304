import { expect, test } from 'vitest';
import { correctWord, withSheet } from '../../../src/app/transcript/transcript.ts';
import { TRANSCRIPT_FORMATS, transcriptFile } from '../../../src/app/transcript/transcriptFiles.ts';
import { sheetLine } from './liveLines.ts';

const FRAME = { width: 1280, height: 720 };
const view = [
  sheetLine(1, 0, 'bring two lemons'),
  sheetLine(2, 1, ''),
  sheetLine(3, 2, 'tea, milk'),
];
const lines = correctWord(withSheet([], { id: 1, lines: view, absorbed: [] }), 1, 1, 'ten');

test('text holds the lines as corrected', () => {
  expect(transcriptFile('text', lines, FRAME).text).toBe('bring ten lemons\ntea, milk\n');
});

test('JSON has the corrected word with full confidence, and no line without text', () => {
  const { name, mediaType, text } = transcriptFile('json', lines, FRAME);
  expect([name, mediaType]).toEqual(['transcript.json', 'application/json']);
  const [picture] = JSON.parse(text).pictures;
  expect(picture.lines).toHaveLength(2);
  expect(picture.lines[0].words[1]).toMatchObject({ text: 'ten', confidence: 1 });
});

test('every format of the menu gives a file with its ending', () => {
  for (const { format, note } of TRANSCRIPT_FORMATS) {
    const file = transcriptFile(format, lines, FRAME);
    expect(file.name.endsWith(note)).toBe(true);
    expect(file.text).toContain('lemons');
  }
});

test('several sheets stand in order, each under its name', () => {
  const sheets = withSheet(lines, { id: 2, lines: [sheetLine(9, 0, 'new page')], absorbed: [] });
  expect(transcriptFile('text', sheets, FRAME).text).toBe(
    'Sheet 1\n\nbring ten lemons\ntea, milk\n\nSheet 2\n\nnew page\n',
  );
});

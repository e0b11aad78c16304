import { expect, test } from 'vitest';
import { refusal, sortFiles } from '../../../../src/app/live/photos/photos.ts';
import { encodePng } from '../../../../src/cli/pictures/encodePng.ts';

const PIXELS = { width: 4, height: 3, data: new Uint8ClampedArray(48).fill(200) };
const picture = (name: string): File => new File([new Uint8Array(encodePng(PIXELS))], name);
const text = (name: string): File => new File(['no picture'], name, { type: 'image/png' });

test('files are told by what they are; those that can be read keep their order', async () => {
  const { photos, refused } = await sortFiles([
    picture('one.txt'),
    text('two.png'),
    picture('three.png'),
    new File([], 'four.png'),
  ]);
  expect(photos.map(({ file }) => file.name)).toEqual(['one.txt', 'three.png']);
  expect(new Set(photos.map(({ sheetId }) => sheetId)).size).toBe(2);
  expect(refused.map(({ name, error }) => [name, error.code])).toEqual([
    ['two.png', 'image-unsupported'],
    ['four.png', 'image-empty'],
  ]);
});

test('every refused file is named, with what to do', async () => {
  const { refused } = await sortFiles([text('two.png'), text('five.png')]);
  expect(refusal(refused.slice(0, 1))?.message).toMatch(/^“two\.png”: /);
  const both = refusal(refused);
  expect(both?.message).toContain('“two.png”, “five.png”');
  expect(both?.hint).toBe(refusal(refused.slice(0, 1))?.hint);
  expect(refusal([])).toBeNull();
});

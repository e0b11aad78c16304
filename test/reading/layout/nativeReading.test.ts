import { expect, test } from 'vitest';
import { quadOfBox, rotatedRectangle } from '../../../src/reading/geometry.ts';
import { nativeReading } from '../../../src/reading/layout/nativeReading.ts';

const PAGE = { width: 600, height: 800 };
const word = (text: string, x: number, width: number) => ({
  ...{ text, quad: quadOfBox({ x, y: 100, width, height: 20 }) },
});

test('words lie along their line as they stand on the page', () => {
  const words = [word('Plain', 100, 50), word('words', 170, 80)];
  const { lines, width, height } = nativeReading(
    { lines: [{ words }, { words: [] }], pictures: [] },
    PAGE,
  );
  expect([width, height, lines.length]).toEqual([600, 800, 1]);
  expect(lines[0]).toMatchObject({
    ...{ box: { x: 100, y: 100, width: 150, height: 20 }, lineClass: 'print' },
    reading: { text: 'Plain words', confidence: 1, engine: 'printed' },
  });
  const places = lines[0]?.reading.words.flatMap(({ start, end }) => [start, end]);
  for (const [i, share] of [0, 50 / 150, 70 / 150, 1].entries()) {
    expect(places?.[i]).toBeCloseTo(share, 6);
  }
});

test('a line that runs upwards keeps its direction', () => {
  const quad = rotatedRectangle({ x: 300, y: 400 }, 200, 30, -Math.PI / 2);
  const { lines } = nativeReading(
    { lines: [{ words: [{ text: 'side', quad }] }], pictures: [] },
    PAGE,
  );
  expect(lines[0]?.quad).toEqual(quad);
  expect(lines[0]?.reading.words[0]).toMatchObject({ start: 0, end: 1 });
});

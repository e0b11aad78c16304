import { expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { drawTextbookPage } from '../../../src/cli/pictures/textbookPage.ts';
import type { GrayImage } from '../../../src/reading/image.ts';
import { pagePlanes } from '../../../src/reading/textbook/pagePlanes.ts';
import { measurePart, type PageToRead } from '../../../src/reading/textbook/partReading.ts';
import { withWholeWords } from '../../../src/reading/textbook/wholeWords.ts';

const { cv } = await loadOpenCvInNode();
const planes = pagePlanes(
  drawTextbookPage({
    label: 'Chapter 3',
    title: 'Light and the Living Leaf',
    runningHeader: null,
  }),
);
const page: PageToRead = {
  cv,
  page: planes.gray,
  planes,
  printed: {} as PageToRead['printed'],
  numerals: {} as PageToRead['numerals'],
  signal: undefined,
};
/** Where the title's ink lies on the page, px: the dark columns of its rows. */
const INK = inkOf(page.page, 345, 417);

function inkOf({ width, data }: GrayImage, top: number, bottom: number) {
  const dark: number[] = [];
  for (let x = 0; x < width; x++) {
    for (let y = top; y < bottom; y++) {
      if ((data[y * width + x] ?? 255) < 128) dark.push(x);
    }
  }
  return { left: Math.min(...dark), right: Math.max(...dark) + 1 };
}

function extent(x: number, width: number): { left: number; right: number } {
  const { box } = withWholeWords(page, measurePart(page, { x, y: 345, width, height: 72 })).place;
  return { left: box.x, right: box.x + box.width };
}

test('a box that cuts a title at either end is made to hold it', () => {
  const { left, right } = extent(INK.left + 110, INK.right - INK.left - 260);
  expect(Math.abs(left - INK.left)).toBeLessThan(6);
  expect(Math.abs(right - INK.right)).toBeLessThan(6);
});

test('a box that holds the whole title stays as it is', () => {
  const { left, right } = extent(INK.left - 8, INK.right - INK.left + 16);
  expect(Math.abs(left - (INK.left - 8))).toBeLessThan(2);
  expect(Math.abs(right - (INK.right + 8))).toBeLessThan(2);
});

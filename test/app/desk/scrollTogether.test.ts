import { expect, test } from 'vitest';
import { firstInSight, shareOf } from '../../../src/app/desk/useScrollTogether.ts';
import { sheetLine, viewOf } from '../transcript/liveLines.ts';

const FRAME = { width: 640, height: 360 };
const VIEW = viewOf([0, 1, 2, 3, 4, 5].map((row) => sheetLine(row + 1, row, 'words')));

test('the first line in sight is the one whose middle is', () => {
  expect(firstInSight(VIEW, { scale: 1, x: 0, y: 0 }, FRAME)).toBe(1);
  // Lines are 60 px apart in a picture of 720 px: 60 px apart on a picture enlarged twice.
  expect(firstInSight(VIEW, { scale: 2, x: 0, y: -119 }, FRAME)).toBe(1);
  expect(firstInSight(VIEW, { scale: 2, x: 0, y: -121 }, FRAME)).toBe(2);
  expect(firstInSight(VIEW, { scale: 9, x: 0, y: -2880 }, FRAME)).toBeNull();
});

test('a box of the picture in shares of it', () => {
  expect(shareOf({ x: 320, y: 180, width: 64, height: 72 }, VIEW)).toEqual({
    ...{ x: 0.25, y: 0.25, width: 0.05, height: 0.1 },
  });
});

import { expect, test } from 'vitest';
import { parseAirSettings } from '../../../src/app/air/airSettings.ts';
import { markerSwatch } from '../../../src/app/air/markerSwatch.ts';

const COLOUR = { u: 0.1, v: -0.2, uu: 0.001, vv: 0.001, uv: 0, luma: 120 };

test('what was stored comes back', () => {
  const stored = { penMode: 'dwell', colour: COLOUR, cameraId: 'abc', guideSeen: true };
  expect(parseAirSettings(JSON.stringify(stored))).toEqual(stored);
});

test.each([null, '', '{', '7', '[]'])('stored %s gives the defaults', (stored) => {
  expect(parseAirSettings(stored)).toEqual({
    penMode: 'auto',
    colour: null,
    cameraId: null,
    guideSeen: false,
  });
});

test('a colour with a part missing is no colour', () => {
  const { luma: _, ...without } = COLOUR;
  expect(parseAirSettings(JSON.stringify({ colour: without })).colour).toBeNull();
});

test('a learnt colour is shown as itself', () => {
  const [red, green, blue] = [31, 157, 72];
  const sum = red + green + blue;
  const colour = {
    ...COLOUR,
    u: (red - green) / sum,
    v: (2 * blue - red - green) / (2 * sum),
    luma: 0.299 * red + 0.587 * green + 0.114 * blue,
  };
  expect(markerSwatch(colour)).toBe('rgb(31 157 72)');
});

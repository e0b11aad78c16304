import { expect, test } from 'vitest';
import { parseAirSettings } from '../../../src/app/air/airSettings.ts';
import { markerSwatch } from '../../../src/app/air/markerSwatch.ts';

const COLOUR = { u: 0.1, v: -0.2, uu: 0.001, vv: 0.001, uv: 0, luma: 120, size: 0.04 };

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

test.each(['luma', 'uv', 'size'] as const)('a colour without its %s is no colour', (part) => {
  const { [part]: _, ...without } = COLOUR;
  expect(parseAirSettings(JSON.stringify({ colour: without })).colour).toBeNull();
});

test('a colour may not know how large its marker is', () => {
  const colour = { ...COLOUR, size: null };
  expect(parseAirSettings(JSON.stringify({ colour })).colour).toEqual(colour);
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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOnGround } from '../../../src/reading/pictureFile/opaqueGround.ts';

function laid(...bytes: number[]): number[] {
  const data = new Uint8ClampedArray(bytes);
  layOnGround(data);
  return [...data];
}

test('dark ink is laid on white, light ink on black', () => {
  expect(laid(10, 10, 10, 255, 0, 0, 0, 0)).toEqual([10, 10, 10, 255, 255, 255, 255, 255]);
  expect(laid(250, 250, 250, 255, 0, 0, 0, 0)).toEqual([250, 250, 250, 255, 0, 0, 0, 255]);
});

test('half transparent ink is half ground', () => {
  expect(laid(55, 55, 55, 51)).toEqual([215, 215, 215, 255]);
});

test('opaque pictures are left alone, and all become opaque', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(...[0, 1, 2, 3].map(() => fc.nat(255)))), (pixels) => {
      const bytes = pixels.flat();
      const result = laid(...bytes);
      expect(result.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
      pixels.forEach((pixel, i) => {
        if (pixel[3] === 255) expect(result.slice(4 * i, 4 * i + 4)).toEqual(pixel);
      });
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quadSlope, rotatedRectangle } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import {
  type QuarterTurn,
  turnPicture,
  turnPointBack,
  turnQuadBack,
} from '../../../src/reading/orientation/quarterTurn.ts';

const turns = fc.constantFrom<QuarterTurn>(0, 1, 2, 3);
const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((bytes): RasterImage => ({ width, height, data: new Uint8ClampedArray(bytes) })),
  );

function pixel({ width, data }: RasterImage, x: number, y: number): readonly number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

test('every pixel of the turned picture is found again where its point is turned back to', () => {
  fc.assert(
    fc.property(pictures, turns, (image, turn) => {
      const turned = turnPicture(image, turn);
      for (let y = 0; y < turned.height; y++) {
        for (let x = 0; x < turned.width; x++) {
          const back = turnPointBack({ x: x + 0.5, y: y + 0.5 }, turn, image);
          expect(pixel(turned, x, y)).toEqual(pixel(image, back.x - 0.5, back.y - 0.5));
        }
      }
    }),
  );
});

test('four quarter turns are none', () => {
  fc.assert(
    fc.property(pictures, (image) => {
      let turned = image;
      for (let i = 0; i < 4; i++) turned = turnPicture(turned, 1);
      expect(turned).toEqual(image);
    }),
  );
});

test('a line that is level in the turned picture keeps its reading direction turned back', () => {
  const size = { width: 300, height: 200 };
  const level = rotatedRectangle({ x: 60, y: 50 }, 80, 20, 0);
  const slopes = ([0, 1, 2, 3] as const).map((turn) =>
    Math.round((quadSlope(turnQuadBack(level, turn, size)) * 180) / Math.PI),
  );
  // Turned clockwise to stand upright, it ran up the picture before; upside down, to the left.
  expect(slopes.map((degrees) => (degrees + 360) % 360)).toEqual([0, 270, 180, 90]);
});

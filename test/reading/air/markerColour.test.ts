import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adaptColour,
  chromaDistance,
  chromaOf,
  colourOfValue,
  createColourDistance,
  isLikeSkin,
  parseColour,
  pickColour,
} from '../../../src/reading/air/markerColour.ts';
import { ReadingError } from '../../../src/reading/errors.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import { MARKERS } from '../../air/clips/airClip.ts';

type Rgb = readonly [number, number, number];

function picture(background: Rgb, patch: Rgb, patchSide: number): RasterImage {
  const [width, height] = [160, 90];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = Math.abs(x - 80) < patchSide / 2 && Math.abs(y - 45) < patchSide / 2;
      data.set([...(inside ? patch : background), 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

const WALL: Rgb = [190, 190, 185];
const CENTER = { x: 80, y: 45 };

function failure(work: () => unknown): ReadingError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof ReadingError) return error;
    throw error;
  }
}

describe('a marker’s colour', () => {
  it('stays the same when the light falls by 30 %', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(MARKERS)),
        fc.double({ min: 0.7, max: 1, noNaN: true }),
        (hex, light) => {
          const colour = parseColour(hex);
          if (colour === null) throw new Error(`not a colour: ${hex}`);
          const value = Number.parseInt(hex.slice(1), 16);
          const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255];
          const dim = chromaOf(light * red, light * green, light * blue);
          expect(createColourDistance(colour)(dim.u, dim.v)).toBeLessThan(1);
        },
      ),
    );
  });

  it.each(Object.entries(MARKERS))('of %s is learnt from a click on it', (_, hex) => {
    const value = Number.parseInt(hex.slice(1), 16);
    const patch: Rgb = [value >> 16, (value >> 8) & 255, value & 255];
    const colour = pickColour(picture(WALL, patch, 14), CENTER);
    expect(chromaDistance(colour, chromaOf(...patch))).toBeLessThan(0.005);
    expect(
      createColourDistance(colour)(...(Object.values(chromaOf(...WALL)) as [number, number])),
    ).toBeGreaterThan(16);
  });

  it.each([
    ['a white wall', 'colour-pale', picture(WALL, WALL, 10)],
    ['a black pen', 'colour-dark', picture(WALL, [20, 18, 22], 14)],
    ['pale skin', 'colour-like-skin', picture(WALL, [232, 184, 152], 30)],
    ['dark skin', 'colour-like-skin', picture(WALL, [125, 82, 54], 30)],
    ['a green wall', 'colour-in-background', picture([31, 157, 72], [31, 157, 72], 14)],
  ])('of %s is refused, with what to do', (_, code, image) => {
    const error = failure(() => pickColour(image, CENTER));
    expect(error?.code).toBe(code);
    expect(error?.hint.length).toBeGreaterThan(20);
  });

  it('is none of the skins’, for any marker', () => {
    for (const hex of Object.values(MARKERS)) {
      const colour = parseColour(hex);
      expect(colour !== null && isLikeSkin(colour)).toBe(false);
    }
  });

  it('survives being saved as JSON', () => {
    const colour = colourOfValue(31, 95, 208);
    expect(JSON.parse(JSON.stringify(colour))).toEqual(colour);
  });

  it('follows the light slowly and never as far as another colour', () => {
    const learnt = colourOfValue(216, 38, 44);
    const skin = colourOfValue(232, 184, 152);
    let colour = learnt;
    const once = adaptColour(learnt, skin, learnt);
    expect(chromaDistance(once, learnt)).toBeLessThan(0.03);
    for (let i = 0; i < 500; i++) colour = adaptColour(colour, skin, learnt);
    expect(chromaDistance(colour, learnt)).toBeLessThanOrEqual(0.0601);
  });

  it.each(['', 'red', '#12345', '#12345g', '123456'])('is not read from %j', (text) => {
    expect(parseColour(text)).toBeNull();
  });
});

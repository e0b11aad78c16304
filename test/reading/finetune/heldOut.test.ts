import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHeldOut, splitPictures } from '../../../src/reading/finetune/heldOut.ts';

test('a file is held out where the first 32 bits of its SHA-256 say so, as in the training', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (file) => {
      const first = Number.parseInt(
        createHash('sha256').update(file).digest('hex').slice(0, 8),
        16,
      );
      expect(isHeldOut(file)).toBe(first % 10 === 0);
    }),
  );
});

test('no picture is lost or on both sides, and both have boxes where two pictures have', () => {
  const picture = fc.record({ heldOut: fc.boolean(), boxes: fc.nat({ max: 3 }) });
  fc.assert(
    fc.property(fc.array(picture, { minLength: 2, maxLength: 12 }), (pictures) => {
      const { train, heldOut } = splitPictures(pictures);
      expect(train.length + heldOut.length).toBe(pictures.length);
      expect(new Set([...train, ...heldOut]).size).toBe(pictures.length);
      if (pictures.filter(({ boxes }) => boxes > 0).length < 2) return;
      for (const side of [train, heldOut]) expect(side.some(({ boxes }) => boxes > 0)).toBe(true);
    }),
  );
});

test('what is held out stays so when pictures come', () => {
  const old = { heldOut: true, boxes: 1 };
  const { heldOut } = splitPictures([
    old,
    { heldOut: false, boxes: 2 },
    { heldOut: false, boxes: 1 },
  ]);
  expect(heldOut).toEqual([old]);
});

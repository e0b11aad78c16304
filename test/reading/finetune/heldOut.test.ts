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

const hasBoxes = ({ classNames }: { readonly classNames: readonly string[] }) =>
  classNames.length > 0;

test('no picture is lost or on both sides, and both have boxes where two pictures have', () => {
  const classNames = fc.array(fc.constantFrom('jar', 'lid', 'cap'), { maxLength: 3 });
  const picture = fc.record({ heldOut: fc.boolean(), classNames });
  fc.assert(
    fc.property(fc.array(picture, { minLength: 2, maxLength: 12 }), (pictures) => {
      const { train, heldOut } = splitPictures(pictures);
      expect(train.length + heldOut.length).toBe(pictures.length);
      expect(new Set([...train, ...heldOut]).size).toBe(pictures.length);
      if (pictures.filter(hasBoxes).length < 2) return;
      for (const side of [train, heldOut]) expect(side.some(hasBoxes)).toBe(true);
    }),
  );
});

test('what is held out stays so when pictures come', () => {
  const old = { heldOut: true, classNames: ['jar'] };
  const { heldOut } = splitPictures([
    old,
    { heldOut: false, classNames: ['jar', 'jar'] },
    { heldOut: false, classNames: ['jar'] },
  ]);
  expect(heldOut).toEqual([old]);
});

test('where a picture must be given to be measured in, no class goes with it whole', () => {
  const [lid, jar, jars] = [['jar', 'lid'], ['jar'], ['jar', 'jar']].map((classNames) => ({
    ...{ heldOut: false, classNames },
  }));
  if (!lid || !jar || !jars) throw new Error('no pictures');
  expect(splitPictures([lid, jar, jars])).toEqual({ train: [lid, jars], heldOut: [jar] });
  // Where each has a class of its own, the first.
  const cap = { heldOut: false, classNames: ['cap'] };
  expect(splitPictures([lid, cap]).heldOut).toEqual([lid]);
});

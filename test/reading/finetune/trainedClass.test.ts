import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classOrigins } from '../../../src/reading/finetune/trainedClass.ts';

const named = (...names: readonly string[]) => names.map((name) => ({ name, knownAs: [name] }));

test('a name as it is written counts before one in another case', () => {
  expect(classOrigins(named('Seal', 'seal'), ['seal', 'Seal'])).toEqual([1, 0]);
  expect(classOrigins(named('SEAL', 'seal'), ['seal'])).toEqual([null, 0]);
  expect(classOrigins(named('SEAL'), ['seal'])).toEqual([0]);
});

test('names that a class had count after the one that it has', () => {
  const stamp = { name: 'stamp', knownAs: ['stamp', 'seal'] };
  expect(classOrigins([stamp], ['lid', 'seal'])).toEqual([1]);
  expect(classOrigins([stamp], ['seal', 'stamp'])).toEqual([1]);
});

test('no two classes are the same one, and every exact name is found', () => {
  const name = fc.constantFrom('a', 'A', 'b', 'B', 'c');
  const names = fc.uniqueArray(name);
  fc.assert(
    fc.property(names, names, (classes, known) => {
      const origins = classOrigins(named(...classes), known);
      const found = origins.filter((origin) => origin !== null);
      expect(new Set(found).size).toBe(found.length);
      classes.forEach((one, at) => {
        if (known.includes(one)) expect(known[origins[at] ?? -1]).toBe(one);
      });
    }),
  );
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attributesInWords,
  attributeWords,
} from '../../../../src/app/annotate/panel/attributeWords.ts';

test('definitions are typed as they are shown', () => {
  expect(attributesInWords(' occluded , colour: red | blue|red,, colour: x')).toEqual([
    { name: 'occluded', values: [] },
    { name: 'colour', values: ['red', 'blue'] },
  ]);
  const word = fc.stringMatching(/^[a-z][a-z ]{0,6}[a-z]$/);
  const definition = fc.record({ name: word, values: fc.uniqueArray(word, { maxLength: 3 }) });
  const all = fc.uniqueArray(definition, { maxLength: 4, selector: ({ name }) => name });
  fc.assert(
    fc.property(all, (definitions) => {
      expect(attributesInWords(attributeWords(definitions))).toEqual(definitions);
    }),
  );
});

import { expect, test } from 'vitest';
import { figureNotes } from '../../../../src/app/annotate/train/figureNotes.ts';
import type { FineTuned } from '../../../../src/worker/page/trainModel.ts';

const FIGURES = { ap50: 0.5, recall: 1, precision: 1 };
const TUNED: FineTuned = {
  ...{ files: [], before: FIGURES, after: FIGURES },
  ...{ trained: 5, heldOut: 1, trainedOn: [0, 1, 2, 4, 5], tooMany: 0, unopened: 0 },
  classes: [{ name: 'seal', trained: 5, heldOut: 1 }],
};

test('figures that speak of every class and picture need no words', () => {
  expect(figureNotes(TUNED)).toEqual([]);
});

test('a class that the figures say nothing of, or that was not learnt, is named', () => {
  const classes = [
    { name: 'seal', trained: 5, heldOut: 1 },
    { name: 'lid', trained: 1, heldOut: 0 },
    { name: 'jar', trained: 2, heldOut: 0 },
    { name: 'cap', trained: 0, heldOut: 1 },
  ];
  expect(figureNotes({ ...TUNED, classes })).toEqual([
    'No box of “lid”, “jar” was held out: the figures say nothing of it.',
    'All boxes of “cap” were held out: it was not learnt.',
  ]);
});

test('pictures that were left out are counted, with why', () => {
  expect(figureNotes({ ...TUNED, tooMany: 12, unopened: 1 })).toEqual([
    '12 pictures left out: this device has no memory for more.',
    '1 picture left out that could not be opened.',
  ]);
});

import { expect, test } from 'vitest';
import { paragraphsOf } from '../../src/formats/paragraphs.ts';

/** Lines of a page 800 px wide, 60 px apart unless told otherwise. */
function page(rows: readonly (readonly [text: string, x: number, width: number, gap?: number])[]) {
  let y = 0;
  return rows.map(([text, x, width, gap = 60]) => {
    y += gap;
    return { text, box: { x, y, width, height: 40 } };
  });
}

test('lines of one paragraph are joined, and a word divided at the edge is one again', () => {
  const lines = page([
    ['We went down to the har-', 100, 800],
    ['bour and looked at the', 104, 790],
    ['ships.', 100, 200],
  ]);
  expect(paragraphsOf(lines)).toEqual(['We went down to the harbour and looked at the ships.']);
});

test('a wider gap, an indent and a short line begin a paragraph', () => {
  const lines = page([
    ['Dear Anna,', 100, 220],
    ['the long first line of the letter', 100, 800],
    ['and its second', 100, 780],
    ['an indented line that is long enough', 190, 700],
    ['goes on here to the edge', 100, 790],
    ['Yours, Tom', 100, 800, 140],
  ]);
  expect(paragraphsOf(lines)).toEqual([
    'Dear Anna,',
    'the long first line of the letter and its second',
    'an indented line that is long enough goes on here to the edge',
    'Yours, Tom',
  ]);
});

test('a list stays a list, and a second column is not the first one’s', () => {
  const list = page([
    ['milk', 100, 120],
    ['two lemons', 100, 260],
    ['bread', 100, 140],
    ['flour from the mill on the hill', 100, 600],
  ]);
  expect(paragraphsOf(list)).toEqual(list.map(({ text }) => text));
  const columns = [...page([['left', 0, 400]]), ...page([['right', 420, 400]])];
  expect(paragraphsOf(columns)).toEqual(['left', 'right']);
  expect(paragraphsOf([])).toEqual([]);
});

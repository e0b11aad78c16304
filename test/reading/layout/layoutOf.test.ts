import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingOrder } from '../../../src/reading/detector/readingOrder.ts';
import { layoutOf } from '../../../src/reading/layout/layoutOf.ts';
import { linesOfBlock } from '../../../src/reading/layout/pageLayout.ts';
import type { ReadLine } from '../../../src/reading/results.ts';
import { lineAt, linesFrom } from '../../formats/document/sampleDocument.ts';

function layout(lines: readonly ReadLine[]) {
  return layoutOf({ width: 2000, height: 2000, lines: readingOrder(lines), timings: {} });
}

/** Kinds of the parts with the texts of their lines. */
function parts(lines: readonly ReadLine[]) {
  return layout(lines).blocks.map((block) => [
    block.kind,
    linesOfBlock(block).map(({ reading }) => reading.text),
  ]);
}

const LEFT = [
  'the words of the left column',
  'go on from line to line and',
  'end where the other starts.',
];
const RIGHT = [
  'Here the right column begins',
  'and has as many lines as the',
  'left one beside it on paper.',
];

describe('the parts of a page', () => {
  it('columns of running text are no table, and each is a paragraph', () => {
    expect(parts([...linesFrom(100, 100, LEFT), ...linesFrom(760, 100, RIGHT)])).toEqual([
      ['paragraph', LEFT],
      ['paragraph', RIGHT],
    ]);
  });

  it('a heading over both columns comes first', () => {
    const heading = lineAt('A heading over both', { x: 100, y: 20, height: 70 });
    const kinds = parts([heading, ...linesFrom(100, 130, LEFT), ...linesFrom(760, 130, RIGHT)]);
    expect(kinds.map(([kind]) => kind)).toEqual(['heading', 'paragraph', 'paragraph']);
  });

  it('rows of short entries are a table, with empty cells where nothing stands', () => {
    const lines = [
      ...linesFrom(100, 100, ['bread', 'milk', 'a dozen eggs']),
      lineAt('2.50', { x: 600, y: 100 }),
      lineAt('3.20', { x: 600, y: 220 }),
      ...linesFrom(900, 100, ['7 %', '7 %', '19 %']),
    ];
    const [table] = layout(lines).blocks;
    const rows = table?.kind === 'table' ? table.rows : [];
    expect(rows.map((cells) => cells.map((cell) => cell.lines[0]?.reading.text ?? ''))).toEqual([
      ['bread', '2.50', '7 %'],
      ['milk', '', '7 %'],
      ['a dozen eggs', '3.20', '19 %'],
    ]);
  });

  it('a table on a page that leans is found as well', () => {
    const rows = Array.from({ length: 4 }, (_, row) =>
      [0, 500, 900].map((along) =>
        lineAt(`c${row}`, {
          x: 200 + along * Math.cos(0.05) - row * 60 * Math.sin(0.05),
          y: 200 + along * Math.sin(0.05) + row * 60 * Math.cos(0.05),
          slope: 0.05,
        }),
      ),
    );
    const [table, ...others] = layout(rows.flat()).blocks;
    expect(others).toEqual([]);
    expect(table?.kind === 'table' && table.rows.map((cells) => cells.length)).toEqual([
      3, 3, 3, 3,
    ]);
  });

  it('entries with their signs are one list, and go on where they are indented', () => {
    const lines = [
      lineAt('1. buy bread from the baker and', { x: 100, y: 100 }),
      lineAt('milk from the dairy', { x: 150, y: 160 }),
      lineAt('2. write to Anna', { x: 100, y: 220 }),
    ];
    const [list, ...others] = layout(lines).blocks;
    expect(others).toEqual([]);
    expect(
      list?.kind === 'list' && [list.ordered, list.items.map(({ lines: { length } }) => length)],
    ).toEqual([true, [2, 1]]);
  });

  it('a lone number at the start of a line makes no list', () => {
    expect(parts(linesFrom(100, 100, ['3. May was a rainy day']))).toEqual([
      ['paragraph', ['3. May was a rainy day']],
    ]);
  });

  it('keeps every word once, whatever the lines', () => {
    const place = fc.record({
      text: fc.constantFrom(
        'one',
        '2. two words',
        'three words here',
        '• sign',
        'a    wide    gap',
      ),
      x: fc.integer({ min: 0, max: 1800 }),
      y: fc.integer({ min: 0, max: 1800 }),
      height: fc.constantFrom(20, 40, 90),
      handwritten: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), (places) => {
        const lines = places.map(({ text, ...rest }) => lineAt(text, rest));
        const wordsOf = (all: readonly ReadLine[]) =>
          all.flatMap(({ reading }) => reading.words.map(({ text }) => text)).sort();
        expect(wordsOf(layout(lines).blocks.flatMap(linesOfBlock))).toEqual(wordsOf(lines));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingOrder } from '../../../src/reading/detector/readingOrder.ts';
import { mapQuad, quadOfBox } from '../../../src/reading/geometry.ts';
import type { LineClass } from '../../../src/reading/results.ts';

function line(name: string, x: number, y: number, width: number, lineClass: LineClass = 'print') {
  return { name, lineClass, quad: quadOfBox({ x, y, width, height: 20 }) };
}

const names = (lines: readonly { readonly name: string }[]) =>
  lines.map(({ name }) => name).join('');

const TWO_COLUMNS = [
  line('a', 0, 0, 500),
  line('b', 0, 40, 230),
  line('c', 5, 70, 220),
  line('d', 0, 100, 235),
  line('e', 270, 41, 230),
  line('f', 268, 71, 200),
  line('g', 270, 101, 210),
  line('h', 10, 150, 480),
];

describe('readingOrder', () => {
  it('reads a heading, two columns and a footer', () => {
    expect(names(readingOrder(TWO_COLUMNS))).toBe('abcdefgh');
  });

  it('does so however the lines come and the page lies', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(TWO_COLUMNS, { minLength: 8, maxLength: 8 }),
        fc.integer({ min: -30, max: 30 }),
        fc.integer({ min: -500, max: 500 }),
        (lines, degrees, shift) => {
          const slope = (degrees * Math.PI) / 180;
          const turned = lines.map((one) => ({
            ...one,
            quad: mapQuad(one.quad, ({ x, y }) => ({
              x: x * Math.cos(slope) - y * Math.sin(slope) + shift,
              y: x * Math.sin(slope) + y * Math.cos(slope) - shift,
            })),
          }));
          expect(names(readingOrder(turned))).toBe('abcdefgh');
        },
      ),
    );
  });

  it('reads each label of a form with its entry', () => {
    const form = [
      line('1', 0, 0, 60),
      line('2', 70, -2, 150, 'handwriting'),
      line('3', 0, 40, 50),
      line('4', 65, 41, 120, 'handwriting'),
      line('5', 0, 80, 70),
      line('6', 85, 80, 90, 'handwriting'),
    ];
    expect(names(readingOrder(form.toReversed()))).toBe('123456');
  });

  it('keeps every line, whatever there is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: 800 }),
            y: fc.integer({ min: 0, max: 600 }),
            width: fc.integer({ min: 5, max: 400 }),
            lineClass: fc.constantFrom<LineClass>('print', 'handwriting'),
          }),
          { maxLength: 30 },
        ),
        (boxes) => {
          const lines = boxes.map(({ x, y, width, lineClass }, i) =>
            line(String(i), x, y, width, lineClass),
          );
          expect(new Set(readingOrder(lines))).toEqual(new Set(lines));
          expect(readingOrder(lines).length).toBe(lines.length);
        },
      ),
    );
  });
});

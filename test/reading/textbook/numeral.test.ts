import { describe, expect, it } from 'vitest';
import type { InkComponent } from '../../../src/reading/lineImage/connectedInk.ts';
import { type Figure, numbersOf } from '../../../src/reading/textbook/numeral.ts';

function ink(x: number, y: number, width: number, height: number): InkComponent {
  return { x, y, width, height, area: 0.4 * width * height };
}

function figure(value: number, piece: InkComponent, probability = 0.9): Figure {
  return { figure: value, probability, ink: piece };
}

describe('numbersOf', () => {
  it('joins figures that stand side by side, whatever their order', () => {
    const [one, two] = [ink(0, 0, 18, 40), ink(24, 1, 20, 40)];
    const found = numbersOf([figure(2, two, 0.8), figure(1, one)], [one, two], 0.5);
    expect(found).toEqual([
      { text: '12', confidence: 0.8, box: expect.objectContaining({ x: 0, width: 44 }) },
    ]);
  });

  it('keeps figures apart that are far from each other, or of another size', () => {
    const pieces = [ink(0, 0, 20, 40), ink(200, 0, 20, 40), ink(224, 20, 8, 14)];
    const found = numbersOf(
      pieces.map((piece, i) => figure(i + 1, piece)),
      pieces,
      0.5,
    );
    expect(found.map(({ text }) => text)).toEqual(['1', '2', '3']);
  });

  it('leaves out what the letters of a word stand beside, and what is no figure', () => {
    const word = Array.from({ length: 4 }, (_, i) => ink(24 * i, 0, 20, 30));
    const [first, , , last] = word;
    if (first === undefined || last === undefined) throw new Error('no word');
    expect(numbersOf([figure(5, last)], word, 0.5)).toEqual([]);
    expect(numbersOf([figure(5, first, 0.1)], [first], 0.5)).toEqual([]);
  });

  it('takes long numbers for no chapter', () => {
    const pieces = Array.from({ length: 4 }, (_, i) => ink(24 * i, 0, 20, 40));
    expect(
      numbersOf(
        pieces.map((piece) => figure(1, piece)),
        pieces,
        0.5,
      ),
    ).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { InkComponent } from '../../../src/reading/textbook/letterHeight.ts';
import { numbersAlone } from '../../../src/reading/textbook/nearbyNumerals.ts';
import { numeralBox } from '../../../src/reading/textbook/numeral.ts';

function ink(x: number, y: number, width: number, height: number, fill = 0.4): InkComponent {
  return { x, y, width, height, area: fill * width * height };
}

describe('numeralBox', () => {
  it('takes the highest pieces beside each other', () => {
    const word = [ink(0, 30, 8, 10), ink(10, 30, 8, 10), ink(20, 30, 8, 10)];
    expect(numeralBox([...word, ink(40, 5, 20, 40), ink(64, 6, 22, 39)])).toMatchObject({
      x: 40,
      y: 5,
      width: 46,
      height: 40,
    });
  });

  it('leaves out the ring around a numeral', () => {
    expect(numeralBox([ink(0, 0, 80, 80), ink(30, 20, 20, 40)])).toEqual(
      expect.objectContaining({ x: 30, y: 20, width: 20, height: 40 }),
    );
  });

  it('takes a line of letters for no numeral', () => {
    const letters = Array.from({ length: 8 }, (_, i) => ink(12 * i, 0, 10, 20));
    expect(numeralBox(letters)).toBeNull();
    expect(numeralBox([])).toBeNull();
  });
});

describe('numbersAlone', () => {
  const letters = 20;

  it('finds figures that stand alone, one or two together', () => {
    const found = numbersAlone(
      [ink(0, 0, 20, 40), ink(200, 0, 18, 40), ink(222, 0, 18, 40)],
      letters,
    );
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(expect.objectContaining({ x: 0, width: 20 }));
    expect(found).toContainEqual(expect.objectContaining({ x: 200, width: 40 }));
  });

  it('leaves out the letters of a word, filled shapes and small print', () => {
    const word = Array.from({ length: 6 }, (_, i) => ink(24 * i, 0, 20, 30));
    expect(numbersAlone(word, letters)).toEqual([]);
    expect(numbersAlone([ink(0, 0, 30, 30, 0.98)], letters)).toEqual([]);
    expect(numbersAlone([ink(0, 0, 5, 9)], letters)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  alternativesOf,
  type LabelReading,
  labelQuality,
  parseReadLabel,
} from '../../../src/reading/textbook/labelReading.ts';

describe('parseReadLabel', () => {
  it.each([
    ['Chapter 1 1', '11'],
    ['LECTURE L', '1'],
    ['10°', '10'],
    ['B', 'B'],
  ])('reads %j as %s', (text, number) => {
    expect(parseReadLabel(text)?.number).toBe(number);
  });

  it('keeps numbers apart that do not end the label', () => {
    expect(parseReadLabel('Chapter 1 1 Light')?.number).toBe('1');
  });
});

describe('labelQuality', () => {
  const quality = (text: string) =>
    labelQuality({ label: parseReadLabel(text), text, confidence: 0.9 });

  it('is highest with the word, lower for a number, lowest for a letter', () => {
    expect(quality('Chapter 3')).toBeGreaterThan(quality('3'));
    expect(quality('3')).toBeGreaterThan(quality('B'));
    expect(quality('Light')).toBe(0);
  });

  it('falls with the words beside a bare number, not with marks', () => {
    expect(quality('12 years of light')).toBeLessThan(0.3);
    expect(quality('12°')).toBe(quality('12'));
  });
});

describe('alternativesOf', () => {
  const read = (text: string, confidence: number, figures = 0): LabelReading => ({
    label: parseReadLabel(text),
    text,
    isSection: false,
    confidence,
    letters: 20,
    figures,
  });
  const numbers = (readings: readonly LabelReading[]) =>
    alternativesOf(readings).map(({ label }) => label?.number);

  it('gives each number once, those with the most behind them first', () => {
    expect(numbers([read('8', 0.5), read('9', 0.6), read('8', 0.5)])).toEqual(['8', '9']);
  });

  it('trusts the net of figures where readings of print differ from it', () => {
    expect(numbers([read('O', 0.4), read('0', 0.5), read('11', 0.98, 0.98)])[0]).toBe('11');
  });

  it('keeps the word of a label whose figures the net read too', () => {
    const [best] = alternativesOf([read('7', 0.99, 0.99), read('Chapter 7', 0.9)]);
    expect(best).toMatchObject({ text: 'Chapter 7', figures: 0.99 });
  });

  it('gives what was read where it is no label, and nothing for nothing', () => {
    expect(alternativesOf([read('Light', 0.5), read('Night', 0.9)])).toMatchObject([
      { text: 'Night', label: null },
    ]);
    expect(alternativesOf([])).toEqual([]);
  });
});

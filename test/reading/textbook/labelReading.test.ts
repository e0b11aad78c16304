import { describe, expect, it } from 'vitest';
import { labelQuality, parseReadLabel } from '../../../src/reading/textbook/labelReading.ts';

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

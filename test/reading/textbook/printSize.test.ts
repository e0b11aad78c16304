import { describe, expect, it } from 'vitest';
import type { PrintedLine } from '../../../src/reading/recognizer/printed.ts';
import { runningTextHeight } from '../../../src/reading/textbook/letterHeight.ts';
import { bodySize } from '../../../src/reading/textbook/printSize.ts';

function line(size: number, y: number, confidence = 0.9): PrintedLine {
  const text = 'Light bends';
  const words = text.split(' ').map((word, i) => ({
    text: word,
    box: { x: 50 + i * 100, y: y + i, width: 90, height: size },
    confidence,
    capitalHeightPx: size,
  }));
  return { text, words, confidence, box: { x: 50, y, width: 190, height: size } };
}

describe('bodySize', () => {
  it('is that of the lines as large as the ink’s letters', () => {
    expect(bodySize([line(18, 50), line(17, 90), line(10, 140), line(10.5, 160)], 10)).toBe(10);
  });

  it('is the ink’s where headings alone were read', () => {
    expect(bodySize([line(18, 50), line(17, 90), line(28, 140)], 10)).toBe(10);
  });

  it('is that of most letters where the ink tells nothing', () => {
    expect(bodySize([line(18, 50), line(10, 140), line(10, 160)], 0)).toBe(10);
  });
});

describe('runningTextHeight', () => {
  const pieces = (count: number, height: number, fill: number) =>
    Array.from({ length: count }, (_, i) => ({
      x: (i % 60) * 12,
      y: Math.floor(i / 60) * 20,
      width: height,
      height,
      area: fill * height * height,
    }));

  it('is told by the small letters, the lowest of the frequent ones', () => {
    const text = [...pieces(400, 7, 0.5), ...pieces(240, 10, 0.5), ...pieces(20, 16, 0.5)];
    expect(runningTextHeight(text, 700)).toBeCloseTo(10);
  });

  it('is not fooled by specks', () => {
    const text = [...pieces(300, 9, 0.5), ...pieces(150, 13, 0.5), ...pieces(500, 4, 0.4)];
    expect(runningTextHeight(text, 800)).toBeCloseTo(9 / 0.7);
  });

  it('is unknown on a page of few letters', () => {
    expect(runningTextHeight(pieces(30, 9, 0.5), 800)).toBe(0);
  });
});

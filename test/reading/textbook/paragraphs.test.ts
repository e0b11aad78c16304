import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../../../src/reading/image.ts';
import type { InkComponent } from '../../../src/reading/lineImage/connectedInk.ts';
import { withoutParagraphs } from '../../../src/reading/textbook/paragraphs.ts';

const CAPITAL = 10;
const PITCH = 17;

/** A line of letters as high as small ones of `size`, from x = 40; its baseline falls by `fall`. */
function line(y: number, { letters = 60, size = CAPITAL, fall = 0 } = {}): InkComponent[] {
  const height = 0.7 * size;
  return Array.from({ length: letters }, (_, i) => {
    const gap = Math.floor(i / 6) * 0.5 * size;
    return {
      x: Math.round(40 + i * 0.75 * size + gap),
      y: Math.round(y - height + (fall * i) / letters),
      width: Math.round(0.6 * size),
      height: Math.round(height),
      area: 30,
    };
  });
}

function pageOf(components: readonly InkComponent[]): GrayImage {
  const [width, height] = [700, 600];
  const data = new Uint8Array(width * height).fill(240);
  for (const { x, y, width: w, height: h } of components) {
    for (let row = y; row < y + h; row++) data.fill(20, row * width + x, row * width + x + w);
  }
  return { width, height, data };
}

/** Shares of each line's ink that are left. */
function left(lines: readonly InkComponent[][], textHeight = CAPITAL): number[] {
  const page = pageOf(lines.flat());
  const read = withoutParagraphs(page, lines.flat(), textHeight);
  return lines.map((letters) => {
    const kept = letters.filter(({ x, y, width, height }) => {
      const middle = Math.floor(y + height / 2) * page.width + Math.floor(x + width / 2);
      return (read.data[middle] ?? 255) < 128;
    });
    return kept.length / letters.length;
  });
}

describe('withoutParagraphs', () => {
  it('blanks paragraphs below their first line and keeps headings', () => {
    const heading = line(100, { letters: 12, size: 18 });
    const text = [160, 160 + PITCH, 160 + 2 * PITCH, 160 + 3 * PITCH].map((y) => line(y));
    expect(left([heading, ...text])).toEqual([1, 1, 0, 0, 0]);
  });

  it('keeps a large heading between paragraphs, and the first line below it', () => {
    const above = [60, 60 + PITCH, 60 + 2 * PITCH].map((y) => line(y));
    const heading = line(150, { letters: 20, size: 16 });
    const below = [190, 190 + PITCH, 190 + 2 * PITCH].map((y) => line(y));
    expect(left([...above, heading, ...below])).toEqual([1, 0, 0, 1, 1, 0, 0]);
  });

  it('keeps the first two short lines, as titles of the text’s size are set', () => {
    const short = [100, 100 + PITCH, 100 + 2 * PITCH].map((y) => line(y, { letters: 18 }));
    expect(left(short)).toEqual([1, 1, 0]);
  });

  it('follows lines that slope', () => {
    const text = [0, 1, 2, 3, 4].map((i) => line(100 + i * PITCH, { fall: 25 }));
    expect(left(text)).toEqual([1, 0, 0, 0, 0]);
  });

  it('leaves a page without running text as it is', () => {
    const text = [100, 100 + PITCH, 100 + 2 * PITCH].map((y) => line(y));
    expect(left(text, 0)).toEqual([1, 1, 1]);
  });
});

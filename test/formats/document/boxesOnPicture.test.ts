import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { drawBoxes } from '../../../src/formats/document/boxesOnPicture.ts';
import type { LaidOutPage } from '../../../src/formats/document/laidOutPage.ts';
import { lineAt } from './sampleDocument.ts';

const SURE = lineAt('a line of writing', { x: 40, y: 40 });
const UNSURE = lineAt('a line of writing', { x: 40, y: 120 });
const PAGE: LaidOutPage = {
  ...{ name: 'a.png', dpi: null },
  layout: {
    ...{ width: 500, height: 200 },
    blocks: [
      {
        ...{ kind: 'paragraph', box: { x: 0, y: 0, width: 500, height: 200 } },
        lines: [
          { ...SURE, reading: { ...SURE.reading, confidence: 0.95 } },
          { ...UNSURE, reading: { ...UNSURE.reading, confidence: 0.3 } },
        ],
      },
    ],
  },
};

/** Shares of a row's pixels, of a picture twice as large as the page, that have a colour. */
function colours(y: number): { readonly marker: number; readonly casing: number } {
  const canvas = createCanvas(1000, 400);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, 1000, 400);
  drawBoxes(pen, PAGE, 1000, 0.8);
  const { x, width } = SURE.box;
  const { data } = pen.getImageData(Math.round(2 * x) + 4, y, Math.round(2 * width) - 8, 1);
  const count = data.length / 4;
  let [marker, casing] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, , blue = 0] = data.subarray(i, i + 3);
    if (red > 200 && blue < 120) marker++;
    if (red < 80) casing++;
  }
  return { marker: marker / count, casing: casing / count };
}

describe('boxes on a picture', () => {
  test('lie where the lines are, at the size of the picture', () => {
    expect(colours(80).marker).toBeGreaterThan(0.95);
    expect(colours(40)).toEqual({ marker: 0, casing: 0 });
  });

  test('of unsure lines are dashed', () => {
    const { marker, casing } = colours(240);
    expect(marker).toBeGreaterThan(0.3);
    expect(casing).toBeGreaterThan(0.2);
  });
});

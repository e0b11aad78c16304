import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { diskModelFiles } from '../../../src/cli/diskModelFiles.ts';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { type PictureFont, pictureFont } from '../../../src/cli/pictures/fonts.ts';
import { type GrayImage, toGray } from '../../../src/reading/image.ts';
import { inkComponents } from '../../../src/reading/lineImage/connectedInk.ts';
import { loadBytes } from '../../../src/reading/models/loadModel.ts';
import { readNumerals } from '../../../src/reading/textbook/numeral.ts';

const { cv } = await loadOpenCvInNode();
const { manifest } = await loadBytes(
  diskModelFiles('public/models'),
  'numeral-reader',
  'numeral-reader',
);

const FONTS = ['Libre Baskerville', 'Libre Baskerville Bold'] as const;

function drawn(text: string, font: PictureFont): GrayImage {
  const [width, height] = [220, 120];
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#111';
  context.font = `64px "${pictureFont(font)}"`;
  context.fillText(text, 50, 85);
  const { data } = context.getImageData(0, 0, width, height);
  return toGray({ width, height, data });
}

function read(text: string, font: PictureFont): string[] {
  const image = drawn(text, font);
  return readNumerals(cv, image, inkComponents(cv, image), manifest.numerals, 0.3).map(
    (numeral) => numeral.text,
  );
}

describe('the shipped reader of numerals', () => {
  it.each(FONTS)('reads numbers set in %s', (font) => {
    for (const number of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '27', '38', '49']) {
      expect(read(number, font)).toEqual([number]);
    }
  });

  it.each(FONTS)('takes no letters set in %s for figures', (font) => {
    for (const letters of ['A', 'R', 'Wa', 'gen']) expect(read(letters, font)).toEqual([]);
  });
});

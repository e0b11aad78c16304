import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, ImageData } from '@napi-rs/canvas';
import { formToJson } from '../../formats/fields/formFile.ts';
import type { RasterImage } from '../../reading/image.ts';
import { loadOpenCvInNode } from '../openCvInNode.ts';
import {
  drawForm,
  type FormValues,
  INVOICE,
  MEMBERSHIP,
  type PrintedForm,
} from '../pictures/filledForm.ts';
import type { PictureFont } from '../pictures/fonts.ts';
import { type Pose, photographSheet } from '../pictures/writtenPaper.ts';

interface Filled {
  readonly values: FormValues;
  readonly font: PictureFont;
  readonly pose: Pose;
}

const PHOTO = { width: 1600, height: 1200 } as const;
const TALL = { width: 1200, height: 1600 } as const;
const JPEG_QUALITY = 82;

const INVOICES: readonly Filled[] = [
  {
    values: {
      ...{ number: '2041', date: '12.03.2026', customer: 'Anna Berg', work: 'two oak shelves' },
      ...{ hours: '6.5', total: '412.50', paid: 'yes' },
    },
    font: 'Kalam',
    pose: { centerX: 0.5, centerY: 0.5, turn: 0.04, lean: 0.05, height: 0.78 },
  },
  {
    values: {
      ...{ number: '2042', date: '15.03.2026', customer: 'Paul Brandt', work: 'new kitchen door' },
      ...{ hours: '12', total: '968.00', paid: 'no' },
    },
    font: 'Patrick Hand',
    pose: { centerX: 0.48, centerY: 0.53, turn: -0.12, lean: 0.1, height: 0.7 },
  },
  {
    values: {
      ...{ number: '2043', date: '21.03.2026', customer: 'Old Mill Inn', work: 'seven chairs' },
      ...{ hours: '30', total: '1860.00', paid: 'yes' },
    },
    font: 'Kalam',
    pose: { centerX: 0.51, centerY: 0.49, turn: 3.2, lean: 0.06, height: 0.74 },
  },
];

const MEMBERS: readonly Filled[] = [
  {
    values: {
      ...{ name: 'Clara Voss', born: '04.07.1988', town: 'Northwick', phone: '0451 77 123' },
      ...{ rowing: 'yes', sailing: 'no', swimming: 'yes', fee: '120', signed: '02.05.2026' },
    },
    font: 'Patrick Hand',
    pose: { centerX: 0.5, centerY: 0.5, turn: 0.05, lean: 0.06, height: 0.86 },
  },
  {
    values: {
      ...{ name: 'Tom Holland', born: '21.11.1990', town: 'Harbour End', phone: '0452 19 884' },
      ...{ rowing: 'no', sailing: 'yes', swimming: 'no', fee: '60', signed: '09.06.2026' },
    },
    font: 'Kalam',
    pose: { centerX: 0.52, centerY: 0.49, turn: -0.08, lean: 0.09, height: 0.8 },
  },
  {
    values: {
      ...{ name: 'Mary Sand', born: '30.01.1975', town: 'Westing', phone: '' },
      ...{ rowing: 'yes', sailing: 'yes', swimming: 'no', fee: '120', signed: '14.06.2026' },
    },
    font: 'Patrick Hand',
    pose: { centerX: 0.49, centerY: 0.51, turn: 0.1, lean: 0.04, height: 0.83 },
  },
];

/**
 * Draws the two examples of forms into `examples/fields`: an invoice and a club's form, each as a
 * saved form with three filled ones, photographed, and what stands in them.
 */
export async function main(folder: string): Promise<void> {
  const { cv } = await loadOpenCvInNode();
  for (const [form, filled, frame] of [
    [INVOICE, INVOICES, PHOTO],
    [MEMBERSHIP, MEMBERS, TALL],
  ] as const) {
    const into = join(folder, form.name);
    await mkdir(into, { recursive: true });
    await writeFile(join(into, 'form.json'), savedForm(form));
    for (const [index, { values, font, pose }] of filled.entries()) {
      const photo = photographSheet(cv, drawForm(form, values, font), pose, frame);
      await writeFile(join(into, `photo-${index + 1}.jpg`), jpegOf(photo));
    }
    const truth = filled.map(({ values }, i) => ({ file: `photo-${i + 1}.jpg`, values }));
    await writeFile(join(into, 'expected.json'), `${JSON.stringify(truth, null, 2)}\n`);
  }
}

function savedForm(form: PrintedForm): string {
  const picture = jpegOf(drawForm(form, {}, 'Kalam')).toString('base64');
  const { fields, size } = form;
  return formToJson({ picture: `data:image/jpeg;base64,${picture}`, ...size, fields });
}

function jpegOf({ width, height, data }: RasterImage): Buffer {
  const canvas = createCanvas(width, height);
  const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
  canvas.getContext('2d').putImageData(pixels, 0, 0);
  return canvas.toBuffer('image/jpeg', JPEG_QUALITY);
}

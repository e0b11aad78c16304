import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { FormField } from '../../reading/fields/form.ts';
import type { RasterImage } from '../../reading/image.ts';
import { type PictureFont, pictureFont } from './fonts.ts';

/** A printed form: what is printed on it, and where it is filled in. */
export interface PrintedForm {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly fields: readonly FormField[];
  print(context: SKRSContext2D): void;
}

/** What somebody wrote into a form, field by field; ticks are `yes` or `no`. */
export type FormValues = Readonly<Record<string, string>>;

const INK = '#1b2a5c';
const PRINT = '#20242c';
/** Of a field's height. */
const LETTER_SIZE = 0.62;
const BASELINE = 0.7;

const field = (
  name: string,
  kind: FormField['kind'],
  x: number,
  y: number,
  width: number,
  height: number,
): FormField => ({ name, kind, box: { x, y, width, height } });

/** An invoice of a small workshop, A5 across at 150 dpi. */
export const INVOICE: PrintedForm = {
  name: 'invoice',
  size: { width: 1240, height: 874 },
  fields: [
    field('number', 'number', 890, 118, 250, 62),
    field('date', 'date', 890, 196, 250, 62),
    field('customer', 'text', 260, 292, 620, 66),
    field('work', 'text', 260, 376, 620, 66),
    field('hours', 'number', 260, 492, 190, 66),
    field('total', 'number', 830, 660, 310, 70),
    field('paid', 'tick', 262, 672, 44, 44),
  ],
  print(context) {
    text(context, 'Holm & Sons', 80, 120, 52, 'Libre Baskerville Bold');
    text(context, 'Joinery · Harbour Lane 4 · Northwick', 80, 168, 22);
    text(context, 'INVOICE', 80, 250, 34, 'Libre Baskerville Bold');
    labelled(context, this.fields, {
      ...{ number: 'No.', date: 'Date', customer: 'Customer', work: 'Work done' },
      ...{ hours: 'Hours', total: 'Total EUR' },
    });
    ruled(context, this.fields);
    text(context, 'Hours are charged as agreed. Material is listed on the back.', 80, 610, 20);
    box(context, 262, 672, 44, 44);
    text(context, 'Paid', 80, 705, 24);
    text(
      context,
      'Please pay within 14 days to account 4401 2278 09, Northwick Bank.',
      80,
      800,
      20,
    );
    context.fillRect(80, 270, 1060, 3);
    context.fillRect(80, 820, 1060, 3);
  },
};

/** A club's form for new members, with boxes to tick. */
export const MEMBERSHIP: PrintedForm = {
  name: 'membership',
  size: { width: 1000, height: 1300 },
  fields: [
    field('name', 'text', 300, 282, 580, 70),
    field('born', 'date', 300, 372, 300, 70),
    field('town', 'text', 300, 462, 580, 70),
    field('phone', 'number', 300, 552, 400, 70),
    field('rowing', 'tick', 302, 682, 46, 46),
    field('sailing', 'tick', 302, 752, 46, 46),
    field('swimming', 'tick', 302, 822, 46, 46),
    field('fee', 'number', 300, 922, 220, 70),
    field('signed', 'date', 300, 1082, 300, 70),
  ],
  print(context) {
    text(context, 'Lakeside Water Club', 90, 130, 50, 'Libre Baskerville Bold');
    text(context, 'Application for membership', 90, 190, 30);
    context.fillRect(90, 222, 820, 4);
    labelled(context, this.fields, {
      ...{ name: 'Name', born: 'Born on', town: 'Town', phone: 'Phone' },
      ...{ fee: 'Yearly fee', signed: 'Signed on' },
    });
    ruled(context, this.fields);
    text(context, 'I want to join', 90, 716, 24);
    for (const [name, y] of [
      ['Rowing', 682],
      ['Sailing', 752],
      ['Swimming', 822],
    ] as const) {
      box(context, 302, y, 46, 46);
      text(context, name, 376, y + 33, 26);
    }
    text(context, 'The fee is due in January. Whoever joins after June pays half.', 90, 1040, 20);
    text(context, 'Boathouse, Quay Road 12, Northwick. Open on Saturdays.', 90, 1230, 20);
  },
};

/** A form as it lies on the table: printed, and written into with a hand's font. RGBA. */
export function drawForm(form: PrintedForm, values: FormValues, font: PictureFont): RasterImage {
  const { width, height } = form.size;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fbfaf6';
  context.fillRect(0, 0, width, height);
  context.fillStyle = PRINT;
  form.print(context);
  for (const { name, kind, box: place } of form.fields) {
    const value = values[name] ?? '';
    if (kind === 'tick') {
      if (value === 'yes') tick(context, place.x, place.y, place.width);
      continue;
    }
    context.fillStyle = INK;
    context.font = `${Math.round(place.height * LETTER_SIZE)}px "${pictureFont(font)}"`;
    context.fillText(value, place.x + 12, place.y + BASELINE * place.height);
  }
  return context.getImageData(0, 0, width, height);
}

function text(
  context: SKRSContext2D,
  words: string,
  x: number,
  y: number,
  size: number,
  font: PictureFont = 'Libre Baskerville',
): void {
  context.fillStyle = PRINT;
  context.font = `${size}px "${pictureFont(font)}"`;
  context.fillText(words, x, y);
}

/** Labels to the left of their fields. */
function labelled(
  context: SKRSContext2D,
  fields: readonly FormField[],
  labels: Readonly<Record<string, string>>,
): void {
  for (const { name, box: place } of fields) {
    const label = labels[name];
    if (label === undefined) continue;
    context.font = `24px "${pictureFont('Libre Baskerville')}"`;
    const left = place.x < 400 ? 90 : place.x - context.measureText(label).width - 24;
    text(context, label, left, place.y + BASELINE * place.height, 24);
  }
}

/** A line to write on, in each field that is written into. */
function ruled(context: SKRSContext2D, fields: readonly FormField[]): void {
  for (const { kind, box: place } of fields) {
    if (kind === 'tick') continue;
    context.fillRect(place.x, place.y + 0.86 * place.height, place.width, 2);
  }
}

function box(context: SKRSContext2D, x: number, y: number, width: number, height: number): void {
  context.strokeStyle = PRINT;
  context.lineWidth = 3;
  context.strokeRect(x, y, width, height);
}

/** A tick that begins in its box and leaves it. */
function tick(context: SKRSContext2D, x: number, y: number, side: number): void {
  context.strokeStyle = INK;
  context.lineWidth = 5;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(x + 0.2 * side, y + 0.5 * side);
  context.quadraticCurveTo(x + 0.35 * side, y + 0.7 * side, x + 0.44 * side, y + 0.84 * side);
  context.quadraticCurveTo(x + 0.7 * side, y + 0.2 * side, x + 1.1 * side, y - 0.1 * side);
  context.stroke();
}

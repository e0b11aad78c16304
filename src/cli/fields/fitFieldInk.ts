import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { fieldInk } from '../../reading/fields/fieldInk.ts';
import { inkFeatures } from '../../reading/fields/filled.ts';
import type { FieldKind } from '../../reading/fields/form.ts';
import type { RasterImage } from '../../reading/image.ts';
import type { OpenCv } from '../../reading/lineImage/opencv.ts';
import { print } from '../console.ts';
import { loadOpenCvInNode } from '../openCvInNode.ts';
import { type PictureFont, pictureFont } from '../pictures/fonts.ts';
import { type AnswerExample, fitAnswers } from '../ranker/logistic.ts';

const EXAMPLES = 1500;
const SEED = 20;
const PENALTY = 0.5;
const HANDS: readonly PictureFont[] = ['Caveat', 'Kalam', 'Patrick Hand', 'Indie Flower'];
const WORDS = ['Anna', 'to', '7', '12', 'oak', 'Lund', '3.5', 'no', '1', 'river', '04.07.88', 'x'];

/** Numbers from 0 to 1, the same every time. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Fits when a field counts as filled, on fields drawn here: empty, written into or ticked, loosely
 * framed, with rules and frames, dim, noisy and unsharp. Says how many of as many others it gets right.
 */
export async function main(): Promise<number> {
  const { cv } = await loadOpenCvInNode();
  for (const kind of ['text', 'tick'] as const) {
    const random = randomNumbers(SEED);
    const draw = () => Array.from({ length: EXAMPLES }, () => example(cv, kind, random));
    const [fit, held] = [draw(), draw()];
    const weights = fitAnswers(fit, PENALTY);
    const right = held.filter(({ features, isRight }) => {
      const score = Object.entries(features).reduce((s, [k, v]) => s + v * (weights[k] ?? 0), 0);
      return score > 0 === isRight;
    });
    print(`${kind}: ${JSON.stringify(weights)}, right of ${EXAMPLES} others: ${right.length}`);
  }
  return 0;
}

function example(cv: OpenCv, kind: Extract<FieldKind, 'text' | 'tick'>, random: () => number) {
  const isRight = random() < 0.5;
  const crop = drawField(kind, isRight, random);
  return { features: inkFeatures(fieldInk(cv, crop)), isRight } satisfies AnswerExample;
}

/** A field as it is cut out of a photo. */
export function drawField(kind: 'text' | 'tick', filled: boolean, random: () => number) {
  const between = (from: number, to: number) => from + (to - from) * random();
  const one = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const height = Math.round(between(28, 110));
  const width = Math.round(kind === 'tick' ? height * between(0.85, 1.3) : height * between(2, 9));
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  const paper = between(130, 250);
  pen.fillStyle = `rgb(${paper} ${paper} ${paper * between(0.9, 1)})`;
  pen.fillRect(0, 0, width, height);
  const dark = paper * between(0.15, 0.6);
  pen.strokeStyle = `rgb(${dark} ${dark} ${dark})`;
  pen.lineWidth = height * between(0.02, 0.07);
  pen.rotate(between(-0.015, 0.015));
  if (kind === 'tick' || random() < 0.3) {
    // Somebody drew the field a little larger or smaller than its frame.
    const rim = height * between(-0.06, 0.16);
    pen.strokeRect(rim, rim, width - 2 * rim, height - 2 * rim);
  } else if (random() < 0.7) {
    const y = height * between(0.72, 1.02);
    pen.beginPath();
    pen.moveTo(0, y);
    pen.lineTo(width, y);
    pen.stroke();
  }
  // The tail of a letter in the row above.
  if (random() < 0.15)
    stroke(pen, [between(0, width), -5], [between(0, width), height * between(0, 0.12)]);
  const blue = random() < 0.5 ? 60 : 0;
  const ink = paper * between(0.15, 0.65);
  pen.strokeStyle = pen.fillStyle = `rgb(${ink} ${ink} ${ink + blue})`;
  if (filled && kind === 'tick') drawTick(pen, width, height, between, random);
  if (filled && kind === 'text') {
    pen.font = `${height * between(0.4, 0.8)}px "${pictureFont(one(['Caveat', ...HANDS]))}"`;
    pen.fillText(one(['Anna', ...WORDS]), width * between(0.02, 0.3), height * between(0.62, 0.8));
  }
  return unsharp(pen.getImageData(0, 0, width, height), between(0, 1.2), between(0, 9), random);
}

function drawTick(
  pen: SKRSContext2D,
  width: number,
  height: number,
  between: (from: number, to: number) => number,
  random: () => number,
): void {
  pen.lineWidth = height * between(0.05, 0.14);
  pen.lineCap = 'round';
  const at = (x: number, y: number): readonly [number, number] => [
    width * (x + between(-0.08, 0.08)),
    height * (y + between(-0.08, 0.08)),
  ];
  const shape = random();
  if (shape < 0.4) stroke(pen, at(0.22, 0.5), at(0.42, 0.78), at(0.9, 0.12));
  else if (shape < 0.75) {
    stroke(pen, at(0.2, 0.2), at(0.8, 0.8));
    stroke(pen, at(0.8, 0.2), at(0.2, 0.8));
  } else if (shape < 0.87) stroke(pen, at(0.25, 0.8), at(0.75, 0.2));
  else {
    stroke(
      pen,
      at(0.2, 0.4),
      at(0.8, 0.3),
      at(0.25, 0.55),
      at(0.8, 0.5),
      at(0.25, 0.75),
      at(0.75, 0.7),
    );
  }
}

function stroke(pen: SKRSContext2D, ...points: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
}

/** Blurred by a box of `blur` px and with noise of so many grays. */
function unsharp(
  image: RasterImage,
  blur: number,
  noise: number,
  random: () => number,
): RasterImage {
  const { width, height, data } = image;
  const into = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grain = noise * (random() + random() - 1);
      for (let c = 0; c < 4; c++) {
        const at = (dx: number, dy: number): number => {
          const column = Math.min(width - 1, Math.max(0, x + dx));
          const row = Math.min(height - 1, Math.max(0, y + dy));
          return data[4 * (row * width + column) + c] ?? 0;
        };
        const around = at(-1, 0) + at(1, 0) + at(0, -1) + at(0, 1);
        into[4 * (y * width + x) + c] = (at(0, 0) + blur * around) / (1 + 4 * blur) + grain;
      }
    }
  }
  return { width, height, data: into };
}

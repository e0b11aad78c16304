import { createCanvas } from '@napi-rs/canvas';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { flattenSheet } from '../../../src/reading/flatten/flattenSheet.ts';
import { cornersInOrder, sheetEdges } from '../../../src/reading/flatten/sheetEdges.ts';
import { distance, type Quad } from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';
import type { OpenCv } from '../../../src/reading/lineImage/opencv.ts';
import { countedOpenCv } from '../lineImage/countedOpenCv.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const [WIDTH, HEIGHT] = [1200, 900];

/** A sheet with writing on a table; wood has stripes, `even` has none. */
function photo(quad: Quad, paper: string, table: string, look: 'wood' | 'even'): RasterImage {
  const canvas = createCanvas(WIDTH, HEIGHT);
  const pen = canvas.getContext('2d');
  pen.fillStyle = table;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  if (look === 'wood') {
    pen.fillStyle = 'rgb(0 0 0 / 10%)';
    for (let x = 0; x < WIDTH; x += 37) pen.fillRect(x, 0, 11, HEIGHT);
  }
  const [a, b, c, d] = quad;
  pen.fillStyle = paper;
  pen.beginPath();
  for (const { x, y } of quad) pen.lineTo(x, y);
  pen.fill();
  pen.strokeStyle = '#20307a';
  pen.lineWidth = 5;
  for (let row = 2; row < 18; row++) {
    const part = row / 20;
    const at = (from: { x: number; y: number }, to: { x: number; y: number }, share: number) => ({
      x: from.x + (to.x - from.x) * share,
      y: from.y + (to.y - from.y) * share,
    });
    const [left, right] = [at(a, d, part), at(b, c, part)];
    const [start, end] = [at(left, right, 0.1), at(left, right, 0.85)];
    pen.beginPath();
    pen.moveTo(start.x, start.y);
    pen.lineTo(end.x, end.y);
    pen.stroke();
  }
  const { data } = pen.getImageData(0, 0, WIDTH, HEIGHT);
  return { width: WIDTH, height: HEIGHT, data: new Uint8ClampedArray(data) };
}

const LEANING: Quad = [
  { x: 330, y: 90 },
  { x: 880, y: 130 },
  { x: 960, y: 820 },
  { x: 240, y: 770 },
];
const CUT_OFF: Quad = [
  { x: 200, y: -60 },
  { x: 900, y: -40 },
  { x: 860, y: 700 },
  { x: 260, y: 720 },
];

function farthest(found: Quad | null, truth: Quad): number {
  if (found === null) return Number.POSITIVE_INFINITY;
  return Math.max(...truth.map((corner, i) => distance(corner, found[i] ?? { x: 0, y: 0 })));
}

describe('the edges of a sheet', () => {
  test.each([
    ['white paper on dark wood', '#f4f1e8', '#5a4030', 'wood'],
    ['white paper on a gray table', '#f4f1e8', '#b9b9b6', 'even'],
    ['a blue sheet on a light table', '#a9c4e8', '#d8d2c4', 'even'],
    ['dark paper on a white table', '#3c4a3f', '#f2f2f0', 'even'],
  ] as const)('%s are found within a hundredth of the picture', (_, paper, table, look) => {
    const found = sheetEdges(cv, photo(LEANING, paper, table, look));
    expect(farthest(found, LEANING)).toBeLessThan(0.01 * WIDTH);
  });

  test('of a sheet that leaves the picture run along its frame', () => {
    const found = sheetEdges(cv, photo(CUT_OFF, '#f4f1e8', '#5a4030', 'wood'));
    expect(found?.[0].y).toBeLessThan(12);
    expect(found?.[1].y).toBeLessThan(12);
    expect(distance(found?.[2] ?? { x: 0, y: 0 }, CUT_OFF[2])).toBeLessThan(15);
  });

  test('are none where the paper fills the picture, and on an empty table', () => {
    const whole: Quad = [
      { x: -9, y: -9 },
      { x: WIDTH + 9, y: -9 },
      { x: WIDTH + 9, y: HEIGHT + 9 },
      { x: -9, y: HEIGHT + 9 },
    ];
    expect(sheetEdges(cv, photo(whole, '#f4f1e8', '#5a4030', 'even'))).toBeNull();
    const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(150);
    expect(sheetEdges(cv, { width: WIDTH, height: HEIGHT, data })).toBeNull();
  });

  test('leave nothing behind in memory', () => {
    const counted = countedOpenCv(cv);
    const image = photo(LEANING, '#f4f1e8', '#5a4030', 'wood');
    sheetEdges(counted.cv, image);
    flattenSheet(counted.cv, image, LEANING);
    expect(counted.live()).toBe(0);
  });
});

test('corners stand clockwise from the top left, however they come', () => {
  const [a, b, c, d] = LEANING;
  for (const mixed of [
    [c, a, d, b],
    [d, c, b, a],
    [b, d, a, c],
  ]) {
    expect(cornersInOrder(mixed)).toEqual(LEANING);
  }
});

test('a flattened sheet is a rectangle of its own size, without the table', () => {
  const flat = flattenSheet(cv, photo(LEANING, '#f4f1e8', '#5a4030', 'even'), LEANING);
  expect(flat.width).toBeGreaterThan(550);
  expect(flat.height).toBeGreaterThan(650);
  const red = (x: number, y: number) => flat.data[4 * (y * flat.width + x)] ?? 0;
  for (const [x, y] of [
    [6, 6],
    [flat.width - 7, 6],
    [flat.width - 7, flat.height - 7],
    [6, flat.height - 7],
  ] as const) {
    expect(red(x, y)).toBeGreaterThan(220);
  }
});

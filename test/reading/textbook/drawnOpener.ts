import { createCanvas } from '@napi-rs/canvas';
import { pictureFont } from '../../../src/cli/pictures/fonts.ts';
import type { Detection } from '../../../src/reading/detector/detection.ts';
import {
  type Box,
  boundingBox,
  type Point,
  rotatedRectangle,
} from '../../../src/reading/geometry.ts';
import type { RasterImage } from '../../../src/reading/image.ts';

type PartName = 'chapter' | 'title';

export interface OpenerDesign {
  readonly label: string | null;
  readonly title: readonly string[];
  /** Label and title share a line. */
  readonly inline?: boolean;
  /** Light print in a dark band. */
  readonly band?: boolean;
  readonly labelSize?: number;
  readonly titleSize?: number;
  /** How the page lies, degrees, positive clockwise. */
  readonly turn?: number;
}

const WIDTH = 900;
const HEIGHT = 1200;
const BODY = 'Every green leaf is a small factory that is driven by light and fed by water.';

/** A page drawn as designed, and the boxes that a detector should find on it. */
export function drawOpener({
  label,
  title,
  inline = false,
  band = false,
  labelSize = 34,
  titleSize = 46,
  turn = 0,
}: OpenerDesign): { image: RasterImage; parts: Detection<PartName>[] } {
  const context = createCanvas(WIDTH, HEIGHT).getContext('2d');
  context.fillStyle = '#7d6b58';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const angle = (turn * Math.PI) / 180;
  context.translate(WIDTH / 2, HEIGHT / 2);
  context.rotate(angle);
  context.translate(-WIDTH / 2, -HEIGHT / 2);
  context.fillStyle = '#fbfaf5';
  context.fillRect(20, 20, WIDTH - 40, HEIGHT - 40);
  if (band) {
    context.fillStyle = '#12507a';
    context.fillRect(20, 90, WIDTH - 40, 330);
  }
  const ink = band ? '#ffffff' : '#1a1a1a';
  const parts: Detection<PartName>[] = [];
  const write = (text: string, size: number, x: number, y: number): Box => {
    context.fillStyle = ink;
    context.font = `${size}px "${pictureFont('Libre Baskerville Bold')}"`;
    context.fillText(text, x, y);
    const measured = context.measureText(text);
    const top = y - measured.actualBoundingBoxAscent;
    return {
      x,
      y: top,
      width: measured.width,
      height: y + measured.actualBoundingBoxDescent - top,
    };
  };
  const add = (className: PartName, boxes: readonly Box[]) => {
    const corners = boxes.flatMap(({ x, y, width, height }): Point[] => {
      const middle = turned({ x: x + width / 2, y: y + height / 2 }, angle);
      return [...rotatedRectangle(middle, width, height, angle)];
    });
    const classScores = className === 'chapter' ? [0.9, 0.01] : [0.01, 0.9];
    parts.push({ box: boundingBox(corners), className, score: 0.9, classScores });
  };
  let x = 120;
  let y = 200;
  if (label !== null) {
    const box = write(label, labelSize, x, y);
    add('chapter', [box]);
    if (inline) x += box.width + 20;
    else y += 1.8 * titleSize;
  }
  add(
    'title',
    title.map((line, i) => write(line, titleSize, i === 0 ? x : 120, y + i * 1.4 * titleSize)),
  );
  context.fillStyle = '#1a1a1a';
  context.font = `19px "${pictureFont('Libre Baskerville')}"`;
  for (let line = 480; line < HEIGHT - 100; line += 32) context.fillText(BODY, 90, line);
  context.setTransform(1, 0, 0, 1, 0, 0);
  return { image: context.getImageData(0, 0, WIDTH, HEIGHT), parts };
}

function turned({ x, y }: Point, angle: number): Point {
  const dx = x - WIDTH / 2;
  const dy = y - HEIGHT / 2;
  return {
    x: WIDTH / 2 + dx * Math.cos(angle) - dy * Math.sin(angle),
    y: HEIGHT / 2 + dx * Math.sin(angle) + dy * Math.cos(angle),
  };
}

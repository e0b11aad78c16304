import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Point } from '../../../src/reading/geometry.ts';
import type { Random } from './random.ts';

/** What the marker moves in front of: a cluttered room and a person, all of it moving. */
export interface Scenery {
  /**
   * RGBA of the scene, `[height, width, 4]`.
   * @param hand where the writing hand is, px as the camera sees it; null where nobody is there
   */
  draw(timeMs: number, hand: Point | null): Uint8ClampedArray;
}

export interface SceneryOptions {
  readonly width: number;
  readonly height: number;
  /** Hue of the marker, degrees: what moves has other hues, what stands may have the same. */
  readonly markerHue: number;
  /** Whether something of the marker's hue hangs on the wall. */
  readonly sameHueOnWall: boolean;
  /** Things as large as the marker and of its hue before the wall. */
  readonly company: Company;
  readonly isPersonThere: boolean;
}

/** What else has the marker's colour: nothing, things that stand and are covered at times, or things that are moved about. */
export const COMPANIES = ['none', 'standing', 'moving'] as const;
export type Company = (typeof COMPANIES)[number];

const SKINS = ['#e8b898', '#c98f6b', '#a4704c', '#7d5236', '#f0c8ac'] as const;
/** The wall is larger than the picture by this much, so that it can sway, heights. */
const SWAY = 0.04;

interface Mover {
  readonly colour: string;
  readonly size: number;
  readonly isRound: boolean;
  /** null while it is covered. */
  at(timeMs: number): Point | null;
}

export function createScenery(options: SceneryOptions, random: Random): Scenery {
  const { width, height } = options;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const margin = Math.ceil(SWAY * height);
  const wall = drawWall(options, margin, random);
  const movers = Array.from({ length: 7 }, () => createMover(options, random));
  const person = {
    skin: random.pick(SKINS),
    shirt: otherHue(options.markerHue, random, random.between(5, 60)),
    x: width * random.between(0.35, 0.65),
    phase: random.between(0, 6),
  };
  const company = createCompany(options, random);
  return {
    draw(timeMs, hand) {
      const sway = Math.sin(timeMs / 900 + person.phase);
      const drift = Math.cos(timeMs / 1300);
      context.drawImage(wall, -margin + margin * 0.9 * sway, -margin + margin * 0.5 * drift);
      for (const { colour, size, isRound, at } of [...movers, ...company]) {
        const place = at(timeMs);
        if (place === null) continue;
        const { x, y } = place;
        context.fillStyle = colour;
        context.beginPath();
        if (isRound) context.arc(x, y, size / 2, 0, 2 * Math.PI);
        else context.rect(x - size / 2, y - size / 2, size, size * 0.7);
        context.fill();
      }
      if (options.isPersonThere) drawPerson(context, options, person, timeMs, hand);
      return context.getImageData(0, 0, width, height).data;
    },
  };
}

function drawWall(
  { width, height, markerHue, sameHueOnWall }: SceneryOptions,
  margin: number,
  random: Random,
): Canvas {
  const canvas = createCanvas(width + 2 * margin, height + 2 * margin);
  const context = canvas.getContext('2d');
  const light = context.createLinearGradient(0, 0, canvas.width, canvas.height);
  const hue = random.between(0, 360);
  light.addColorStop(0, `hsl(${hue} 12% ${random.between(55, 85)}%)`);
  light.addColorStop(1, `hsl(${hue + 40} 15% ${random.between(25, 55)}%)`);
  context.fillStyle = light;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < 70; i++) {
    const saturation = random.next() < 0.3 ? random.between(45, 85) : random.between(5, 40);
    context.fillStyle = otherHue(markerHue, random, saturation);
    const size = height * random.between(0.015, 0.16);
    const [x, y] = [random.between(0, canvas.width), random.between(0, canvas.height)];
    context.beginPath();
    if (random.next() < 0.3) context.arc(x, y, size / 2, 0, 2 * Math.PI);
    else context.rect(x, y, size, size * random.between(0.2, 2));
    context.fill();
  }
  if (sameHueOnWall) {
    for (let i = 0; i < 4; i++) {
      context.fillStyle = `hsl(${markerHue + random.between(-6, 6)} 75% ${random.between(40, 55)}%)`;
      const size = height * random.between(0.02, 0.12);
      context.fillRect(
        random.next() * canvas.width,
        random.next() * canvas.height,
        size,
        size * random.between(0.5, 1.5),
      );
    }
  }
  return canvas;
}

function otherHue(hue: number, random: Random, saturation: number): string {
  return `hsl(${hue + random.between(45, 315)} ${saturation}% ${random.between(25, 70)}%)`;
}

function createMover({ width, height, markerHue }: SceneryOptions, random: Random): Mover {
  const center = { x: random.between(0, width), y: random.between(0, height) };
  const reach = { x: width * random.between(0.02, 0.3), y: height * random.between(0.01, 0.15) };
  const pace = { x: random.between(700, 2500), y: random.between(700, 2500) };
  return {
    colour: otherHue(markerHue, random, random.between(20, 80)),
    size: height * random.between(0.025, 0.15),
    isRound: random.next() < 0.5,
    at: (timeMs) => ({
      x: center.x + reach.x * Math.sin(timeMs / pace.x),
      y: center.y + reach.y * Math.cos(timeMs / pace.y),
    }),
  };
}

/** Things that could be taken for the marker: of its hue, as large as its coloured end. */
function createCompany(options: SceneryOptions, random: Random): readonly Mover[] {
  const { company, width, height, markerHue } = options;
  if (company === 'none') return [];
  return Array.from({ length: 3 }, (): Mover => {
    const own = createMover(options, random);
    const [pace, phase] = [random.between(500, 1500), random.between(0, 6)];
    const still = { x: width * random.between(0.1, 0.9), y: height * random.between(0.1, 0.9) };
    return {
      colour: `hsl(${markerHue + random.between(-6, 6)} ${random.between(65, 80)}% ${random.between(42, 52)}%)`,
      size: height * random.between(0.03, 0.05),
      isRound: own.isRound,
      at:
        company === 'moving'
          ? own.at
          : (timeMs) => (Math.sin(timeMs / pace + phase) > -0.5 ? still : null),
    };
  });
}

function drawPerson(
  context: SKRSContext2D,
  { width, height }: SceneryOptions,
  person: {
    readonly skin: string;
    readonly shirt: string;
    readonly x: number;
    readonly phase: number;
  },
  timeMs: number,
  hand: Point | null,
): void {
  const x = person.x + 0.012 * width * Math.sin(timeMs / 700 + person.phase);
  const ellipse = (cx: number, cy: number, rx: number, ry: number): void => {
    context.beginPath();
    context.ellipse(cx, cy, rx, ry, 0, 0, 2 * Math.PI);
    context.fill();
  };
  context.fillStyle = person.shirt;
  ellipse(x, height * 1.08, height * 0.36, height * 0.42);
  context.fillStyle = person.skin;
  context.fillRect(x - 0.05 * height, height * 0.55, 0.1 * height, 0.14 * height);
  ellipse(x, height * 0.42, height * 0.125, height * 0.165);
  context.fillStyle = '#3a2a20';
  ellipse(x, height * 0.29, height * 0.13, height * 0.07);
  if (hand === null) return;
  const shoulder = { x: x + 0.26 * height, y: height * 0.86 };
  const wrist = { x: hand.x + 0.02 * height, y: hand.y + 0.1 * height };
  context.strokeStyle = person.shirt;
  context.lineWidth = 0.09 * height;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(shoulder.x, shoulder.y);
  context.lineTo((shoulder.x + wrist.x) / 2, (shoulder.y + wrist.y) / 2 + 0.08 * height);
  context.stroke();
  context.strokeStyle = person.skin;
  context.lineWidth = 0.06 * height;
  context.beginPath();
  context.moveTo((shoulder.x + wrist.x) / 2, (shoulder.y + wrist.y) / 2 + 0.08 * height);
  context.lineTo(wrist.x, wrist.y);
  context.stroke();
  context.fillStyle = person.skin;
  ellipse(hand.x + 0.012 * height, hand.y + 0.065 * height, 0.045 * height, 0.05 * height);
}

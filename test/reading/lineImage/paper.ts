import type { GrayImage, RasterImage } from '../../../src/reading/image.ts';

/** A small generator of numbers 0..1, the same every time: Mulberry32. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Gray paper to draw on. */
export class Paper implements GrayImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;

  constructor(width: number, height: number, gray = 230) {
    this.width = width;
    this.height = height;
    this.data = new Uint8Array(width * height).fill(gray);
  }

  at(x: number, y: number): number {
    return this.data[y * this.width + x] ?? 0;
  }

  /** Fills a rectangle; what lies outside is cut. */
  fill(x: number, y: number, width: number, height: number, gray: number): this {
    for (let row = Math.max(0, y); row < Math.min(this.height, y + height); row++) {
      const from = row * this.width + Math.max(0, x);
      const to = row * this.width + Math.min(this.width, x + width);
      if (to > from) this.data.fill(gray, from, to);
    }
    return this;
  }

  /** A round-tipped stroke through points. */
  stroke(points: readonly (readonly [number, number])[], thickness: number, gray: number): this {
    const radius = thickness / 2;
    for (let i = 0; i + 1 < points.length; i++) {
      const [x0, y0] = points[i] ?? [0, 0];
      const [x1, y1] = points[i + 1] ?? [0, 0];
      const steps = Math.ceil(2 * Math.hypot(x1 - x0, y1 - y0)) + 1;
      for (let step = 0; step <= steps; step++) {
        const cx = x0 + ((x1 - x0) * step) / steps;
        const cy = y0 + ((y1 - y0) * step) / steps;
        for (let y = Math.ceil(cy - radius); y <= cy + radius; y++) {
          for (let x = Math.ceil(cx - radius); x <= cx + radius; x++) {
            if (x < 0 || y < 0 || x >= this.width || y >= this.height) continue;
            if (Math.hypot(x - cx, y - cy) <= radius) this.data[y * this.width + x] = gray;
          }
        }
      }
    }
    return this;
  }

  /** Letter-like ink: arches of the body with some ascenders, descenders and dots. */
  writing(
    line: {
      readonly x: number;
      readonly y: number;
      readonly body: number;
      readonly letters: number;
    },
    gray: number,
    random: () => number,
    slope = 0,
  ): this {
    const { x: left, y: top, body, letters } = line;
    const thickness = Math.max(2, body / 7);
    const point = (x: number, y: number): readonly [number, number] => [x, y + (x - left) * slope];
    for (let i = 0; i < letters; i++) {
      const x = left + i * body;
      const kind = i === 0 ? 0.1 : i === 1 ? 0.3 : random();
      const up = kind < 0.2 ? top - 0.8 * body : top;
      const down = kind >= 0.2 && kind < 0.4 ? top + 1.7 * body : top + body;
      this.stroke([point(x, up), point(x, down)], thickness, gray);
      this.stroke(
        [point(x, top + 0.2 * body), point(x + 0.5 * body, top), point(x + 0.6 * body, top + body)],
        thickness,
        gray,
      );
      if (kind > 0.85)
        this.stroke(
          [point(x, top - 0.5 * body)].flatMap((p) => [p, p]),
          thickness,
          gray,
        );
    }
    return this;
  }

  noise(sigma: number, random: () => number): this {
    for (let i = 0; i < this.data.length; i++) {
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      this.data[i] = Math.max(0, Math.min(255, Math.round((this.data[i] ?? 0) + sigma * normal)));
    }
    return this;
  }

  /** Light that falls off from one side, to `share` of it. */
  shade(share: number): this {
    for (let i = 0; i < this.data.length; i++) {
      const along = (i % this.width) / this.width;
      this.data[i] = Math.round((this.data[i] ?? 0) * (1 - (1 - share) * along));
    }
    return this;
  }

  inverted(): this {
    for (let i = 0; i < this.data.length; i++) this.data[i] = 255 - (this.data[i] ?? 0);
    return this;
  }
}

/** A gray picture as RGBA. */
export function rasterOf({ width, height, data }: GrayImage): RasterImage {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < data.length; i++) rgba.fill(data[i] ?? 0, 4 * i, 4 * i + 3);
  return { width, height, data: rgba };
}

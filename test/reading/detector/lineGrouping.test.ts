import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/reading/detector/detection.ts';
import { groupLines } from '../../../src/reading/detector/lineGrouping.ts';
import { readingOrder } from '../../../src/reading/detector/readingOrder.ts';
import {
  intersectionOverUnion,
  quadSize,
  quadSlope,
  scaleBox,
  unionOfBoxes,
} from '../../../src/reading/geometry.ts';
import type { FoundLine, LineClass } from '../../../src/reading/results.ts';
import { type DrawnPage, drawPage } from './drawnWords.ts';

const DEGREES = 180 / Math.PI;
const COLUMN = { origin: { x: 600, y: 600 }, lines: 10, pitch: 45, length: 700 };

/** Boxes of the true lines: unions of their words' boxes. */
function trueBoxes({ detections, lineOf, quads }: DrawnPage) {
  return quads.map((_, line) =>
    unionOfBoxes(detections.filter((_, i) => lineOf[i] === line).map(({ box }) => box)),
  );
}

/** How many true lines were found whole and alone. */
function countFound(page: DrawnPage, lines: readonly FoundLine[]): number {
  return trueBoxes(page).filter((box) =>
    lines.some((line) => intersectionOverUnion(line.box, box) > 0.97),
  ).length;
}

function word(
  x: number,
  y: number,
  width: number,
  height: number,
  more = {},
): Detection<LineClass> {
  return {
    box: { x, y, width, height },
    className: 'handwriting',
    score: 0.9,
    classScores: [0.9, 0.1],
    ...more,
  };
}

const printed = { className: 'print' as const, classScores: [0.1, 0.9] };

describe('groupLines', () => {
  it.each([-30, -22, -15, -8, -3, 0, 3, 8, 15, 22, 30])(
    'finds lines of slope %i° with slope and height',
    (slopeDegrees) => {
      let drawn = 0;
      let found = 0;
      let claimed = 0;
      for (let seed = 1; seed <= 12; seed++) {
        const page = drawPage({ columns: [COLUMN], height: 30, slopeDegrees, seed });
        const lines = groupLines(page.detections);
        drawn += page.quads.length;
        claimed += lines.length;
        found += countFound(page, lines);
        const boxes = trueBoxes(page);
        for (const line of lines) {
          if (!boxes.some((box) => intersectionOverUnion(line.box, box) > 0.97)) continue;
          expect(Math.abs(quadSlope(line.quad) * DEGREES - slopeDegrees)).toBeLessThan(1.8);
          expect(quadSize(line.quad).height).toBeGreaterThan(18);
          expect(quadSize(line.quad).height).toBeLessThan(42);
        }
      }
      expect(found / drawn).toBeGreaterThan(0.94);
      expect(claimed / drawn).toBeLessThan(1.06);
    },
  );

  it('keeps columns apart and reads one after the other', () => {
    for (const slopeDegrees of [-6, 0, 6]) {
      for (let seed = 1; seed <= 5; seed++) {
        const page = drawPage({
          columns: [
            { origin: { x: 100, y: 200 }, lines: 12, pitch: 45, length: 500 },
            { origin: { x: 760, y: 200 }, lines: 12, pitch: 45, length: 500 },
          ],
          height: 30,
          slopeDegrees,
          seed,
        });
        const lines = readingOrder(groupLines(page.detections));
        expect(lines.every(({ box }) => box.width < 640)).toBe(true);
        expect(countFound(page, lines)).toBeGreaterThanOrEqual(22);
        const columns = lines.map(({ box }) => (box.x + box.width / 2 < 690 ? 0 : 1));
        expect(columns).toEqual([...columns].sort());
      }
    }
  });

  it('does not let sheets that lie differently bend each other', () => {
    const left = drawPage({
      columns: [{ origin: { x: 100, y: 300 }, lines: 6, pitch: 45, length: 450 }],
      height: 30,
      slopeDegrees: -14,
      seed: 4,
    });
    const right = drawPage({
      columns: [{ origin: { x: 1000, y: 100 }, lines: 6, pitch: 45, length: 450 }],
      height: 30,
      slopeDegrees: 12,
      seed: 5,
    });
    const lines = groupLines([...left.detections, ...right.detections]);
    expect(countFound(left, lines) + countFound(right, lines)).toBeGreaterThanOrEqual(11);
    for (const line of lines) {
      const expected = line.box.x + line.box.width / 2 < 800 ? -14 : 12;
      expect(Math.abs(quadSlope(line.quad) * DEGREES - expected)).toBeLessThan(4);
    }
  });

  it('does not depend on where the page lies, how large it is, or the order of its words', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: -25, max: 25 }),
        fc.constantFrom(0.5, 2, 4),
        // Whole cells of any grid would hide a dependence on the place.
        fc.constantFrom([4096, 8192], [-2048, 1024], [0, 0]),
        (seed, slopeDegrees, factor, [dx = 0, dy = 0]) => {
          const page = drawPage({
            columns: [{ ...COLUMN, lines: 5, length: 400 }],
            height: 32,
            slopeDegrees,
            seed,
          });
          const moved = page.detections.map((detection) => {
            const box = scaleBox(detection.box, factor);
            return { ...detection, box: { ...box, x: box.x + dx, y: box.y + dy } };
          });
          const asBefore = groupLines(moved.reverse()).map(({ box }) =>
            scaleBox({ ...box, x: box.x - dx, y: box.y - dy }, 1 / factor),
          );
          const before = groupLines(page.detections).map(({ box }) => box);
          expect(asBefore.length).toBe(before.length);
          for (const box of before) {
            expect(asBefore.some((other) => intersectionOverUnion(box, other) > 0.999)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('uses every word once, save pieces that lie in another', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: 900 }),
            y: fc.integer({ min: 0, max: 500 }),
            width: fc.integer({ min: 2, max: 200 }),
            height: fc.integer({ min: 2, max: 60 }),
          }),
          { maxLength: 40 },
        ),
        (boxes) => {
          const lines = groupLines(
            boxes.map(({ x, y, width, height }) => word(x, y, width, height)),
          );
          expect(lines.length).toBeLessThanOrEqual(boxes.length);
          for (const box of boxes) {
            expect(lines.some((line) => intersectionOverUnion(line.box, box) > 0)).toBe(true);
          }
          for (const { quad, score, classProbability } of lines) {
            for (const { x, y } of quad)
              expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
            expect(score).toBeGreaterThan(0);
            expect(classProbability).toBeGreaterThanOrEqual(0.5);
            expect(classProbability).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('makes nothing of nothing, and a level line of one word', () => {
    expect(groupLines([])).toEqual([]);
    const [line, ...more] = groupLines([word(10, 20, 80, 30)]);
    expect(more).toEqual([]);
    expect(line?.box).toEqual({ x: 10, y: 20, width: 80, height: 30 });
    expect(quadSlope(line?.quad ?? [P, P, P, P])).toBeCloseTo(0, 6);
    expect(line?.lineClass).toBe('handwriting');
    expect(line?.score).toBeGreaterThan(0.95);
  });

  it('does not let a comma between two lines glue them', () => {
    const lines = groupLines([
      word(0, 0, 90, 30),
      word(100, 2, 80, 28),
      word(190, 0, 70, 30),
      word(262, 30, 6, 10),
      word(0, 45, 90, 30),
      word(100, 47, 80, 28),
      word(190, 45, 70, 30),
    ]);
    expect(lines.map(({ box }) => box.y).sort((a, b) => a - b)).toEqual([0, 45]);
    const first = lines.find(({ box }) => box.y === 0);
    expect(first?.box.height).toBeLessThan(45);
  });

  it('gives a full stop and a dash to their line', () => {
    const lines = groupLines([
      word(0, 0, 90, 30),
      word(100, 13, 18, 4),
      word(130, 0, 80, 30),
      word(214, 24, 5, 5),
      word(0, 60, 210, 30),
    ]);
    expect(lines.length).toBe(2);
    expect(lines.find(({ box }) => box.y === 0)?.box.width).toBe(219);
  });

  it('drops a piece of a word found once more', () => {
    const lines = groupLines([word(0, 0, 120, 30), word(60, 3, 58, 26)]);
    expect(lines.length).toBe(1);
    expect(lines[0]?.box.width).toBe(120);
  });

  it('closes the gap of a word not found only where other lines run on', () => {
    const row = (y: number) => [0, 100, 200, 300, 400, 500].map((x) => word(x, y, 90, 30));
    const gap = (y: number) => row(y).filter(({ box }) => box.x !== 200);
    const within = groupLines([...row(0), ...gap(45), ...row(90)]);
    expect(within.map(({ box }) => box.width)).toEqual([590, 590, 590]);
    const columns = groupLines([...gap(0), ...gap(45), ...gap(90)]);
    expect(columns.map(({ box }) => box.width).sort()).toEqual([190, 190, 190, 290, 290, 290]);
  });

  it('splits a form where print turns into handwriting', () => {
    const label = word(0, 0, 90, 30, printed);
    const entry = [word(140, 0, 80, 32), word(230, -1, 90, 32), word(330, 0, 60, 30)];
    const more = word(100, 0, 60, 30, printed);
    const lines = groupLines([
      label,
      { ...more, box: { ...more.box, x: 95, width: 10 } },
      ...entry,
    ]);
    expect(
      lines
        .map(({ lineClass, box }) => [lineClass, box.x])
        .sort((a, b) => +(a[1] ?? 0) - +(b[1] ?? 0)),
    ).toEqual([
      ['print', 0],
      ['handwriting', 140],
    ]);
  });

  it('does not split a line for one mistaken word', () => {
    const words = [0, 100, 200, 300, 400].map((x) => word(x, 0, 90, 30));
    const mistaken = words.map((one, i) => (i === 2 ? { ...one, ...printed } : one));
    const lines = groupLines(mistaken);
    expect(lines.length).toBe(1);
    expect(lines[0]).toMatchObject({ lineClass: 'handwriting' });
    expect(lines[0]?.classProbability).toBeLessThan(0.85);
  });

  it('leaves out a box around words of two rows', () => {
    const rows = [0, 50].flatMap((y) => [0, 110, 220].map((x) => word(x, y, 95, 36)));
    const lines = groupLines([...rows, word(105, 2, 110, 84, { score: 0.95 })]);
    expect(lines.map(({ box }) => box.height)).toEqual([36, 36]);
  });

  it('keeps a tall word beside which there are dots and dashes', () => {
    const tall = word(0, 0, 120, 80);
    const lines = groupLines([tall, word(5, 2, 10, 10), word(60, 60, 14, 12)]);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.box).toEqual(tall.box);
  });

  it('does not join the cells of a table below a line that runs over all of them', () => {
    const heading = Array.from({ length: 8 }, (_, i) => word(i * 100, 0, 80, 30, printed));
    const cells = [60, 120, 180].flatMap((y) => [0, 270, 540].map((x) => word(x, y, 150, 30)));
    const lines = groupLines([...heading, ...cells]);
    expect(lines).toHaveLength(10);
  });

  it('keeps cells apart where few of them are filled', () => {
    const cell = (column: number, row: number) => word(column * 100, row * 60, 55, 30);
    const apart = groupLines([
      ...[cell(0, 0), cell(1, 0)],
      ...[3, 5, 8].map((row) => cell(1, row)),
    ]);
    expect(apart.map(({ box }) => box.width)).toEqual([55, 55, 55, 55, 55]);
    // Two rows that begin alike are chance; so are some where as many run across.
    const [line] = groupLines([cell(0, 0), cell(1, 0), cell(1, 3), cell(1, 5)]);
    expect(line?.box.width).toBe(155);
    const across = [2, 4, 6, 7].map((row) => word(40, row * 60, 100, 30));
    const lines = groupLines([
      ...[cell(0, 0), cell(1, 0), ...across],
      ...[3, 5, 8].map((row) => cell(1, row)),
    ]);
    expect(lines.filter(({ box }) => box.width === 155)).toHaveLength(1);
  });

  it('parts a drawing from the writing beside it, but no faint word', () => {
    const writing = word(200, 0, 120, 30, { score: 0.8 });
    const unsure = { score: 0.4, classScores: [0.4, 0.02] };
    const drawing = word(110, -12, 75, 54, unsure);
    expect(groupLines([drawing, writing]).map(({ box }) => box)).toContainEqual(writing.box);
    expect(groupLines([word(110, 0, 75, 30, unsure), writing])[0]?.box.width).toBe(210);
    expect(groupLines([word(110, -12, 75, 54), writing])[0]?.box.width).toBe(210);
    expect(groupLines([word(120, -12, 75, 54, unsure), writing])[0]?.box.width).toBe(200);
  });

  it('believes a row of unsure words, but not one of them alone', () => {
    const unsure = (x: number) => word(x, 0, 60, 30, { score: 0.36, classScores: [0.36, 0.02] });
    expect(groupLines([unsure(0)])).toEqual([]);
    const [line, ...more] = groupLines([0, 80, 160, 240, 320, 400, 480].map(unsure));
    expect(more).toEqual([]);
    expect(line?.box.width).toBe(540);
    expect(line?.score).toBeGreaterThan(groupLines([0, 80, 160, 240].map(unsure))[0]?.score ?? 0);
  });

  it('does not believe a line less for faint boxes on it', () => {
    const line = [0, 110, 220].map((x) => word(x, 0, 95, 36, { score: 0.6 }));
    const faint = { score: 0.11, classScores: [0.11, 0.05] };
    const [alone] = groupLines(line);
    const [found, ...more] = groupLines([
      ...line,
      word(2, 2, 90, 16, faint),
      word(100, 18, 120, 16, faint),
      word(-10, -6, 220, 60, faint),
      word(330, 4, 60, 30, faint),
    ]);
    expect(more).toEqual([]);
    expect(found?.score).toBeGreaterThanOrEqual(alone?.score ?? 1);
    expect(found?.box.height).toBeLessThan(44);
  });
});

const P = { x: 0, y: 0 };

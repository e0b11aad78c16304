import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../src/reading/detector/detection.ts';
import { joinDistantViews } from '../../../src/reading/detector/distantView.ts';
import { LEAST_LINE_SCORE, lineScore } from '../../../src/reading/detector/lineScore.ts';
import type { ScaledView } from '../../../src/reading/detector/scaledView.ts';
import { wordOf } from '../../../src/reading/detector/word.ts';
import type { Box } from '../../../src/reading/geometry.ts';
import type { LineClass } from '../../../src/reading/results.ts';
import { shippedLineCalibration } from './shippedLineCalibration.ts';

const { distantViews, liveDistantView, lineScore: lineWeights } = shippedLineCalibration();
const IOU = 0.45;
/** Px of the inputs for one px of the picture. */
const NEAR = 0.4;
const FAR = [0.17, 0.13, 0.1, 0.08];

type Found = readonly Detection<LineClass>[];

function word(box: Box, score = 0.7, className: LineClass = 'handwriting'): Detection<LineClass> {
  const other = 0.1 * score;
  const classScores = className === 'handwriting' ? [score, other] : [other, score];
  return { box, className, score, classScores };
}

/** What is left of near words and of what each look from far away sees. */
function joined(
  near: Found,
  far: readonly Found[],
  weights = distantViews,
): Detection<LineClass>[] {
  const views = far.map(
    (found, i): ScaledView<LineClass> => ({ found, scale: FAR[i] ?? Number.NaN }),
  );
  const options = { weights, lineScore: lineWeights, iouThreshold: IOU };
  return joinDistantViews({ found: near, scale: NEAR }, views, options);
}

const boxes = (found: Found) => found.map(({ box }) => box);

/** Taller than the nearer look knows words to be. */
const BIG: Box = { x: 100, y: 100, width: 700, height: 300 };
const seenByAll = (score: number, box = BIG) => FAR.map(() => [word(box, score)]);

describe('joinDistantViews', () => {
  test('adds a word that fills the picture', () => {
    const small = word({ x: 100, y: 500, width: 200, height: 40 });
    expect(boxes(joined([small], seenByAll(0.6)))).toEqual(
      expect.arrayContaining([small.box, BIG]),
    );
  });

  test('takes a word that every look hardly sees, and none that one look hardly sees', () => {
    expect(boxes(joined([], seenByAll(0.35)))).toEqual([BIG]);
    expect(joined([], [[word(BIG, 0.2)], [], [], []])).toEqual([]);
  });

  test('puts it in place of its letters and parts', () => {
    const letters = [120, 380, 600].map((x) => word({ x, y: 130, width: 150, height: 240 }, 0.4));
    expect(boxes(joined(letters, seenByAll(0.6)))).toEqual([BIG]);
  });

  test('leaves none of its ink to what lies in it by more than a half', () => {
    const foot = word({ x: 190, y: 280, width: 640, height: 220 }, 0.4);
    expect(boxes(joined([foot], seenByAll(0.8)))).toEqual([BIG]);
    const below = word({ x: 190, y: 330, width: 640, height: 220 }, 0.4);
    expect(joined([below], seenByAll(0.8))).toHaveLength(2);
  });

  test('places it where the looks agree that it is', () => {
    const shifted = FAR.map((_, i) => [word({ ...BIG, x: BIG.x + 20 * (i - 1.5) }, 0.6)]);
    const [found, ...more] = joined([], shifted);
    expect(more).toEqual([]);
    expect(Math.abs((found?.box.x ?? 0) - BIG.x)).toBeLessThan(10);
    expect(found?.box.height).toBeCloseTo(BIG.height, 9);
  });

  test('leaves words alone that the nearer look knows well', () => {
    const line = { x: 100, y: 100, width: 500, height: 100 };
    const words = [100, 380].map((x) => word({ x, y: 100, width: 220, height: 100 }));
    expect(boxes(joined(words, seenByAll(0.8, line)))).toEqual(boxes(words));
  });

  test('does not take a paragraph for a word', () => {
    const rows = [0, 1, 2, 3].flatMap((row) =>
      [0, 1, 2].map((n) =>
        word({ x: 110 + 220 * n, y: 110 + 70 * row, width: 190, height: 60 }, 0.85),
      ),
    );
    expect(boxes(joined(rows, seenByAll(0.5)))).toEqual(boxes(rows));
  });

  test('does not take a word in a drawn frame for one that fills it where the page has words of its size', () => {
    const frame = { x: 100, y: 190, width: 250, height: 250 };
    const framed = word({ x: 120, y: 290, width: 205, height: 92 }, 0.65);
    const rest = [0, 1, 2, 3].flatMap((row) =>
      [0, 1, 2].map((n) => word({ x: 450 + 260 * n, y: 290 + 190 * row, width: 200, height: 95 })),
    );
    const seen = [word(frame, 0.6)];
    const page = [framed, ...rest];
    expect(boxes(joined(page, [seen, seen, [], []]))).toEqual(expect.arrayContaining(boxes(page)));
    expect(boxes(joined([framed], [seen, seen, [], []]))).toEqual([frame]);
  });

  test('keeps the box of the nearer look where that is surer', () => {
    const near = word({ ...BIG, width: 650, height: 220 }, 0.95);
    const far = { ...BIG, height: 220 };
    expect(boxes(joined([near], seenByAll(0.4, far)))).toEqual([near.box]);
  });

  test('believes the nearer look about what a word is written with', () => {
    const print = FAR.map(() => [word(BIG, 0.6, 'print')]);
    expect(joined([], print)[0]?.className).toBe('print');
    const near = word({ ...BIG, width: 600 }, 0.3);
    expect(joined([near], print)).toMatchObject([{ box: BIG, className: 'handwriting' }]);
  });

  test.each([
    ['still', distantViews],
    ['live', liveDistantView],
  ])('scores words so that they make lines, surer ones better ones: %s', (_, weights) => {
    fc.assert(
      fc.property(fc.double({ min: 0.3, max: 0.9, noNaN: true }), (score) => {
        const square = { x: 100, y: 100, width: 300, height: 300 };
        const [found] = joined([], seenByAll(score, square), weights);
        const [surer] = joined([], seenByAll(Math.min(0.94, score + 0.05), square), weights);
        if (found === undefined) return;
        const band = { begin: 0, end: 300, top: -150, bottom: 150, slope: 0, wordHeight: 300 };
        const line = lineScore(
          [wordOf(found)],
          { ...band, origin: { x: 100, y: 250 } },
          lineWeights,
        );
        expect(line).toBeGreaterThanOrEqual(LEAST_LINE_SCORE - 1e-9);
        expect(surer?.score).toBeGreaterThan(found.score);
      }),
    );
  });
});

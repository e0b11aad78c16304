import { expect, test } from 'vitest';
import { inkAsJson, inkAsSvg, type Writing } from '../../../src/app/air/inkFiles.ts';
import { svgPath, traceStroke } from '../../../src/app/air/inkPath.ts';
import type { Point } from '../../../src/reading/geometry.ts';

const WRITING: Writing = {
  size: { width: 1280, height: 720 },
  text: 'fish & <chips>',
  ink: {
    strokes: [
      {
        line: 0,
        points: [
          { x: 10, y: 20, timeMs: 0 },
          { x: 30, y: 20.04, timeMs: 16.66 },
          { x: 50, y: 40, timeMs: 33 },
        ],
      },
    ],
  },
};

test('a drawing has a path a stroke and its text as title', () => {
  const { text, mediaType } = inkAsSvg(WRITING);
  expect(mediaType).toBe('image/svg+xml');
  expect(text).toContain('<title>fish &amp; &lt;chips&gt;</title>');
  expect(text).toContain('viewBox="0 0 1280 720"');
  expect(text).toContain('<path d="M10 20Q10 20 20 20Q30 20 40 30L50 40"/>');
});

test('strokes are kept with their times, to a tenth', () => {
  const saved = JSON.parse(inkAsJson([WRITING]).text);
  expect(saved.format).toBe('handlens-strokes');
  expect(saved.writings).toEqual([
    {
      text: 'fish & <chips>',
      width: 1280,
      height: 720,
      strokes: [
        {
          line: 0,
          points: [
            [10, 20, 0],
            [30, 20, 16.7],
            [50, 40, 33],
          ],
        },
      ],
    },
  ]);
});

test('a single point is a dot', () => {
  expect(svgPath([{ x: 5, y: 6 }])).toBe('M5 6L5 6');
});

test('a stroke drawn in parts is the curve that is drawn at once', () => {
  const points: Point[] = Array.from({ length: 9 }, (_, i) => ({ x: i * 10, y: (i % 3) * 7 }));
  const curves = (parts: readonly number[]): string[] => {
    const drawn: string[] = [];
    let from = 0;
    for (const end of parts) {
      traceStroke(
        {
          moveTo: () => {},
          lineTo: () => {},
          quadraticCurveTo: (...figures) => drawn.push(figures.join()),
        },
        points.slice(0, end),
        from,
      );
      from = end;
    }
    return drawn;
  };
  expect(curves([1, 2, 3, 6, 9])).toEqual(curves([9]));
});

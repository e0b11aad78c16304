import { expect, test } from 'vitest';
import { traceStroke } from '../../../src/app/air/inkPath.ts';
import type { Point } from '../../../src/reading/geometry.ts';

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

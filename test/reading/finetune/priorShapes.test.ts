import { expect, test } from 'vitest';
import { boxAspects, withAspects } from '../../../src/reading/finetune/priorShapes.ts';

test('aspects are the percentiles of the boxes, at least a factor of 1.6 apart', () => {
  const wide = Array.from({ length: 20 }, (_, i) => ({ width: 10 * 1.2 ** i, height: 10 }));
  // NumPy: np.percentile(np.log(1.2) * np.arange(20), [15, 50, 85]), then exp.
  expect(boxAspects(wide)).toEqual([1.681, 5.652, 19.001]);
  const square = Array.from({ length: 5 }, () => ({ width: 8, height: 8 }));
  expect(boxAspects(square)).toEqual([0.625, 1, 1.6]);
});

test('a level keeps its heights and takes the aspects; one that does not fit is refused', () => {
  const boxes = [
    [9, 9],
    [20, 9],
    [40, 9],
    [14, 14],
    [30, 14],
    [63, 14],
  ] as const;
  expect(withAspects([{ stride: 8, boxes }], [0.5, 1, 2])).toEqual([
    {
      stride: 8,
      boxes: [
        [4.5, 9],
        [9, 9],
        [18, 9],
        [7, 14],
        [14, 14],
        [28, 14],
      ],
    },
  ]);
  expect(withAspects([{ stride: 8, boxes: boxes.slice(1) }], [0.5, 1, 2])).toBeNull();
});

import { beforeAll, describe, expect, it } from 'vitest';
import { loadOpenCvInNode } from '../../../src/cli/openCvInNode.ts';
import { matOfGray } from '../../../src/reading/lineImage/grayMat.ts';
import { type OpenCv, withMats } from '../../../src/reading/lineImage/opencv.ts';
import { flattenShadow, flattenSharpShadow } from '../../../src/reading/lineImage/shadow.ts';
import { countedOpenCv } from './countedOpenCv.ts';
import { Paper } from './paper.ts';

let cv: OpenCv;
beforeAll(async () => {
  ({ cv } = await loadOpenCvInNode());
});

const [WIDTH, HEIGHT, EDGE] = [240, 48, 120] as const;
const WINDOW = 31;

/** Paper half in shadow, with strokes 6 px wide of a quarter of the light, one beside the edge. */
function halfInShadow(): Paper {
  const paper = new Paper(WIDTH, HEIGHT, 220).fill(EDGE, 0, WIDTH - EDGE, HEIGHT, 80);
  for (const x of [20, 60, 106]) paper.fill(x, 8, 6, 32, 55);
  for (const x of [128, 170, 210]) paper.fill(x, 8, 6, 32, 20);
  return paper;
}

function flattened(flatten: typeof flattenShadow, openCv = cv): Uint8Array {
  return withMats((keep) => {
    const mat = keep(matOfGray(openCv, halfInShadow()));
    flatten(openCv, mat, WINDOW, mat);
    return Uint8Array.from(mat.data);
  });
}

/** Pixels of paper, two px from strokes or more, that have come out darker than three quarters. */
function seam(flat: Uint8Array): number {
  let dark = 0;
  for (let x = 0; x < WIDTH; x++) if ((flat[3 * WIDTH + x] ?? 0) < 190) dark++;
  return dark;
}

describe('flattenSharpShadow', () => {
  it('leaves no dark seam along the edge of a shadow, where the smooth light does', () => {
    expect(seam(flattened(flattenSharpShadow))).toBeLessThanOrEqual(2);
    expect(seam(flattened(flattenShadow))).toBeGreaterThan(6);
  });

  it('keeps ink dark on both sides of the edge', () => {
    const flat = flattened(flattenSharpShadow);
    for (const x of [22, 62, 108, 130, 172, 212]) expect(flat[24 * WIDTH + x]).toBeLessThan(90);
  });

  it('frees what it takes from OpenCV', () => {
    const counted = countedOpenCv(cv);
    flattened(flattenSharpShadow, counted.cv);
    expect(counted.live()).toBe(0);
  });
});

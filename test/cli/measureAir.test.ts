import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureAir } from '../../src/cli/evaluation/measureAir.ts';
import { parseClips } from '../../src/reading/evaluation/truthFiles.ts';
import { boundingBox } from '../../src/reading/geometry.ts';
import type { Ink } from '../../src/reading/strokes/ink.ts';
import { DIGITS } from '../air/clips/ownStrokes.ts';
import { writeClip } from '../air/clips/writeClip.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-'));
  writeClip(join(folder, 'digits'), DIGITS, {
    width: 320,
    height: 180,
    framesPerSecond: 15,
    marker: 'blue',
    penUp: 'hide',
    seed: 6,
    sameHueOnWall: false,
  });
});
afterAll(() => rm(folder, { recursive: true }));

describe('clips.tsv', () => {
  it('names films, texts and colours', () => {
    const { rows, problems } = parseClips(
      'a.y4m\thello world\t#1f5fd0\nb.y4m\tHi\nc.folded.y4m\t\t\n',
    );
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([
      { file: 'a.y4m', text: 'hello world', foldCase: false },
      { file: 'b.y4m', text: 'Hi', colour: null },
      { file: 'c.folded.y4m', text: '', colour: null, foldCase: true },
    ]);
    expect(rows[0]?.colour?.v).toBeGreaterThan(0.3);
  });

  it('is refused line by line', () => {
    const { rows, problems } = parseClips('a.y4m\n\tx\t\nb.y4m\tx\tblue\nc.y4m\tx\t\ty\n');
    expect(rows).toEqual([]);
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  });
});

describe('air-writing', () => {
  it('is measured from film to text, and goes on after a film that cannot be read', async () => {
    const inks: Ink[] = [];
    const failures: string[] = [];
    const report = await measureAir(
      parseClips('digits.y4m\t310\t#1f5fd0\nmissing.y4m\tno\t\n').rows,
      {
        folder,
        engine: null,
        limit: null,
        progress: () => {},
        failed: (file) => failures.push(file),
        detail: () => {},
        reader: {
          async readInk(ink) {
            inks.push(ink);
            return { budget: 'final', lines: [{ line: 0, text: '3l0', confidence: 1, words: [] }] };
          },
        },
      },
    );
    expect(failures).toEqual(['missing.y4m']);
    const rates = { cer: expect.closeTo(1 / 3, 6), wordsRight: 0 };
    const { tipErrorPx, ...others } = report;
    expect(others).toEqual({ clips: 1, ...rates, direct: rates });
    expect(tipErrorPx).toBeGreaterThan(0);
    expect(tipErrorPx).toBeLessThan(6);
    // The film's ink, then what lies beside it. Written from left to right, though the camera saw it
    // from right to left.
    expect(inks).toHaveLength(2);
    for (const { strokes } of inks) {
      expect(strokes).toHaveLength(DIGITS.length);
      const lefts = strokes.map(({ points }) => boundingBox(points).x);
      expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    }
    const [filmed, written] = inks.map(({ strokes }) =>
      boundingBox(strokes.flatMap((s) => s.points)),
    );
    expect(filmed?.width).toBeGreaterThan(0.9 * (written?.width ?? 0));
    expect(filmed?.width).toBeLessThan(1.1 * (written?.width ?? 0));
  });
});

import { readFile } from 'node:fs/promises';
import { inkOfJson } from '../../formats/ink.ts';
import type { Point } from '../../reading/geometry.ts';
import type { AirInk } from '../../reading/strokes/ink.ts';
import { createInkRecorder } from '../../reading/strokes/inkRecorder.ts';

/** What may lie beside a film, as the generator of films writes it. */
export interface ClipTruth {
  /** What was written, from `NAME.strokes.json`; null where there is none. */
  readonly ink: AirInk | null;
  /** The tip in each frame, px of the frame, from `NAME.tips.tsv`: null where it is hidden. */
  readonly tips: readonly (Point | null)[] | null;
}

/**
 * @param film its path, ending in `.y4m`
 * @throws Error where the strokes cannot be understood
 */
export async function readClipTruth(film: string): Promise<ClipTruth> {
  const path = film.replace(/\.y4m$/, '');
  const [strokes, tips] = await Promise.all(
    [`${path}.strokes.json`, `${path}.tips.tsv`].map(readIfThere),
  );
  return {
    ink: strokes == null ? null : asWritten(strokes, `${path}.strokes.json`),
    tips: tips == null ? null : tips.trimEnd().split('\n').map(tipOf),
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The strokes as a pen in the air leaves them: fast straight travel is told apart. */
function asWritten(content: string, path: string): AirInk {
  const ink = inkOfJson(JSON.parse(content));
  if (ink === null) throw new Error(`${path} holds no strokes`);
  const recorder = createInkRecorder();
  recorder.setTravelSought(true);
  for (const { points } of ink.strokes) {
    for (const point of points) recorder.add(point);
    recorder.lift();
  }
  return recorder.ink();
}

function tipOf(row: string): Point | null {
  const [, x = '', y = ''] = row.split('\t');
  const tip = { x: Number(x), y: Number(y) };
  return x === '' || y === '' || Number.isNaN(tip.x + tip.y) ? null : tip;
}

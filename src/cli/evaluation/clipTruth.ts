import { readFile } from 'node:fs/promises';
import { writingsOfJson } from '../../formats/inkJson.ts';
import type { Point } from '../../reading/geometry.ts';
import type { Ink } from '../../reading/strokes/ink.ts';
import { createInkStore } from '../../reading/strokes/inkStore.ts';

/** What may lie beside a film, as the generator of films writes it. */
export interface ClipTruth {
  /** What was written, from `NAME.strokes.json`; null where there is none. */
  readonly ink: Ink | null;
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
function asWritten(content: string, path: string): Ink {
  const written = writingsOfJson(JSON.parse(content))?.[0];
  if (written === undefined) throw new Error(`${path} holds no strokes`);
  const store = createInkStore();
  for (const { points } of written.ink.strokes) {
    store.apply([
      { do: 'begin', mayTravel: true },
      ...points.map((point) => ({ do: 'write', point }) as const),
      { do: 'lift' },
    ]);
  }
  return store.ink();
}

function tipOf(row: string): Point | null {
  const [, x = '', y = ''] = row.split('\t');
  const tip = { x: Number(x), y: Number(y) };
  return x === '' || y === '' || Number.isNaN(tip.x + tip.y) ? null : tip;
}

import { type Writing, writingsOfJson, writingsToJson } from '../../formats/inkJson.ts';
import { writingOfInkMl, writingToInkMl } from '../../formats/inkMl.ts';
import { inkToSvg } from '../../formats/inkSvg.ts';
import { ReadingError } from '../../reading/errors.ts';
import type { TextFile } from '../files/saveFile.ts';
import { penWidth } from './inkPath.ts';

export const INK_FORMATS = [
  { format: 'svg', label: 'Drawing', note: '.svg' },
  { format: 'png', label: 'Picture', note: '.png' },
  { format: 'inkml', label: 'Strokes for other programs', note: '.inkml' },
  { format: 'json', label: 'Strokes and text', note: '.json' },
] as const;

export type InkFormat = (typeof INK_FORMATS)[number]['format'];

/** Files that ink can be opened from. */
export const INK_FILES = '.inkml,.json,application/inkml+xml,application/json';
/** A day's writing has a few million bytes. */
const MAX_BYTES = 64_000_000;

/** Dark pen on no paper. */
const INK_COLOUR = '#16202e';

/** Ink as a drawing that can be scaled, with its text as title. */
export function inkAsSvg({ ink, size, text }: Writing): TextFile {
  return {
    name: 'air-writing.svg',
    mediaType: 'image/svg+xml',
    text: inkToSvg(ink, { colour: INK_COLOUR, widthPx: penWidth(size.width) }, text),
  };
}

/** Strokes with their times, and the text that was read in them; one entry a writing. */
export function inkAsJson(writings: readonly Writing[]): TextFile {
  return {
    name: 'air-writing.json',
    mediaType: 'application/json',
    text: `${JSON.stringify(writingsToJson(writings), null, 1)}\n`,
  };
}

/** Ink as InkML, which other programs open. */
export function inkAsInkMl(writing: Writing): TextFile {
  return {
    name: 'air-writing.inkml',
    mediaType: 'application/inkml+xml',
    text: writingToInkMl(writing),
  };
}

/**
 * The newest writing of a file, as wide as told.
 * @throws ReadingError `ink-file-invalid`
 */
export async function openInkFile(file: Blob, width: number): Promise<Writing> {
  if (file.size > MAX_BYTES) throw new ReadingError('ink-file-invalid', { detail: 'too large' });
  const writing = inkOfText(await file.text());
  if (writing === null || writing.ink.strokes.length === 0) {
    throw new ReadingError('ink-file-invalid');
  }
  const factor = width / writing.size.width;
  if (factor === 1) return writing;
  const strokes = writing.ink.strokes.map((stroke) => ({
    ...stroke,
    points: stroke.points.map((p) => ({ ...p, x: p.x * factor, y: p.y * factor })),
    ...(stroke.widthPx === undefined ? {} : { widthPx: stroke.widthPx * factor }),
  }));
  const size = { width, height: writing.size.height * factor };
  return { ...writing, size, ink: { strokes } };
}

function inkOfText(text: string): Writing | null {
  if (!text.trimStart().startsWith('{')) return writingOfInkMl(text);
  try {
    return writingsOfJson(JSON.parse(text))?.at(-1) ?? null;
  } catch {
    return null;
  }
}

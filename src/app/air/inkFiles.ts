import { type Writing, writingsToJson } from '../../formats/inkJson.ts';
import { inkToSvg } from '../../formats/inkSvg.ts';
import type { TextFile } from '../files/saveFile.ts';
import { penWidth } from './inkPath.ts';

export const INK_FORMATS = [
  { format: 'svg', label: 'Drawing', note: '.svg' },
  { format: 'png', label: 'Picture', note: '.png' },
  { format: 'json', label: 'Strokes and text', note: '.json' },
] as const;

export type InkFormat = (typeof INK_FORMATS)[number]['format'];

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

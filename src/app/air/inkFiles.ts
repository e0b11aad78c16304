import type { AirInk } from '../../reading/strokes/ink.ts';
import type { TextFile } from '../files/saveFile.ts';
import type { Size } from '../stage/displayGeometry.ts';
import { penWidth, svgPath } from './inkPath.ts';

/** Ink with its text, as it stood when it was done. */
export interface Writing {
  readonly ink: AirInk;
  /** Size of the picture that the ink's points are px of. */
  readonly size: Size;
  /** A line a row. */
  readonly text: string;
}

export const INK_FORMATS = [
  { format: 'svg', label: 'Drawing', note: '.svg' },
  { format: 'png', label: 'Picture', note: '.png' },
  { format: 'json', label: 'Strokes and text', note: '.json' },
] as const;

export type InkFormat = (typeof INK_FORMATS)[number]['format'];

/** Ink as a drawing that can be scaled, with its text as title. */
export function inkAsSvg({ ink, size, text }: Writing): TextFile {
  const paths = ink.strokes.map(({ points }) => `  <path d="${svgPath(points)}"/>`);
  return {
    name: 'air-writing.svg',
    mediaType: 'image/svg+xml',
    text: [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.round(size.width)} ${Math.round(size.height)}">`,
      `  <title>${escapeXml(text)}</title>`,
      `  <g fill="none" stroke="#16202e" stroke-width="${round(penWidth(size.width))}" stroke-linecap="round" stroke-linejoin="round">`,
      ...paths.map((path) => `  ${path}`),
      '  </g>',
      '</svg>',
      '',
    ].join('\n'),
  };
}

/** Strokes with their times, and the text that was read in them; one entry a writing. */
export function inkAsJson(writings: readonly Writing[]): TextFile {
  return {
    name: 'air-writing.json',
    mediaType: 'application/json',
    text: `${JSON.stringify(
      {
        format: 'handlens-strokes',
        version: 1,
        writings: writings.map(({ ink, size, text }) => ({
          text,
          width: Math.round(size.width),
          height: Math.round(size.height),
          strokes: ink.strokes.map(({ points, line }) => ({
            line,
            points: points.map(({ x, y, timeMs }) => [round(x), round(y), round(timeMs)]),
          })),
        })),
      },
      null,
      1,
    )}\n`,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

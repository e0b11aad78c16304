import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { ReadingError } from '../../reading/errors.ts';

/** Open fonts (OFL) that pictures for tests and the benchmark are drawn with. */
const FILES = {
  Caveat: '@fontsource/caveat/files/caveat-latin-400-normal.woff2',
  Kalam: '@fontsource/kalam/files/kalam-latin-400-normal.woff2',
  'Patrick Hand': '@fontsource/patrick-hand/files/patrick-hand-latin-400-normal.woff2',
  'Indie Flower': '@fontsource/indie-flower/files/indie-flower-latin-400-normal.woff2',
  'Libre Baskerville':
    '@fontsource/libre-baskerville/files/libre-baskerville-latin-400-normal.woff2',
  'Libre Baskerville Bold':
    '@fontsource/libre-baskerville/files/libre-baskerville-latin-700-normal.woff2',
} as const;

export type PictureFont = keyof typeof FILES;

/** Makes a font known to the canvas, once; gives the family name to draw with. */
export function pictureFont(font: PictureFont): string {
  const family = `Handlens ${font}`;
  if (GlobalFonts.has(family)) return family;
  const path = createRequire(import.meta.url).resolve(FILES[font]);
  if (!GlobalFonts.registerFromPath(path, family)) {
    throw new ReadingError('internal', { detail: `the font ${font} could not be loaded` });
  }
  return family;
}

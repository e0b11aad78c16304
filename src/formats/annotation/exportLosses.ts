import type { AnnotatedImage, AnnotationFormatName } from './annotation.ts';
import { type ExportLoss, type ExportLossCode, exportLoss } from './annotationFormat.ts';
import { keptLosses } from './keptInFile.ts';

/** What may be said of a box or a picture beyond place and class; each format has places for some. */
export type Sayable =
  | 'verified'
  | 'difficult'
  | 'transcription'
  | 'attributes'
  | 'polygon'
  | 'picture-attributes';

type Said = (image: AnnotatedImage) => boolean;

const SAID: Readonly<Record<Sayable & ExportLossCode, Said>> = {
  verified: ({ verified }) => verified,
  difficult: ({ boxes }) => boxes.some(({ difficult }) => difficult),
  transcription: ({ boxes }) => boxes.some(({ transcription }) => transcription !== null),
  attributes: ({ boxes }) => boxes.some(({ attributes }) => attributes !== undefined),
  polygon: ({ boxes }) => boxes.some(({ polygon }) => polygon !== undefined),
  'picture-attributes': ({ attributes }) => attributes !== undefined,
};

/**
 * What is said of a picture and its boxes, here or in its files alone, that a format has no place for.
 * @param held what the format can say
 */
export function lossesBeyond(
  image: AnnotatedImage,
  format: AnnotationFormatName,
  held: readonly Sayable[],
): readonly ExportLoss[] {
  const said = (Object.keys(SAID) as Sayable[]).filter(
    (what) => !held.includes(what) && SAID[what](image),
  );
  return [...said.map((what) => exportLoss(what, image.name)), ...keptLosses(image, format)];
}

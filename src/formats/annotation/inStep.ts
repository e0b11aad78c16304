import type { AnnotatedImage, AnnotationBox, ClassId, ImageSource } from './annotation.ts';

/**
 * Which text says just what a list of boxes says. Boxes are never changed in place, so the same list
 * need not be compared with the same text again: a folder of 1,000 pictures of which one was changed
 * is saved without reading the other 999 files anew. Forgotten with the list; all is compared then.
 */
const told = new WeakMap<readonly AnnotationBox[], Map<ImageSource['format'], Told>>();

interface Told {
  readonly text: string;
  readonly key: string;
}

/** Class names as a format writes them. */
export type ClassNames = ReadonlyMap<ClassId, string>;

type Drawn = Pick<AnnotatedImage, 'width' | 'height' | 'verified' | 'attributes' | 'boxes'>;

/** Notes that a text and the boxes, under these class names, say the same. */
export function noteInStep(
  image: Drawn,
  { format, text }: Pick<ImageSource, 'format' | 'text'>,
  names: ClassNames,
): void {
  const known = told.get(image.boxes) ?? new Map<ImageSource['format'], Told>();
  known.set(format, { text, key: keyOf(image, names) });
  told.set(image.boxes, known);
}

/** Whether that was noted, and nothing has changed since. */
export function isInStep(
  image: Drawn,
  { format, text }: Pick<ImageSource, 'format' | 'text'>,
  names: ClassNames,
): boolean {
  const known = told.get(image.boxes)?.get(format);
  return known !== undefined && known.text === text && known.key === keyOf(image, names);
}

function keyOf({ width, height, verified, attributes, boxes }: Drawn, names: ClassNames): string {
  const called = boxes.map(({ classId }) => names.get(classId) ?? classId);
  return [width, height, verified, JSON.stringify(attributes ?? null), ...called].join('\n');
}

import type { Point } from '../../reading/geometry.ts';

/** Names a class for good: made once, never changed or used again, however the class is called. */
export type ClassId = string;

/** A kind of thing that boxes are drawn around. */
export interface AnnotationClass {
  readonly id: ClassId;
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  /** What may be said of its boxes; more may be said of any single box. */
  readonly attributes?: readonly AttributeDefinition[];
  /** What it was called before, so that files written under those names are known again. */
  readonly formerNames?: readonly string[];
}

export interface AttributeDefinition {
  readonly name: string;
  /** What to choose from; empty where anything may be written. */
  readonly values: readonly string[];
}

/** A box in px of the upright picture; corners may lie between pixels. */
export interface AnnotationBox {
  readonly id: string;
  readonly classId: ClassId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly difficult: boolean;
  /** What is written in the box; null where nobody said. */
  readonly transcription: string | null;
  /** The outline of a polygon or a turned box, px; the box is the upright one around it. */
  readonly polygon?: readonly Point[];
  /** What else was said of it, such as `occluded` or `pose`. */
  readonly attributes?: Attributes;
}

/** Names and values as people give them; all values are text. */
export type Attributes = Readonly<Record<string, string>>;

export const ANNOTATION_FORMATS = [
  'voc',
  'yolo',
  'createml',
  'coco',
  'labelme',
  'page',
  'alto',
  'labels',
  'boxes',
  'truth',
] as const;

export type AnnotationFormatName = (typeof ANNOTATION_FORMATS)[number];

/**
 * What a file says of one picture, as it stood when it was last read or written. Only the formats
 * look inside: whatever we do not model is kept from here, and what nobody changed stays as it was,
 * byte for byte.
 */
export interface ImageSource {
  readonly format: AnnotationFormatName;
  /** The annotation's file, relative to the folder. */
  readonly path: string;
  /** The file, or the picture's part of a file that speaks of many. */
  readonly text: string;
  /** Ids of the boxes in the order of the text; null for those that could not be read. */
  readonly boxIds: readonly (string | null)[];
  /** Classes in the same order, where the text has numbers that mean something elsewhere only. */
  readonly classIds?: readonly (ClassId | null)[];
  /** The file without its pictures, where it says more than they do (COCO: licences, categories). */
  readonly frame?: string;
}

export interface AnnotatedImage {
  /** Path relative to the folder, with `/`. */
  readonly name: string;
  /** Px of the upright picture. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation of the stored picture; missing where it is stored upright. */
  readonly orientation?: number;
  readonly boxes: readonly AnnotationBox[];
  /** A person looked at the whole picture and found its boxes right. */
  readonly verified: boolean;
  /** What was said of the whole picture, such as its light. */
  readonly attributes?: Attributes;
  /** At most one of each format. */
  readonly sources?: readonly ImageSource[];
}

export interface AnnotationSet {
  readonly classes: readonly AnnotationClass[];
  readonly images: readonly AnnotatedImage[];
}

/** Colours of classes in the order they are made; told apart in both themes and when printed. */
const COLOURS = [
  '#2f6fed',
  '#d9480f',
  '#2b8a3e',
  '#ae3ec9',
  '#c2255c',
  '#0c8599',
  '#8d6e00',
  '#5f3dc4',
  '#a61e4d',
  '#1864ab',
  '#5c940d',
  '#9c36b5',
] as const;

/** The colour of the class that is made when `count` classes are there. */
export function classColour(count: number): string {
  return COLOURS[count % COLOURS.length] ?? COLOURS[0];
}

/** The class of a name: by its name now, else by one that it had before; null where there is none. */
export function classNamed(
  classes: readonly AnnotationClass[],
  name: string,
): AnnotationClass | null {
  return (
    classes.find((known) => known.name === name) ??
    classes.find((known) => known.formerNames?.includes(name) ?? false) ??
    null
  );
}

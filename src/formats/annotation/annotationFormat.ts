import type {
  AnnotatedImage,
  AnnotationClass,
  AnnotationFormatName,
  AnnotationSet,
} from './annotation.ts';
import type { ImportReport } from './importReport.ts';

/** Annotation files by their path relative to the folder, with `/`. */
export type AnnotationFiles = ReadonlyMap<string, string>;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** EXIF orientation of the stored picture; missing where it is stored upright. */
  readonly orientation?: number;
}

export interface ReadOptions {
  /** Classes that are there already; the set starts with them, unchanged and in this order. */
  readonly classes?: readonly AnnotationClass[];
  /**
   * Upright sizes of the pictures in the folder by path. Annotations of other pictures are skipped
   * and reported. Without it the files' own sizes count, where they have any.
   */
  readonly pictures?: ReadonlyMap<string, PictureSize>;
  /** Makes an id that was never used before. */
  readonly newId: () => string;
}

export interface ReadAnnotations {
  /** Known classes first, new ones after them; pictures in the order of the files. */
  readonly set: AnnotationSet;
  readonly report: ImportReport;
}

/** Something that a format has no place for. */
export interface ExportLoss {
  readonly image: string;
  readonly code: ExportLossCode;
  readonly sentence: string;
}

const LOSSES = {
  transcription: 'This format has no place for texts.',
  attributes: 'This format has no place for attributes of boxes, such as “occluded”.',
  polygon: 'This format has no place for outlines; the boxes around them were written.',
  'picture-attributes': 'This format has no place for attributes of a whole picture.',
  classes: 'This format has no place for classes; all boxes became lines.',
  'key-points': 'Key points stay in the file that they came from; this format got the boxes alone.',
  masks:
    'Masks and outlines of several parts stay in the file that they came from; this format got the boxes alone.',
  parts: 'Parts of objects stay in the file that they came from; this format got the boxes alone.',
  curves: 'Circles stay in the file that they came from; this format got the boxes around them.',
  baselines:
    'Baselines and places of words stay in the file that they came from; this format got the lines alone.',
  others: 'More is said of a box than this page knows; it stays in the file that it came from.',
  confidence: 'This format has no place for how sure a detector was.',
  mask: 'A mask of runs could not follow its box; it was emptied.',
  difficult: 'This format has no place for the mark “difficult”.',
  verified: 'This format has no place for the mark “verified”.',
  'image-name': 'The name of this picture cannot stand in this format; it was left out.',
  'class-name': 'The name of a class cannot stand in this format; it was changed.',
  'text-changed': 'A text had tabs or line breaks; they became spaces.',
  class: 'This format has no place for this class; its boxes were left out.',
  'no-text': 'This format lists texts only; boxes without one were left out.',
  'line-words':
    'A line has more words now, or fewer: where each of them stands in it is not said any more.',
  'standing-broken': 'The file that stands there cannot be read, so it was left as it is.',
} as const;

export type ExportLossCode = keyof typeof LOSSES;

export function exportLoss(code: ExportLossCode, image: string): ExportLoss {
  return { code, image, sentence: LOSSES[code] };
}

/** A part of a picture that `labels.tsv` names: to be cut out and stored under `path` as PNG. */
export interface Crop {
  readonly path: string;
  readonly image: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WrittenAnnotations {
  /** Files to write: those that are new or differ from what stands. */
  readonly files: AnnotationFiles;
  /** Pictures to cut out; only `labels` has any. */
  readonly crops: readonly Crop[];
  /** The set's pictures with new sources: to be kept in the project once the files are down. */
  readonly images: readonly AnnotatedImage[];
  readonly losses: readonly ExportLoss[];
}

/** Reads annotation files of a kind. */
export interface AnnotationReader {
  /** What people call it. */
  readonly title: string;
  /** Whether a file may be one of this format, by its path alone. */
  accepts(path: string): boolean;
  /** Reads what is there; what is not right is reported and left out, the rest comes in. */
  read(files: AnnotationFiles, options: ReadOptions): ReadAnnotations;
}

/** A kind that is also written. */
export interface AnnotationFormat extends AnnotationReader {
  readonly name: AnnotationFormatName;
  /**
   * Writes a set. What stands in the folder is merged: what others added stays, what nobody changed
   * keeps its bytes. Without `standing` all files are written, as into an empty folder.
   */
  write(set: AnnotationSet, standing?: AnnotationFiles): WrittenAnnotations;
}

import type {
  AnnotationBox,
  AnnotationClass,
  AttributeDefinition,
  Attributes,
  ClassId,
  ImageSource,
} from '../../../formats/annotation/annotation.ts';
import type { Box, Point } from '../../../reading/geometry.ts';
import type { ProjectImage, ProjectSettings, Suggestion } from './project.ts';

/** A copy of a box under a new id. */
export interface BoxCopy {
  readonly boxId: string;
  readonly newId: string;
}

/** What an import adds to a picture that is already here. */
export interface ImportedAnnotations {
  readonly imageId: string;
  readonly boxes: readonly AnnotationBox[];
  /** What the file says of boxes that are here already, under their ids. */
  readonly known?: readonly AnnotationBox[];
  readonly verified: boolean;
  /** What was said of the whole picture. */
  readonly attributes?: Attributes;
  /** What was read; kept so that writing it back leaves alone what nobody changed. */
  readonly sources: readonly ImageSource[];
}

/**
 * Everything a person can do to a project. Each is one step of undo, except `settings`, which is
 * saved but not undone. A command that names something that is not there changes nothing.
 */
export type ProjectCommand =
  | { readonly type: 'add-box'; readonly imageId: string; readonly box: AnnotationBox }
  /** Moves and resizes: the box as it is after the gesture. */
  | {
      readonly type: 'place-box';
      readonly imageId: string;
      readonly boxId: string;
      readonly place: Box;
    }
  /** Turns a box, or gives it another outline, px; an upright rectangle makes it a plain box. */
  | {
      readonly type: 'shape-box';
      readonly imageId: string;
      readonly boxId: string;
      readonly outline: readonly Point[];
    }
  /** Moves by whole steps, px; boxes stop at the picture's edges. */
  | {
      readonly type: 'nudge-boxes';
      readonly imageId: string;
      readonly boxIds: readonly string[];
      readonly dx: number;
      readonly dy: number;
    }
  /** Copies stand beside their originals, shifted by `shift` px to the right and down. */
  | {
      readonly type: 'duplicate-boxes';
      readonly imageId: string;
      readonly copies: readonly BoxCopy[];
      readonly shift: number;
    }
  | {
      readonly type: 'delete-boxes';
      readonly imageId: string;
      readonly boxIds: readonly string[];
    }
  /** Boxes of another picture (LabelImg: of the previous one), clipped to this one. */
  | {
      readonly type: 'copy-boxes';
      readonly fromImageId: string;
      readonly imageId: string;
      readonly copies: readonly BoxCopy[];
    }
  | {
      readonly type: 'set-class';
      readonly imageId: string;
      readonly boxIds: readonly string[];
      readonly classId: ClassId;
    }
  | {
      readonly type: 'set-difficult';
      readonly imageId: string;
      readonly boxIds: readonly string[];
      readonly difficult: boolean;
    }
  /** Says something of boxes; null takes it back. */
  | {
      readonly type: 'set-attribute';
      readonly imageId: string;
      readonly boxIds: readonly string[];
      readonly name: string;
      readonly value: string | null;
    }
  /** Says something of whole pictures; null takes it back. */
  | {
      readonly type: 'set-picture-attribute';
      readonly imageIds: readonly string[];
      readonly name: string;
      readonly value: string | null;
    }
  | {
      readonly type: 'set-transcription';
      readonly imageId: string;
      readonly boxId: string;
      readonly text: string;
    }
  /** What the reader read, put only where nobody has written anything. */
  | {
      readonly type: 'fill-transcriptions';
      readonly imageId: string;
      readonly texts: readonly { readonly boxId: string; readonly text: string }[];
    }
  | {
      readonly type: 'set-verified';
      readonly imageIds: readonly string[];
      readonly verified: boolean;
    }
  /** Appends; use `newClass`. A name or id that is taken changes nothing. */
  | { readonly type: 'add-classes'; readonly classes: readonly AnnotationClass[] }
  | { readonly type: 'rename-class'; readonly classId: ClassId; readonly name: string }
  | { readonly type: 'recolour-class'; readonly classId: ClassId; readonly colour: string }
  /** What may be said of the boxes of a class; what is said of any stays. */
  | {
      readonly type: 'define-attributes';
      readonly classId: ClassId;
      readonly attributes: readonly AttributeDefinition[];
    }
  /** Order on the screen only: ids, and so every file, stay as they are. */
  | { readonly type: 'move-class'; readonly classId: ClassId; readonly to: number }
  /** New pictures, with the classes and boxes that were found beside them. */
  | {
      readonly type: 'add-images';
      readonly images: readonly ProjectImage[];
      readonly classes: readonly AnnotationClass[];
    }
  | { readonly type: 'remove-images'; readonly imageIds: readonly string[] }
  /** Adds boxes to pictures that are here; what stands there already stays. */
  | {
      readonly type: 'import-annotations';
      readonly classes: readonly AnnotationClass[];
      readonly images: readonly ImportedAnnotations[];
    }
  /** Replaces the picture's open suggestions; those that lie on a person's box are dropped. */
  | {
      readonly type: 'suggest';
      readonly imageId: string;
      readonly suggestions: readonly Suggestion[];
    }
  | {
      readonly type: 'accept-suggestions';
      readonly imageId: string;
      readonly suggestionIds: readonly string[];
    }
  /** Notes what a model found, to be measured by a verified picture; no step of undo. */
  | {
      readonly type: 'propose';
      readonly imageId: string;
      readonly found: readonly Suggestion[];
    }
  /** Another model proposes from now on: nothing is known of it, least of all by pictures it learnt from. */
  | { readonly type: 'forget-proposals'; readonly seenImageIds: readonly string[] }
  /** Accepts all shown suggestions of all pictures from this score on. */
  | { readonly type: 'accept-sure'; readonly score: number }
  | {
      readonly type: 'reject-suggestions';
      readonly imageId: string;
      readonly suggestionIds: readonly string[];
    }
  | { readonly type: 'rename-project'; readonly name: string }
  | { readonly type: 'settings'; readonly settings: Partial<ProjectSettings> };

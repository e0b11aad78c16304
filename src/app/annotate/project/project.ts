import {
  type AnnotatedImage,
  type AnnotationBox,
  type AnnotationClass,
  type AnnotationFormatName,
  type AnnotationSet,
  type ClassId,
  classColour,
  type ImageSource,
} from '../../../formats/annotation/annotation.ts';
import type { PictureSize } from '../../../formats/annotation/annotationFormat.ts';

/** A box that a model found and nobody has judged yet. */
export interface Suggestion extends Omit<AnnotationBox, 'difficult'> {
  /** 0..1. */
  readonly score: number;
}

/** One picture with everything known of it; where its pixels lie, its `PictureSource` tells. */
export interface ProjectImage extends AnnotatedImage {
  readonly id: string;
  readonly sources: readonly ImageSource[];
  readonly suggestions: readonly Suggestion[];
  /** All that a model found here the last time, empty where nothing: in verified pictures it shows how right it is. */
  readonly proposed?: readonly Suggestion[];
}

/** What is chosen rather than made: saved with the project, no part of undo. */
export interface ProjectSettings {
  /** Class that a new box gets without being asked; null asks. */
  readonly defaultClassId: ClassId | null;
  /** All new boxes take the class of the last one. */
  readonly singleClass: boolean;
  /** Classes used last, the latest first. */
  readonly recentClassIds: readonly ClassId[];
  /** The picture looked at last. */
  readonly currentImageId: string | null;
  readonly drawSquares: boolean;
  /** Suggestions below this score are not shown, 0..1. */
  readonly suggestionThreshold: number;
  /** Suggesting for all pictures was begun and is not done. */
  readonly suggestsAll: boolean;
  /** Format of saving into the folder; null until one was chosen. */
  readonly folderFormat: AnnotationFormatName | null;
}

/** A project: plain data that is never changed in place. Its pictures stand in their order. */
export interface Project extends AnnotationSet {
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  /** In the order of the screen. */
  readonly classes: readonly AnnotationClass[];
  readonly images: readonly ProjectImage[];
  readonly settings: ProjectSettings;
}

export const DEFAULT_PROJECT_SETTINGS: ProjectSettings = {
  defaultClassId: null,
  singleClass: false,
  recentClassIds: [],
  currentImageId: null,
  drawSquares: false,
  suggestionThreshold: 0.4,
  suggestsAll: false,
  folderFormat: null,
};

let lastMs = 0;
let serial = 0;

/**
 * An id for a box, a class, a picture, a folder or a project that no other has; later ones sort
 * after earlier ones.
 */
export function newId(): string {
  const nowMs = Math.max(lastMs, Date.now());
  serial = nowMs === lastMs ? serial + 1 : 0;
  lastMs = nowMs;
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  const parts = [nowMs.toString(36).padStart(9, '0'), serial.toString(36).padStart(4, '0')];
  return [...parts, random.toString(36).padStart(7, '0')].join('');
}

export function emptyProject(name: string, nowMs: number): Project {
  return {
    id: newId(),
    name,
    createdMs: nowMs,
    classes: [],
    images: [],
    settings: DEFAULT_PROJECT_SETTINGS,
  };
}

export function imageOf(project: Project, imageId: string): ProjectImage | null {
  return project.images.find(({ id }) => id === imageId) ?? null;
}

export function classOf(project: Project, classId: ClassId | null): AnnotationClass | null {
  return project.classes.find(({ id }) => id === classId) ?? null;
}

/** The class a new box gets without asking; null where the person is to be asked. */
export function classOfNewBox({ classes, settings }: Project): AnnotationClass | null {
  const known = (id: ClassId | null | undefined): AnnotationClass | null =>
    classes.find((candidate) => candidate.id === id) ?? null;
  const last = settings.singleClass ? known(settings.recentClassIds[0]) : null;
  return (
    last ?? known(settings.defaultClassId) ?? (classes.length === 1 ? known(classes[0]?.id) : null)
  );
}

/** Classes used last, the latest first; one that was undone since is left out. */
export function recentClasses({ classes, settings }: Project): readonly AnnotationClass[] {
  return settings.recentClassIds.flatMap((id) => classes.filter((known) => known.id === id));
}

/** The picture to show when the project opens: the last one looked at, else the first. */
export function currentImage(project: Project): ProjectImage | null {
  const { currentImageId } = project.settings;
  return (
    (currentImageId === null ? null : imageOf(project, currentImageId)) ?? project.images[0] ?? null
  );
}

/** A class to append under a new name. */
export function newClass(classes: readonly AnnotationClass[], name: string): AnnotationClass {
  return { id: newId(), name, colour: classColour(classes.length) };
}

/** Classes in the order they were made: a file numbers them so, however they stand on the screen. */
export function classesAsMade(classes: readonly AnnotationClass[]): readonly AnnotationClass[] {
  return classes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** A picture that nobody has drawn in yet. */
export function newImage(name: string, size: PictureSize): ProjectImage {
  return {
    id: newId(),
    name,
    ...size,
    boxes: [],
    verified: false,
    sources: [],
    suggestions: [],
  };
}

import type { Box } from '../../../reading/geometry.ts';

/** What kind of thing a box holds. The id never changes and is never given twice. */
export interface ProjectClass {
  /** Counts from 0; the line of `classes.txt`, whatever the order on the screen. */
  readonly id: number;
  readonly name: string;
  /** CSS colour, `#rrggbb`. */
  readonly colour: string;
}

/** A box that a person made or accepted; px of the upright picture. */
export interface ProjectBox extends Box {
  readonly id: string;
  readonly classId: number;
  readonly difficult: boolean;
  /** What stands in the box; empty where nobody wrote it down. */
  readonly transcription: string;
  /** Read from a file that says so: the thing goes on outside the picture. */
  readonly truncated: boolean;
}

/** A box that a model found and nobody has judged yet. */
export interface Suggestion extends Box {
  readonly id: string;
  readonly classId: number;
  /** 0..1. */
  readonly score: number;
  readonly transcription: string;
}

/** One picture with everything known of it; where its pixels lie, the picture sources tell. */
export interface ProjectImage {
  readonly id: string;
  /** Path inside the folder it came from, `/` between its parts; the bare name without folder. */
  readonly path: string;
  /** Size of the upright picture, px. */
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ProjectBox[];
  readonly verified: boolean;
  readonly suggestions: readonly Suggestion[];
}

/** What is chosen rather than made: saved with the project, no part of undo. */
export interface ProjectSettings {
  /** Class that a new box gets without being asked; null asks. */
  readonly defaultClassId: number | null;
  /** All new boxes take the class of the last one. */
  readonly singleClass: boolean;
  /** Classes used last, the latest first. */
  readonly recentClassIds: readonly number[];
  /** The picture looked at last. */
  readonly currentImageId: string | null;
  readonly drawSquares: boolean;
  /** Suggestions below this score are not shown, 0..1. */
  readonly suggestionThreshold: number;
  /** Format of saving into the folder; null until one was chosen. */
  readonly folderFormat: string | null;
}

/** A project: plain data that is never changed in place. Its pictures stand in their order. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly createdMs: number;
  /** In the order of the screen. */
  readonly classes: readonly ProjectClass[];
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
  folderFormat: null,
};

/** An id for a box, a picture or a project that no other has. */
export function newId(): string {
  return crypto
    .getRandomValues(new Uint32Array(3))
    .reduce((id, part) => id + part.toString(36), '');
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

export function classOf(project: Project, classId: number | null): ProjectClass | null {
  return project.classes.find(({ id }) => id === classId) ?? null;
}

/** The class a new box gets without asking; null where the person is to be asked. */
export function classOfNewBox({ classes, settings }: Project): ProjectClass | null {
  const known = (id: number | null | undefined): ProjectClass | null =>
    classes.find((candidate) => candidate.id === id) ?? null;
  const last = settings.singleClass ? known(settings.recentClassIds[0]) : null;
  return (
    last ?? known(settings.defaultClassId) ?? (classes.length === 1 ? known(classes[0]?.id) : null)
  );
}

/** Classes used last, the latest first; one that was undone since is left out. */
export function recentClasses({ classes, settings }: Project): readonly ProjectClass[] {
  return settings.recentClassIds.flatMap((id) => classes.filter((known) => known.id === id));
}

/** The picture to show when the project opens: the last one looked at, else the first. */
export function currentImage(project: Project): ProjectImage | null {
  const { currentImageId } = project.settings;
  return (
    (currentImageId === null ? null : imageOf(project, currentImageId)) ?? project.images[0] ?? null
  );
}

const COLOURS = [
  '#e5484d',
  '#0091ff',
  '#30a46c',
  '#f76b15',
  '#8e4ec6',
  '#00a2c7',
  '#e93d82',
  '#978365',
  '#99d52a',
  '#3e63dd',
  '#ffb224',
  '#12a594',
] as const;

/** A colour for the class of this id; neighbours differ clearly. */
export function classColour(classId: number): string {
  return COLOURS[classId % COLOURS.length] ?? COLOURS[0];
}

/** The class that comes next under a new name: its id is one above the highest ever seen here. */
export function nextClass(classes: readonly ProjectClass[], name: string): ProjectClass {
  const id = classes.reduce((highest, known) => Math.max(highest, known.id), -1) + 1;
  return { id, name, colour: classColour(id) };
}

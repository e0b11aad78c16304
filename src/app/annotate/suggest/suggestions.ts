import {
  type AnnotationClass,
  type ClassId,
  classNamed,
} from '../../../formats/annotation/annotation.ts';
import type { Box } from '../../../reading/geometry.ts';
import { scaleBox } from '../../../reading/geometry.ts';
import type { PictureReading, TextbookPage } from '../../../reading/results.ts';
import type { Detections } from '../../../worker/client.ts';
import {
  newClass,
  newId,
  type Project,
  type ProjectImage,
  type Suggestion,
} from '../project/project.ts';
import type { ProjectSession } from '../project/sessionState.ts';

/** What a model found: a box in px of the picture, what it is called there, and how sure it is. */
export interface Found {
  readonly box: Box;
  readonly className: string;
  /** The class that is meant, where the model was trained on this project. */
  readonly classId?: ClassId;
  readonly score: number;
  readonly text: string | null;
}

/** Lines of a picture that was read, in px of the picture as it is. */
export function foundLines(reading: PictureReading, width: number): readonly Found[] {
  const scale = width / reading.width;
  return reading.lines.map(({ box, lineClass, score, reading: read }) => ({
    box: scaleBox(box, scale),
    className: lineClass,
    score,
    text: read.text === '' ? null : read.text,
  }));
}

/** Chapter and title of a textbook page, in px of the picture as it is. */
export function foundPageParts(page: TextbookPage, width: number): readonly Found[] {
  if (page.kind === 'body') return [];
  const scale = width / page.width;
  return (['chapter', 'title'] as const).flatMap((className) => {
    const part = page[className];
    if (!part) return [];
    const { box, confidence, text } = part;
    return [{ box: scaleBox(box, scale), className, score: confidence, text }];
  });
}

/**
 * What a detector of somebody's own found, in px of the picture as it is.
 * @param classIds the project's classes by what the detector calls them, where it was trained on them
 */
export function foundThings(
  found: Detections,
  width: number,
  classIds: ReadonlyMap<string, ClassId> = new Map(),
): readonly Found[] {
  const scale = width / found.width;
  return found.things.map(({ box, className, score }) => {
    const classId = classIds.get(className);
    const named = classId === undefined ? {} : { classId };
    return { box: scaleBox(box, scale), className, ...named, score, text: null };
  });
}

/**
 * Suggestions out of what was found, and the classes that they need and the project does not have.
 * Where the person works with one class, that class is meant, whatever the model calls it.
 */
export function suggestionsOf(
  project: Project,
  found: readonly Found[],
): { readonly suggestions: readonly Suggestion[]; readonly classes: readonly AnnotationClass[] } {
  const classes: AnnotationClass[] = [];
  const classIdOf = ({ className: name, classId }: Found): ClassId => {
    const known = [...project.classes, ...classes];
    const wanted = name.toLowerCase();
    const meant =
      known.find(({ id }) => id === classId) ??
      classNamed(known, name) ??
      known.find((each) => each.name.toLowerCase() === wanted);
    if (meant) return meant.id;
    const { defaultClassId, singleClass, recentClassIds } = project.settings;
    const chosen = singleClass ? recentClassIds[0] : defaultClassId;
    const standing = project.classes.find(({ id }) => id === chosen);
    if (standing) return standing.id;
    const made = newClass(known, name);
    classes.push(made);
    return made.id;
  };
  const suggestions = found.map((one) => ({
    id: newId(),
    classId: classIdOf(one),
    ...wholePixels(one.box),
    score: one.score,
    transcription: one.text,
  }));
  return { suggestions, classes };
}

/**
 * Puts what was found into a picture, with the classes that it needs: as suggestions, or where the
 * picture is verified only to be measured by it.
 */
export function putSuggestions(
  session: ProjectSession,
  image: ProjectImage,
  found: readonly Found[],
  { measureOnly = false }: { readonly measureOnly?: boolean } = {},
): void {
  const { project } = session.getSnapshot();
  const { suggestions, classes } = suggestionsOf(project, found);
  if (measureOnly || suggestions.length === 0) {
    session.run({ type: 'propose', imageId: image.id, found: suggestions });
    return;
  }
  const gesture = `suggest ${newId()}`;
  if (classes.length > 0) session.run({ type: 'add-classes', classes }, gesture);
  session.run({ type: 'suggest', imageId: image.id, suggestions }, gesture);
}

/** The smallest box of whole px that holds all of it. */
function wholePixels({ x, y, width, height }: Box): Box {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return {
    x: left,
    y: top,
    width: Math.ceil(x + width) - left,
    height: Math.ceil(y + height) - top,
  };
}

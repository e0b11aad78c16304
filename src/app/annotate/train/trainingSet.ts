import type { AnnotationClass, ClassId } from '../../../formats/annotation/annotation.ts';
import type { AnnotatedPicture } from '../../../reading/finetune/fineTune.ts';
import type { TrainedClass } from '../../../reading/finetune/trainedClass.ts';
import { classesAsMade, type Project } from '../project/project.ts';

/** What a project gives to be trained on: its verified pictures, and what of their boxes can be named. */
export interface TrainingSet {
  readonly imageIds: readonly string[];
  readonly pictures: readonly AnnotatedPicture[];
  /** Classes that have a box, in the order they were made, with how many. */
  readonly classes: readonly ClassToTrain[];
  readonly boxes: number;
}

export interface ClassToTrain extends Pick<AnnotationClass, 'id' | 'name' | 'formerNames'> {
  readonly boxes: number;
}

/** Pictures with boxes: fewer say nothing about others. */
export const LEAST_PICTURES = 5;
/** More the page does not load. */
const MOST_CLASSES = 100;

export function trainingSet(project: Project): TrainingSet {
  const names = new Map(project.classes.map(({ id, name }) => [id, name]));
  const verified = project.images.filter((image) => image.verified);
  const pictures = verified.map(({ width, height, boxes }) => ({
    width,
    height,
    boxes: boxes.flatMap(({ classId, x, y, width: wide, height: high }) => {
      const className = names.get(classId);
      return className === undefined || wide <= 0 || high <= 0
        ? []
        : [{ box: { x, y, width: wide, height: high }, className }];
    }),
  }));
  const all = pictures.flatMap(({ boxes }) => boxes);
  const byName = new Map<string, ClassToTrain>();
  for (const { id, name, formerNames = [] } of classesAsMade(project.classes)) {
    const boxes = all.filter(({ className }) => className === name).length;
    if (boxes > 0 && !byName.has(name)) byName.set(name, { id, name, formerNames, boxes });
  }
  const classes = [...byName.values()];
  return { imageIds: verified.map(({ id }) => id), pictures, classes, boxes: all.length };
}

/**
 * The classes of a set, as a model to start from may call them: one that was trained here calls them
 * as it did then, another may know them by any name that they have had.
 */
export function trainedClasses(
  { classes }: TrainingSet,
  classIds: ReadonlyMap<string, ClassId> = new Map(),
): readonly TrainedClass[] {
  const taken = new Set(classIds.values());
  return classes.map(({ id, name, formerNames = [] }) => {
    const then = [...classIds].flatMap(([called, known]) => (known === id ? [called] : []));
    return { name, knownAs: taken.has(id) ? then : [name, ...formerNames] };
  });
}

/** Why a set cannot be trained on, and what to do; null where it can. */
export function trainingRefusal({
  pictures,
  classes,
}: TrainingSet): { readonly message: string; readonly hint: string } | null {
  const withBoxes = pictures.filter(({ boxes }) => boxes.length > 0).length;
  const mark = 'Mark pictures as verified (Space) when their boxes are right.';
  if (withBoxes === 0) {
    return { message: 'No verified picture has a box.', hint: `Draw boxes first. ${mark}` };
  }
  if (withBoxes < LEAST_PICTURES) {
    return {
      message: `${withBoxes} verified ${withBoxes === 1 ? 'picture has' : 'pictures have'} boxes; at least ${LEAST_PICTURES} are needed.`,
      hint: mark,
    };
  }
  if (classes.length > MOST_CLASSES) {
    return {
      message: `${classes.length} classes are too many; ${MOST_CLASSES} can be trained.`,
      hint: 'Join some of them in the list of classes.',
    };
  }
  return null;
}

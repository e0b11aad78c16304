import type {
  AnnotationBox,
  AnnotationClass,
  AttributeDefinition,
  ClassId,
} from '../../../formats/annotation/annotation.ts';

/** Classes appended; one whose id or name is taken, or that has no name, is left out. */
export function appendClasses(
  classes: readonly AnnotationClass[],
  added: readonly AnnotationClass[],
): readonly AnnotationClass[] {
  const result = [...classes];
  for (const candidate of added) {
    const taken = result.some(({ id, name }) => id === candidate.id || name === candidate.name);
    if (candidate.name !== '' && !taken) result.push(candidate);
  }
  return result.length > classes.length ? result : classes;
}

/**
 * Boxes that came with classes of their own: where a class was made here under the same name in
 * the meantime, they take its id.
 */
export function withKnownClasses(
  boxes: readonly AnnotationBox[],
  classes: readonly AnnotationClass[],
  added: readonly AnnotationClass[],
): readonly AnnotationBox[] {
  const known = new Map(classes.map(({ id, name }) => [name, id]));
  const idOf = new Map(added.map(({ id, name }) => [id, known.get(name) ?? id]));
  return boxes.map((box) => {
    const classId = idOf.get(box.classId) ?? box.classId;
    return classId === box.classId ? box : { ...box, classId };
  });
}

/**
 * A class under a new name; its id stays, and so every box. The old name is kept, so that files
 * written under it are known again. A taken or empty name changes nothing.
 */
export function renameClass(
  classes: readonly AnnotationClass[],
  classId: ClassId,
  newName: string,
): readonly AnnotationClass[] {
  const name = newName.trim();
  const old = classes.find(({ id }) => id === classId);
  if (!old || name === '' || classes.some((known) => known.name === name)) return classes;
  const formerNames = [...(old.formerNames ?? []), old.name].filter((former) => former !== name);
  return replaceClass(classes, old, { ...old, name, formerNames });
}

export function recolourClass(
  classes: readonly AnnotationClass[],
  classId: ClassId,
  colour: string,
): readonly AnnotationClass[] {
  const old = classes.find(({ id }) => id === classId);
  return old && old.colour !== colour ? replaceClass(classes, old, { ...old, colour }) : classes;
}

/** What may be said of the boxes of a class. */
export function defineAttributes(
  classes: readonly AnnotationClass[],
  classId: ClassId,
  attributes: readonly AttributeDefinition[],
): readonly AnnotationClass[] {
  const old = classes.find(({ id }) => id === classId);
  if (!old || JSON.stringify(old.attributes ?? []) === JSON.stringify(attributes)) return classes;
  const { attributes: _, ...plain } = old;
  return replaceClass(classes, old, attributes.length > 0 ? { ...plain, attributes } : plain);
}

/** A class moved to a place of the list; ids do not follow the order. */
export function moveClass(
  classes: readonly AnnotationClass[],
  classId: ClassId,
  to: number,
): readonly AnnotationClass[] {
  const from = classes.findIndex(({ id }) => id === classId);
  const target = Math.min(Math.max(Math.trunc(to), 0), classes.length - 1);
  const moved = classes[from];
  return moved && from !== target
    ? classes.toSpliced(from, 1).toSpliced(target, 0, moved)
    : classes;
}

function replaceClass(
  classes: readonly AnnotationClass[],
  old: AnnotationClass,
  replacement: AnnotationClass,
): readonly AnnotationClass[] {
  return classes.map((known) => (known === old ? replacement : known));
}

import type { AnnotationBox, AnnotationClass } from '../../../formats/annotation/annotation.ts';
import { type Outlined, turnedBoxOf } from '../../../formats/annotation/polygon.ts';
import type { Box, Point } from '../../../reading/geometry.ts';
import { classOf, classOfNewBox, newClass, newId } from '../project/project.ts';
import type { Desk } from './desk.ts';
import type { ClassQuestion } from './deskState.ts';

/** A box was drawn: it takes the class that is set, or the person is asked for one. */
export function drawBox(desk: Desk, box: Outlined): void {
  const known = classOfNewBox(desk.project);
  desk.dispatch({ type: 'drawn' });
  if (known) addBox(desk, box, known, null);
  else desk.dispatch({ type: 'ask-class', question: { kind: 'new-box', box } });
}

/** What a class was asked for gets it; a name that is new becomes a class, in the same step of undo. */
export function answerClass(desk: Desk, question: ClassQuestion, name: string): void {
  const wanted = name.trim();
  if (wanted === '' || !desk.image) return;
  const known = desk.project.classes.find((candidate) => candidate.name === wanted);
  const chosen = known ?? newClass(desk.project.classes, wanted);
  const gesture = known ? null : `class ${chosen.id}`;
  desk.dispatch({ type: 'ask-class', question: null });
  if (gesture !== null) desk.session.run({ type: 'add-classes', classes: [chosen] }, gesture);
  if (question.kind === 'new-box') addBox(desk, question.box, chosen, gesture);
  else {
    desk.session.run(
      { type: 'set-class', imageId: desk.image.id, boxIds: question.boxIds, classId: chosen.id },
      gesture ?? undefined,
    );
    desk.say(`Class ${chosen.name}`);
  }
}

function addBox(desk: Desk, box: Outlined, chosen: AnnotationClass, gesture: string | null): void {
  if (!desk.image) return;
  const { x, y, width, height, polygon } = box;
  const added: AnnotationBox = {
    id: newId(),
    classId: chosen.id,
    x,
    y,
    width,
    height,
    difficult: false,
    transcription: null,
    ...(polygon === undefined ? {} : { polygon }),
  };
  desk.session.run({ type: 'add-box', imageId: desk.image.id, box: added }, gesture ?? undefined);
  desk.dispatch({ type: 'select', ids: [added.id] });
  desk.say(`New box, ${chosen.name}, ${placeInWords(added)}`);
}

export function placeInWords({ x, y, width, height }: Box): string {
  const [left, top, across, down] = [x, y, width, height].map(Math.round);
  return `${across} by ${down} px at ${left}, ${top}`;
}

function shapeInWords(polygon: readonly Point[]): string {
  const turned = turnedBoxOf(polygon);
  return turned === null
    ? `outline of ${polygon.length} points`
    : `turned by ${Math.round((turned.slope * 180) / Math.PI)}°`;
}

/** A box in words: for the list, and for whoever cannot see the picture. */
export function describeBox(desk: Pick<Desk, 'project' | 'boxes'>, box: AnnotationBox): string {
  const number = desk.boxes.findIndex(({ id }) => id === box.id) + 1;
  const name = classOf(desk.project, box.classId)?.name ?? 'no class';
  return [
    `Box ${number} of ${desk.boxes.length}`,
    name,
    ...(box.transcription ? [`“${box.transcription}”`] : []),
    ...(box.difficult ? ['difficult'] : []),
    ...(box.polygon ? [shapeInWords(box.polygon)] : []),
    placeInWords(box),
  ].join(', ');
}

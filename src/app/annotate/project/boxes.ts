import type { AnnotationBox, Attributes } from '../../../formats/annotation/annotation.ts';
import {
  isPlainBox,
  placedOutline,
  polygonInside,
  type TurnedBox,
  turnedBoxOf,
} from '../../../formats/annotation/polygon.ts';
import {
  type Box,
  boundingBox,
  boxArea,
  clipBox,
  type Point,
  rotatedRectangle,
} from '../../../reading/geometry.ts';
import type { BoxCopy } from './commands.ts';
import type { ProjectImage } from './project.ts';

/** The picture with some of its boxes changed; the same object where none is. */
export function changeBoxes(
  image: ProjectImage,
  boxIds: readonly string[],
  change: (box: AnnotationBox) => AnnotationBox,
): ProjectImage {
  const chosen = new Set(boxIds);
  let changed = false;
  const boxes = image.boxes.map((box) => {
    const next = chosen.has(box.id) ? change(box) : box;
    changed ||= next !== box;
    return next;
  });
  return changed ? { ...image, boxes } : image;
}

/** The picture with boxes appended, each clipped to it; those without area or a new id are left out. */
export function appendBoxes(image: ProjectImage, added: readonly AnnotationBox[]): ProjectImage {
  const taken = new Set(image.boxes.map(({ id }) => id));
  const fitting = added.flatMap((box) => {
    const place = placeInside(box, image);
    if (!place || taken.has(box.id)) return [];
    taken.add(box.id);
    return [placedOutline(box, place)];
  });
  return fitting.length > 0 ? { ...image, boxes: [...image.boxes, ...fitting] } : image;
}

/** The part of a box inside the picture; null where there is none, or a side is no number. */
export function placeInside(
  box: Box,
  { width, height }: Pick<ProjectImage, 'width' | 'height'>,
): Box | null {
  const place = clipBox(box, width, height);
  return boxArea(place) > 0 ? place : null;
}

export function placeBox(image: ProjectImage, boxId: string, place: Box): ProjectImage {
  const inside = placeInside(place, image);
  if (!inside) return image;
  return changeBoxes(image, [boxId], (box) => {
    if (samePlace(box, inside)) return box;
    const moves = box.width === inside.width && box.height === inside.height;
    const turned = moves ? null : turnedBoxOf(box.polygon);
    if (turned === null) return placedOutline(box, inside);
    const wanted = stretchedTurn(turned, inside.width / box.width, inside.height / box.height);
    return shapedBox(box, wanted, image) ?? box;
  });
}

/** A turned box stretched across and down stays a turned box. */
function stretchedTurn(
  { center, width, height, slope }: TurnedBox,
  across: number,
  down: number,
): readonly Point[] {
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const along = Math.hypot(cos * across, sin * down);
  const aside = Math.hypot(sin * across, cos * down);
  return rotatedRectangle(center, width * along, height * aside, slope);
}

/** Gives a box another outline; the box is the one around it. */
export function shapeBox(
  image: ProjectImage,
  boxId: string,
  outline: readonly Point[],
): ProjectImage {
  return changeBoxes(image, [boxId], (box) => shapedBox(box, outline, image) ?? box);
}

/** The box with this outline, a plain one where it is that; null where none of it is inside. */
function shapedBox(
  box: AnnotationBox,
  outline: readonly Point[],
  image: Pick<ProjectImage, 'width' | 'height'>,
): AnnotationBox | null {
  const polygon = polygonInside(outline, image);
  const place = placeInside(boundingBox(polygon), image);
  if (place === null || polygon.length < 3) return null;
  const { polygon: _, ...plain } = box;
  // A quarter turn is as upright, but its writing runs another way.
  const shape = isPlainBox(polygon) ? {} : { polygon };
  return { ...plain, ...place, ...shape };
}

/** Says something of boxes, or takes it back where the value is null. */
export function sayOfBoxes(
  image: ProjectImage,
  boxIds: readonly string[],
  name: string,
  value: string | null,
): ProjectImage {
  return changeBoxes(image, boxIds, (box) => withAttribute(box, name, value));
}

/** A box or a picture of which something else is said; the same object where it is said already. */
export function withAttribute<T extends { readonly attributes?: Attributes }>(
  of: T,
  name: string,
  value: string | null,
): T {
  const { attributes = {}, ...others } = of;
  const { [name]: before = null, ...rest } = attributes;
  if (before === value || name === '') return of;
  const next = value === null ? rest : { ...attributes, [name]: value };
  return (Object.keys(next).length === 0 ? others : { ...of, attributes: next }) as T;
}

/** Boxes moved together; each stops at the picture's edges and keeps its size. */
export function nudgeBoxes(
  image: ProjectImage,
  boxIds: readonly string[],
  dx: number,
  dy: number,
): ProjectImage {
  return changeBoxes(image, boxIds, (box) => {
    const { x, y } = movedInside(box, dx, dy, image);
    return x === box.x && y === box.y ? box : placedOutline(box, { ...box, x, y });
  });
}

export function duplicateBoxes(
  image: ProjectImage,
  copies: readonly BoxCopy[],
  shift: number,
): ProjectImage {
  const byId = new Map(image.boxes.map((box) => [box.id, box]));
  const copied = copies.flatMap(({ boxId, newId }) => {
    const box = byId.get(boxId);
    return box
      ? [{ ...placedOutline(box, { ...box, ...movedInside(box, shift, shift, image) }), id: newId }]
      : [];
  });
  return appendBoxes(image, copied);
}

export function deleteBoxes(image: ProjectImage, boxIds: readonly string[]): ProjectImage {
  const gone = new Set(boxIds);
  const boxes = image.boxes.filter(({ id }) => !gone.has(id));
  return boxes.length < image.boxes.length ? { ...image, boxes } : image;
}

export function copyBoxes(
  image: ProjectImage,
  from: ProjectImage,
  copies: readonly BoxCopy[],
): ProjectImage {
  const byId = new Map(from.boxes.map((box) => [box.id, box]));
  return appendBoxes(
    image,
    copies.flatMap(({ boxId, newId }) => {
      const box = byId.get(boxId);
      return box ? [{ ...box, id: newId }] : [];
    }),
  );
}

function samePlace(a: Box, b: Box): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

function movedInside(
  { x, y, width, height }: Box,
  dx: number,
  dy: number,
  image: Pick<ProjectImage, 'width' | 'height'>,
): { readonly x: number; readonly y: number } {
  return {
    x: Math.min(Math.max(x + dx, 0), Math.max(0, image.width - width)),
    y: Math.min(Math.max(y + dy, 0), Math.max(0, image.height - height)),
  };
}

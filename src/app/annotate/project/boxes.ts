import type { AnnotationBox } from '../../../formats/annotation/annotation.ts';
import { placedBox } from '../../../formats/annotation/polygon.ts';
import { type Box, boxArea, clipBox } from '../../../reading/geometry.ts';
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
    return [placedBox(box, place)];
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
  return changeBoxes(image, [boxId], (box) =>
    samePlace(box, inside) ? box : placedBox(box, inside),
  );
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
    return x === box.x && y === box.y ? box : placedBox(box, { ...box, x, y });
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
      ? [{ ...placedBox(box, { ...box, ...movedInside(box, shift, shift, image) }), id: newId }]
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

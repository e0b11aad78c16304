import type { Point } from '../../reading/geometry.ts';
import { boundingBox } from '../../reading/geometry.ts';
import type { AnnotatedImage } from './annotation.ts';
import type { PictureSize } from './annotationFormat.ts';

/**
 * Tools that know nothing of EXIF (LabelImg) draw on the picture as the camera stored it. Where the
 * size they state is that of the upright picture with its sides swapped, and EXIF says that the
 * picture is a quarter turned, that is what their numbers mean.
 */
export function isStoredSize(stated: PictureSize | null, picture: PictureSize): boolean {
  return (
    stated !== null &&
    (picture.orientation ?? 1) >= 5 &&
    stated.width !== stated.height &&
    stated.width === picture.height &&
    stated.height === picture.width
  );
}

/**
 * Whether a file leaves open if it means the stored picture or the upright one: both have the size
 * that it states, or it states none.
 */
export function isTurnUnsaid(stated: PictureSize | null, picture: PictureSize): boolean {
  const { orientation = 1, width, height } = picture;
  if (orientation === 1 || isStoredSize(stated, picture)) return false;
  return orientation < 5 || stated === null || width === height;
}

/** A point of the stored picture in the upright one (EXIF 2.32, 4.6.4; orientations 5 to 8). */
export function uprightPoint({ x, y }: Point, upright: PictureSize): Point {
  switch (upright.orientation) {
    case 6:
      return { x: upright.width - y, y: x };
    case 7:
      return { x: upright.width - y, y: upright.height - x };
    case 8:
      return { x: y, y: upright.height - x };
    default:
      return { x: y, y: x };
  }
}

/** The way back. */
function storedPoint({ x, y }: Point, upright: PictureSize): Point {
  switch (upright.orientation) {
    case 6:
      return { x: y, y: upright.width - x };
    case 7:
      return { x: upright.height - y, y: upright.width - x };
    case 8:
      return { x: upright.height - y, y: x };
    default:
      return { x: y, y: x };
  }
}

/** The picture as the camera stored it, where a file's size says that it means that one. */
export function asStated(image: AnnotatedImage, stated: PictureSize | null): AnnotatedImage {
  if (!isStoredSize(stated, image)) return image;
  const { orientation: _, ...rest } = image;
  const boxes = image.boxes.map((box) => {
    const corners = [
      { x: box.x, y: box.y },
      { x: box.x + box.width, y: box.y + box.height },
    ];
    const place = boundingBox(corners.map((point) => storedPoint(point, image)));
    const polygon = box.polygon?.map((point) => storedPoint(point, image));
    return { ...box, ...place, ...(polygon === undefined ? {} : { polygon }) };
  });
  return { ...rest, width: image.height, height: image.width, boxes };
}

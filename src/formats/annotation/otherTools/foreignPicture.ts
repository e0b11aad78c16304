import { type Box, boundingBox, type Point, rotatedRectangle } from '../../../reading/geometry.ts';
import type { Attributes } from '../annotation.ts';
import type { PictureSize } from '../annotationFormat.ts';
import { cornersOf } from '../boxInside.ts';
import type { ImportRun } from '../importRun.ts';

/** A shape as another tool has it; null in its place in a list where it has no area. */
export interface ForeignShape {
  readonly label: string;
  /** Two opposite corners of an upright box, or the outline of anything else; px. */
  readonly points: readonly Point[];
  readonly attributes?: Attributes;
  readonly transcription?: string | null;
}

/** What a file of another tool says of one picture. */
export interface ForeignPicture {
  /** Names of the picture, the most trusted first. */
  readonly stated: readonly string[];
  readonly size: PictureSize | null;
  /** Others annotated it too, and are not here. */
  readonly others?: number;
  /** What was said of the whole picture. */
  readonly attributes?: Attributes;
  readonly shapes: readonly (ForeignShape | null)[];
}

/** Takes in what was read; the file itself is never written. */
export function addForeign(
  run: ImportRun,
  file: string,
  pictures: readonly ForeignPicture[],
): void {
  for (const { stated, size, shapes, attributes: ofPicture, others = 0 } of pictures) {
    const place = run.place({ file }, { stated, besides: false, size });
    if (place === null) continue;
    if (others > 0) run.log.note('annotators-several', file, { detail: place.name });
    const boxes = shapes.map((shape) => {
      if (shape === null || shape.points.length < 2 || shape.label === '') {
        run.log.note('shape-foreign', file, { detail: place.name, skips: 'boxes' });
        return null;
      }
      const { label, points, attributes, transcription = null } = shape;
      const corners = cornersOf(boundingBox(points));
      const polygon = points.length > 2 ? points : null;
      const said = isSaid(attributes) ? { attributes } : {};
      return run.box({ file }, place, {
        className: label,
        corners,
        polygon,
        transcription,
        ...said,
      });
    });
    const about = isSaid(ofPicture) ? { attributes: ofPicture } : {};
    run.addImage({ file }, place, { format: null, text: '', boxes, verified: false, ...about });
  }
}

function isSaid(attributes: Attributes | undefined): attributes is Attributes {
  return attributes !== undefined && Object.keys(attributes).length > 0;
}

/** Two corners of an upright box, or the four of one that is turned about its centre, clockwise. */
export function boxPoints(box: Box, degrees = 0): readonly Point[] {
  const { x, y, width, height } = box;
  if (degrees % 360 === 0) {
    return [
      { x, y },
      { x: x + width, y: y + height },
    ];
  }
  const centre = { x: x + width / 2, y: y + height / 2 };
  return rotatedRectangle(centre, width, height, (degrees * Math.PI) / 180);
}

/** A size of whole sides; null where one is missing. */
export function sizeOf(width: number | null, height: number | null): PictureSize | null {
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : null;
}

import { type Box, boundingBox, type Point, rotatedRectangle } from '../../../reading/geometry.ts';
import type { AttributeDefinition, Attributes } from '../annotation.ts';
import type { PictureSize } from '../annotationFormat.ts';
import { cornersOf } from '../boxInside.ts';
import type { ImportRun } from '../importRun.ts';

/** A shape as another tool has it; null in its place in a list where it has no area. */
export interface ForeignShape {
  /** Empty where it was given none. */
  readonly label: string;
  /** Two opposite corners of an upright box, or the outline of anything else; px. */
  readonly points: readonly Point[];
  /** The box stands around a circle or an ellipse. */
  readonly curved?: true;
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
  /** Kinds of what was said that has no place here, one for each time. */
  readonly unkept?: readonly string[];
  readonly shapes: readonly (ForeignShape | null)[];
  /** Kinds of shapes that have no box, one for each. */
  readonly boxless?: readonly string[];
}

/** A class as another tool lists it, used or not. */
export interface ForeignClass {
  readonly name: string;
  readonly attributes: readonly AttributeDefinition[];
}

/** The class of shapes that were given none. */
const NAMELESS = 'region';

/** Takes in what was read; the file itself is never written. */
export function addForeign(
  run: ImportRun,
  file: string,
  pictures: readonly ForeignPicture[],
  classes: readonly ForeignClass[] = [],
): void {
  for (const { name, attributes } of classes) run.classId(name, attributes);
  for (const picture of pictures) {
    const { stated, size, shapes, attributes: ofPicture } = picture;
    const place = run.place({ file }, { stated, besides: false, size });
    if (place === null) continue;
    noteOfPicture(run, file, place.name, picture);
    const boxes = shapes.map((shape) => {
      if (shape === null || shape.points.length < 2) {
        run.log.note('shape-foreign', file, { detail: place.name, skips: 'boxes' });
        return null;
      }
      const { label, points, attributes, transcription = null } = shape;
      const className = label === '' ? NAMELESS : label;
      if (shape.curved) run.log.note('box-curve', file, { detail: className });
      const corners = cornersOf(boundingBox(points));
      const polygon = points.length > 2 ? points : null;
      const said = isSaid(attributes) ? { attributes } : {};
      return run.box({ file }, place, { className, corners, polygon, transcription, ...said });
    });
    const about = isSaid(ofPicture) ? { attributes: ofPicture } : {};
    run.addImage({ file }, place, { format: null, text: '', boxes, verified: false, ...about });
  }
}

/** What is not here as the file has it, once a picture. */
function noteOfPicture(
  run: ImportRun,
  file: string,
  name: string,
  { others = 0, unkept = [], shapes, boxless = [] }: ForeignPicture,
): void {
  if (others > 0) run.log.note('annotators-several', file, { detail: name });
  if (unkept.length > 0) {
    const kinds = [...new Set(unkept)].join(', ');
    run.log.note('said-unkept', file, { detail: `${name}: ${kinds}` });
  }
  for (const kind of boxless) {
    run.log.note('shape-foreign', file, { detail: `${name}: ${kind}`, skips: 'boxes' });
  }
  if (shapes.some((shape) => shape?.label === '')) {
    run.log.note('shape-nameless', file, { detail: name });
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

/** Two corners of the upright box around an ellipse that is turned by so many radians. */
export function ellipsePoints(
  { x, y }: Point,
  radiusX: number,
  radiusY: number,
  slope: number,
): readonly Point[] {
  const [cos, sin] = [Math.cos(slope), Math.sin(slope)];
  const [dx, dy] = [
    Math.hypot(radiusX * cos, radiusY * sin),
    Math.hypot(radiusX * sin, radiusY * cos),
  ];
  return boxPoints({ x: x - dx, y: y - dy, width: 2 * dx, height: 2 * dy });
}

/** A size of whole sides; null where one is missing. */
export function sizeOf(width: number | null, height: number | null): PictureSize | null {
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : null;
}

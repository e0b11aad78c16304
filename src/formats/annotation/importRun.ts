import type { Point } from '../../reading/geometry.ts';
import { boundingBox } from '../../reading/geometry.ts';
import {
  type AnnotatedImage,
  type AnnotationBox,
  type AnnotationClass,
  type AnnotationFormatName,
  type AttributeDefinition,
  type Attributes,
  type ClassId,
  classColour,
  classNamed,
} from './annotation.ts';
import type { PictureSize, ReadAnnotations, ReadOptions } from './annotationFormat.ts';
import { boxInside, type Corners, cornersOf } from './boxInside.ts';
import { ImportLog } from './importReport.ts';
import { noteInStep } from './inStep.ts';
import { type FoundPicture, PictureLookup } from './pictureLookup.ts';
import { polygonInside } from './polygon.ts';
import { isStoredSize, isTurnUnsaid, uprightPoint } from './turnedPicture.ts';

/** A box as a file has it, before anything was checked. */
export interface RawBox {
  readonly className: string;
  readonly corners: Corners;
  readonly difficult?: boolean;
  readonly transcription?: string | null;
  /** Its outline, where it is not the box itself. */
  readonly polygon?: readonly Point[] | null;
  readonly attributes?: Attributes;
}

export interface ImagePlace {
  readonly name: string;
  readonly size: PictureSize;
  /** The file's numbers mean the picture as the camera stored it, a quarter turned. */
  readonly stored: boolean;
}

interface Where {
  readonly file: string;
  readonly line?: number;
}

/** Longer texts are no annotations; they would stall whoever shows them. */
const MAX_TEXT_LENGTH = 64_000_000;

/** One import of one format: its classes, pictures and report as they come together. */
export class ImportRun {
  readonly log = new ImportLog();
  readonly #classes: AnnotationClass[];
  readonly #classIds = new Map<string, ClassId>();
  /** What the files call the classes; the project may call them otherwise by now. */
  readonly #readNames = new Map<ClassId, string>();
  readonly #newId: () => string;
  readonly #pictures: PictureLookup;
  readonly #images = new Map<string, AnnotatedImage>();

  constructor({ classes = [], pictures, newId }: ReadOptions) {
    this.#classes = [...classes];
    this.#newId = newId;
    this.#pictures = new PictureLookup(pictures);
  }

  /** Whether a file is of a size that is worth opening. */
  takes(file: string, text: string): boolean {
    if (text.length <= MAX_TEXT_LENGTH) return true;
    this.log.note('file-too-large', file, { skips: 'files' });
    return false;
  }

  /** Whether a picture belongs to a file by its name. */
  knowsPicture(file: string): boolean {
    return this.#pictures.besides(file, this.#images) !== null;
  }

  /**
   * The class of a name; made where there is none yet.
   * @param attributes what may be said of the boxes of a new one
   */
  classId(name: string, attributes: readonly AttributeDefinition[] = []): ClassId {
    const seen = this.#classIds.get(name);
    if (seen !== undefined) return seen;
    const known = classNamed(this.#classes, name);
    const id = known?.id ?? this.#newId();
    if (known === null) {
      const defined = attributes.length === 0 ? {} : { attributes };
      this.#classes.push({ id, name, colour: classColour(this.#classes.length), ...defined });
    }
    this.#classIds.set(name, id);
    this.#readNames.set(id, name);
    return id;
  }

  /**
   * The picture that annotations speak of and the size that counts: that of the picture itself,
   * else the one stated. Null, and noted, where there is no picture or no size.
   */
  place(
    where: Where,
    {
      stated,
      besides,
      size,
    }: {
      /** Names that the file gives, the most trusted first. */
      readonly stated: readonly string[];
      /** Whether the file's own name tells the picture too. */
      readonly besides: boolean;
      readonly size: PictureSize | null;
    },
  ): ImagePlace | null {
    let found: FoundPicture | null = null;
    for (const name of stated) found ??= this.#pictures.named(where.file, name);
    if (besides) found ??= this.#pictures.besides(where.file, this.#images);
    const detail = stated[0] ?? '';
    if (found === null) {
      this.#skip('image-missing', where, detail);
      return null;
    }
    if (found.ambiguous) this.log.note('image-ambiguous', where.file, { ...where, detail });
    const counted = found.size ?? size;
    if (counted === null) {
      this.#skip('size-unknown', where, found.name);
      return null;
    }
    const stored = isStoredSize(size, counted);
    if (stored) this.log.note('picture-turned', where.file, { ...where, detail: found.name });
    else if (size !== null && (size.width !== counted.width || size.height !== counted.height)) {
      const sizes = `${size.width} × ${size.height}, ${counted.width} × ${counted.height}`;
      this.log.note('size-differs', where.file, { ...where, detail: `${found.name}: ${sizes}` });
    }
    if (isTurnUnsaid(size, counted)) {
      this.log.note('picture-turn-unsaid', where.file, { ...where, detail: found.name });
    }
    return { name: found.name, size: counted, stored };
  }

  /** A box that lies in its picture; null, and noted, where there is none. */
  box(where: Where, { size, stored }: ImagePlace, raw: RawBox): AnnotationBox | null {
    const upright = (point: Point) => (stored ? uprightPoint(point, size) : point);
    const { polygon, corners } = raw;
    const inside = boxInside(stored ? uprightCorners(corners, size) : corners, size);
    if ('problem' in inside) {
      const detail = `${raw.className}: ${Object.values(raw.corners).join(' ')}`;
      this.log.note(inside.problem, where.file, { ...where, detail, skips: 'boxes' });
      return null;
    }
    const about = { ...where, detail: raw.className };
    if (inside.turned) this.log.note('box-turned', where.file, about);
    if (inside.clipped) {
      this.log.note('box-clipped', where.file, about);
    }
    return {
      id: this.#newId(),
      classId: this.classId(raw.className),
      ...inside.box,
      difficult: raw.difficult ?? false,
      transcription: raw.transcription ?? null,
      ...(polygon == null ? {} : { polygon: polygonInside(polygon.map(upright), size) }),
      ...(raw.attributes === undefined ? {} : { attributes: raw.attributes }),
    };
  }

  /** Takes a picture in; one that is there already stays as it is. */
  addImage(
    where: Where,
    place: ImagePlace,
    content: {
      /** Null where the format is only read: nothing is ever written back into the file. */
      readonly format: AnnotationFormatName | null;
      readonly text: string;
      /** The file without its pictures, where it says more than they do. */
      readonly frame?: string;
      /** In the order of the text; null for what could not be read. */
      readonly boxes: readonly (AnnotationBox | null)[];
      readonly verified: boolean;
      /** What was said of the whole picture. */
      readonly attributes?: Attributes;
      /** The text has numbers for classes whose list lies elsewhere. */
      readonly numbered?: boolean;
    },
  ): void {
    if (this.#images.has(place.name)) {
      this.#skip('image-doubled', where, place.name);
      return;
    }
    const { format, text, frame, boxes, verified, attributes, numbered = false } = content;
    const read = boxes.filter((box) => box !== null);
    if (new Set(read.map(placeKey)).size < read.length) {
      this.log.note('box-doubled', where.file, { ...where, detail: place.name });
    }
    this.log.count('images');
    this.log.count('boxes', read.length);
    const boxIds = boxes.map((box) => box?.id ?? null);
    const classIds = numbered ? { classIds: boxes.map((box) => box?.classId ?? null) } : {};
    const { width, height, orientation } = place.size;
    const turn = orientation === undefined ? {} : { orientation };
    const said = attributes === undefined ? {} : { attributes };
    const image = { name: place.name, width, height, ...turn, boxes: read, verified, ...said };
    if (format === null) {
      this.#images.set(place.name, image);
      return;
    }
    const framed = frame === undefined ? {} : { frame };
    const source = { format, path: where.file, text, boxIds, ...classIds, ...framed };
    noteInStep(image, source, this.#readNames);
    this.#images.set(place.name, { ...image, sources: [source] });
  }

  result(): ReadAnnotations {
    return {
      set: { classes: this.#classes, images: [...this.#images.values()] },
      report: this.log.report(),
    };
  }

  #skip(code: 'image-missing' | 'size-unknown' | 'image-doubled', where: Where, detail: string) {
    this.log.note(code, where.file, { ...where, detail, skips: 'images' });
  }
}

function uprightCorners({ left, top, right, bottom }: Corners, size: PictureSize): Corners {
  const corners = [
    { x: left, y: top },
    { x: right, y: bottom },
  ];
  return cornersOf(boundingBox(corners.map((point) => uprightPoint(point, size))));
}

function placeKey({ classId, x, y, width, height }: AnnotationBox): string {
  return [classId, x, y, width, height].join(' ');
}

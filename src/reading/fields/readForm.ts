import { ReadingError, throwIfAborted } from '../errors.ts';
import { type Box, boundingBox, clipBox, mapQuad, quadOfBox } from '../geometry.ts';
import { type RasterImage, toGray } from '../image.ts';
import { createFrameMat } from '../lineImage/frameMat.ts';
import type { LoadOpenCv, OpenCv } from '../lineImage/opencv.ts';
import { rectifyLine } from '../lineImage/rectify.ts';
import type { LineReader } from '../recognizer/lineReader.ts';
import { type FoundLine, type LineReading, SURE_CONFIDENCE } from '../results.ts';
import { alignTo } from './align.ts';
import { fieldInk } from './fieldInk.ts';
import { filledProbability } from './filled.ts';
import { type FlatForm, flatForm } from './flatForm.ts';
import type { FieldValue, Form, FormField, FormRow } from './form.ts';
import { mapPoint } from './homography.ts';
import { DESCRIPTOR_BYTES, findLandmarks, type Landmarks } from './landmarks.ts';
import { fieldValue } from './values.ts';

/** Print this far around the fields belongs to the form, shares of the sample's sides. */
const AROUND_FIELDS = 0.2;
/**
 * Ink whose tallest piece is lower than this share of its field may be several lines; these are
 * looked for as large as the detector knows writing, where so many stand in a field.
 */
const TALL_FOR_ONE_LINE = 0.45;
const LINES_EXPECTED = 3;
const LINE_HEIGHT_PX = 40;
/** What lies between lines is looked at for one that was missed, where it is this high, of a line. */
const GAP = 0.6;
/** Lines whose middles are nearer than this, in heights of the first, are pieces of one. */
const SAME_LINE = 0.5;
/** Fewer landmarks are not told from chance. */
const LEAST_LANDMARKS = 60;

/** Reads forms that were drawn once on a sample. */
export interface FormReader {
  /** @throws ReadingError `form-plain` */
  learn(sample: RasterImage, fields: readonly FormField[]): Promise<Form>;
  /** @throws ReadingError `form-other`, `cancelled` */
  read(
    picture: RasterImage,
    form: Form,
    options?: { readonly signal?: AbortSignal },
  ): Promise<FormRow>;
}

export function createFormReader(config: {
  readonly lineReader: LineReader;
  /** One quick look at a picture, `longSide` px long. */
  readonly findLines: (image: RasterImage, longSide: number) => Promise<readonly FoundLine[]>;
  readonly loadOpenCv: LoadOpenCv;
}): FormReader {
  const { lineReader, findLines, loadOpenCv } = config;

  /** Fields of one line are read as they are, all at once; of several, line by line. */
  async function readings(
    cv: OpenCv,
    cells: readonly Cell[],
    signal: AbortSignal | undefined,
  ): Promise<readonly LineReading[]> {
    const options = signal === undefined ? {} : { signal };
    const whole = new Map<Cell, LineReading>();
    for (const cell of cells) {
      throwIfAborted(signal);
      const found = cell.mayHoldLines ? await linesOf(cell.crop) : [];
      if (found.length < 2) continue;
      const frame = createFrameMat(cv, cell.crop);
      try {
        const lines = found.map((line) => ({ ...line, gray: rectifyLine(frame, line.quad) }));
        const reading = joined(await lineReader.readLines(lines, 'auto', options));
        const isAll = !missesInk(cv, cell.crop, found);
        whole.set(cell, isAll ? reading : { ...reading, confidence: 0 });
      } finally {
        frame.delete();
      }
    }
    const single = cells.filter((cell) => !whole.has(cell));
    const lines = single.map(({ crop }) => ({
      ...({
        gray: toGray(crop),
        lineClass: 'handwriting',
        classProbability: 0.5,
        whole: true,
      } as const),
    }));
    const read = await lineReader.readLines(lines, 'auto', options);
    single.forEach((cell, i) => {
      const reading = read[i];
      if (reading) whole.set(cell, reading);
    });
    return cells.flatMap((cell) => whole.get(cell) ?? []);
  }

  /** The lines of a field, one under the other. */
  async function linesOf(crop: RasterImage): Promise<readonly FoundLine[]> {
    const scale = (LINES_EXPECTED * LINE_HEIGHT_PX) / crop.height;
    const found = await findLines(crop, Math.round(scale * Math.max(crop.width, crop.height)));
    const middle = ({ box }: FoundLine) => box.y + box.height / 2;
    const downwards = [...found].sort((a, b) => middle(a) - middle(b));
    const isOneRow = downwards.some((line, i) => {
      const next = downwards[i + 1];
      return next && middle(next) - middle(line) < SAME_LINE * line.box.height;
    });
    // Pieces beside each other are one line with a gap, or a look that went wrong.
    return isOneRow ? [] : downwards;
  }

  return {
    async learn(image, fields) {
      const { cv } = await loadOpenCv();
      const sample = landmarksAround(findLandmarks(cv, image), fields);
      if (sample.points.length < 2 * LEAST_LANDMARKS) throw new ReadingError('form-plain');
      return { sample, fields };
    },

    async read(picture, { sample, fields }, { signal } = {}) {
      const { cv } = await loadOpenCv();
      const alignment = alignTo(cv, sample, findLandmarks(cv, picture));
      throwIfAborted(signal);
      if (alignment === null) throw new ReadingError('form-other');
      const { homography } = alignment;
      const flat = flatForm(cv, picture, sample, homography);
      const cells = fields.map((field) => cellOf(cv, flat, field));
      const written = cells.filter(({ field, filled }) => field.kind !== 'tick' && filled >= 0.5);
      const read = await readings(cv, written, signal);
      const values = cells.map((cell): FieldValue => {
        const { name, kind, box } = cell.field;
        const quad = mapQuad(quadOfBox(box), (corner) => mapPoint(homography, corner));
        return { name, kind, ...heldBy(cell, read[written.indexOf(cell)]), quad };
      });
      return { width: picture.width, height: picture.height, values };
    },
  };
}

/** A field cut out of a flat form. */
interface Cell {
  readonly field: FormField;
  readonly crop: RasterImage;
  /** Probability that it is filled, 0..1. */
  readonly filled: number;
  /** Whether its ink is low enough for several lines. */
  readonly mayHoldLines: boolean;
}

function cellOf(cv: OpenCv, { image, scaleX, scaleY }: FlatForm, field: FormField): Cell {
  const { x, y, width, height } = field.box;
  const place = { x: x * scaleX, y: y * scaleY, width: width * scaleX, height: height * scaleY };
  const crop = cutBox(image, place);
  const ink = fieldInk(cv, crop);
  const mayHoldLines = field.kind === 'text' && ink.tallest < TALL_FOR_ONE_LINE;
  return { field, crop, filled: filledProbability(ink, field.kind), mayHoldLines };
}

/** Whether something is written between lines that were found, above or below them. */
function missesInk(cv: OpenCv, crop: RasterImage, lines: readonly FoundLine[]): boolean {
  const ends = [0, ...lines.map(({ box }) => box.y + box.height)];
  const starts = [...lines.map(({ box }) => box.y), crop.height];
  const least = GAP * Math.min(...lines.map(({ box }) => box.height));
  return ends.some((y, i) => {
    const height = (starts[i] ?? y) - y;
    if (height < least) return false;
    const strip = cutBox(crop, { x: 0, y, width: crop.width, height });
    return filledProbability(fieldInk(cv, strip), 'text') >= 0.5;
  });
}

/** Lines under each other as one reading, as sure as the least sure of them. */
function joined(lines: readonly LineReading[]): LineReading {
  const text = lines
    .map((line) => line.text)
    .filter((words) => words !== '')
    .join(' ');
  const confidence = Math.min(...lines.map((line) => line.confidence));
  return { text, confidence, words: [], engine: lines[0]?.engine ?? 'handwriting' };
}

/** What a cell holds: by its ink where it is a tick or empty, else by its reading. */
function heldBy(
  { field: { kind }, filled }: Cell,
  reading: LineReading | undefined,
): Pick<FieldValue, 'text' | 'confidence' | 'sure'> {
  const byInk = Math.max(filled, 1 - filled);
  const sure = byInk >= SURE_CONFIDENCE;
  if (kind === 'tick') return { text: filled >= 0.5 ? 'yes' : 'no', confidence: byInk, sure };
  if (reading === undefined) return { text: '', confidence: byInk, sure };
  const { text, confidence } = reading;
  const value = fieldValue(text, kind);
  const isRead = value?.isCertain ?? false;
  return {
    text: value?.text ?? text,
    confidence,
    sure: isRead && confidence >= SURE_CONFIDENCE,
  };
}

/** The landmarks near the fields: a table under the sheet is no part of the form. */
function landmarksAround(marks: Landmarks, fields: readonly FormField[]): Landmarks {
  const { width, height, points, descriptors } = marks;
  const corners = fields.flatMap(({ box }) => quadOfBox(box));
  const hull = boundingBox(corners);
  const [left, top] = [hull.x - AROUND_FIELDS * width, hull.y - AROUND_FIELDS * height];
  const [right, bottom] = [
    hull.x + hull.width + AROUND_FIELDS * width,
    hull.y + hull.height + AROUND_FIELDS * height,
  ];
  const near = Array.from({ length: points.length / 2 }, (_, i) => i).filter((i) => {
    const [x, y] = [points[2 * i] ?? 0, points[2 * i + 1] ?? 0];
    return x >= left && x <= right && y >= top && y <= bottom;
  });
  return {
    ...{ width, height },
    points: Float32Array.from(near.flatMap((i) => [points[2 * i] ?? 0, points[2 * i + 1] ?? 0])),
    descriptors: Uint8Array.from(
      near.flatMap((i) => [
        ...descriptors.subarray(i * DESCRIPTOR_BYTES, (i + 1) * DESCRIPTOR_BYTES),
      ]),
    ),
  };
}

/** A box cut out to whole px, within the picture. */
function cutBox(image: RasterImage, box: Box): RasterImage {
  const clipped = clipBox(box, image.width, image.height);
  const left = Math.min(Math.floor(clipped.x), image.width - 1);
  const top = Math.min(Math.floor(clipped.y), image.height - 1);
  const width = Math.max(1, Math.min(image.width - left, Math.round(clipped.width)));
  const height = Math.max(1, Math.min(image.height - top, Math.round(clipped.height)));
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    const start = 4 * ((top + y) * image.width + left);
    data.set(image.data.subarray(start, start + 4 * width), 4 * y * width);
  }
  return { width, height, data };
}

import { arrayOf, integerOf, invalid, numberOf, objectOf, stringsOf } from './fields.ts';

/** Prior boxes of one feature map: the same `[width, height]` px at every cell. */
export interface PriorLevel {
  readonly stride: number;
  readonly boxes: readonly (readonly [width: number, height: number])[];
}

/** What a detector's graph expects and how its output is decoded. */
export interface DetectorDescription {
  readonly classes: readonly string[];
  readonly input: {
    readonly liveLongSide: number;
    readonly stillLongSide: number;
    /** Sides of the input are multiples of this. */
    readonly multiple: number;
  };
  readonly priors: { readonly levels: readonly PriorLevel[] };
  /** Scale of centre x, centre y, width, height regressions (SSD, Liu et al. 2016). */
  readonly variances: readonly [number, number, number, number];
  readonly scoreThreshold: number;
  readonly iouThreshold: number;
}

/** @throws ReadingError `model-invalid` that names the first wrong field */
export function detectorOf(value: unknown): DetectorDescription {
  const detector = objectOf(value, 'detector');
  const input = objectOf(detector.input, 'detector.input');
  const multiple = integerOf(input.multiple, 'detector.input.multiple', 1, 1024);
  const priors = objectOf(detector.priors, 'detector.priors');
  const classes = stringsOf(detector.classes, 'detector.classes');
  if (classes.length < 1 || classes.length > 100 || new Set(classes).size !== classes.length) {
    throw invalid('detector.classes', 'must be 1 to 100 different names');
  }
  return {
    classes,
    input: {
      liveLongSide: integerOf(input.liveLongSide, 'detector.input.liveLongSide', multiple, 4096),
      stillLongSide: integerOf(input.stillLongSide, 'detector.input.stillLongSide', multiple, 4096),
      multiple,
    },
    priors: { levels: levelsOf(priors.levels) },
    variances: variancesOf(detector.variances),
    scoreThreshold: numberOf(detector.scoreThreshold, 'detector.scoreThreshold', 0, 1),
    iouThreshold: numberOf(detector.iouThreshold, 'detector.iouThreshold', 0, 1),
  };
}

function levelsOf(value: unknown): readonly PriorLevel[] {
  const where = 'detector.priors.levels';
  const levels = arrayOf(value, where, 1, 16);
  return levels.map((entry, index) => {
    const level = objectOf(entry, `${where}[${index}]`);
    const boxes = arrayOf(level.boxes, `${where}[${index}].boxes`, 1, 256);
    return {
      stride: integerOf(level.stride, `${where}[${index}].stride`, 1, 1024),
      boxes: boxes.map((box, i) => {
        const name = `${where}[${index}].boxes[${i}]`;
        const [width, height] = arrayOf(box, name, 2, 2);
        return [numberOf(width, name, 0.5, 8192), numberOf(height, name, 0.5, 8192)] as const;
      }),
    };
  });
}

function variancesOf(value: unknown): DetectorDescription['variances'] {
  const where = 'detector.variances';
  const [x, y, width, height] = arrayOf(value, where, 4, 4);
  const one = (entry: unknown): number => numberOf(entry, where, 1e-6, 100);
  return [one(x), one(y), one(width), one(height)];
}

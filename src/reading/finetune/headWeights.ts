/** Sizes of the last layers. */
export interface HeadShape {
  /** Features of a cell that go in. */
  readonly inputs: number;
  /** Units between. */
  readonly hidden: number;
  /** Prior boxes of a cell. */
  readonly priors: number;
  readonly classes: number;
}

export const HEAD_PARTS = [
  'inner',
  'innerBias',
  'scores',
  'scoresBias',
  'boxes',
  'boxesBias',
] as const;

export type HeadPart = (typeof HEAD_PARTS)[number];

/**
 * The last layers of a detector, the same at every level and cell: features → `inner` → ReLU6 →
 * `scores` and `boxes`. Weights are Float32 `[in, out]`, row by row.
 */
export type HeadWeights = Readonly<Record<HeadPart, Float32Array>>;

/** A class that was never seen starts at a probability of 0.01 (focal loss paper, section 4.1). */
const UNSEEN_LOGIT = -Math.log((1 - 0.01) / 0.01);

/** Where each class of a new head comes from: its index in the old one, or null: it is new. */
export type ClassOrigins = readonly (number | null)[];

/**
 * The head for other classes: those that were there keep their weights, new ones begin at zero and
 * rare.
 */
export function withClasses(
  { inner, innerBias, scores, scoresBias, boxes, boxesBias }: HeadWeights,
  { hidden, priors, classes }: HeadShape,
  origins: ClassOrigins,
): HeadWeights {
  const width = priors * origins.length;
  const columns = Array.from({ length: width }, (_, column) => {
    const origin = origins[column % origins.length] ?? null;
    return origin === null ? null : Math.floor(column / origins.length) * classes + origin;
  });
  const moved = (from: Float32Array, rows: number, otherwise: number): Float32Array =>
    Float32Array.from({ length: rows * width }, (_, at) => {
      const column = columns[at % width] ?? null;
      return column === null
        ? otherwise
        : (from[Math.floor(at / width) * priors * classes + column] ?? 0);
    });
  return {
    inner,
    innerBias,
    boxes,
    boxesBias,
    scores: moved(scores, hidden, 0),
    scoresBias: moved(scoresBias, 1, UNSEEN_LOGIT),
  };
}

/** The head with regressions that say of every prior box that it fits as it is. */
export function withPlainBoxes(head: HeadWeights): HeadWeights {
  return {
    ...head,
    boxes: new Float32Array(head.boxes.length),
    boxesBias: new Float32Array(head.boxesBias.length),
  };
}

export function copyOfHead(head: HeadWeights): HeadWeights {
  return mapHead(head, (values) => values.slice());
}

export function mapHead(
  head: HeadWeights,
  change: (values: Float32Array, part: HeadPart) => Float32Array,
): HeadWeights {
  return {
    inner: change(head.inner, 'inner'),
    innerBias: change(head.innerBias, 'innerBias'),
    scores: change(head.scores, 'scores'),
    scoresBias: change(head.scoresBias, 'scoresBias'),
    boxes: change(head.boxes, 'boxes'),
    boxesBias: change(head.boxesBias, 'boxesBias'),
  };
}

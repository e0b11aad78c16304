/** Answers with certainties in one range of tenths. */
export interface CalibrationBin {
  readonly count: number;
  /** Mean certainty, 0..1. */
  readonly certainty: number;
  /** Share of right answers, 0..1. */
  readonly right: number;
}

export interface Judged {
  readonly certainty: number;
  readonly isRight: boolean;
}

const BINS = 10;

/** The calibration curve: certainty against the share that is right, by tenths; empty ones left out. */
export function calibrationCurve(judged: readonly Judged[]): CalibrationBin[] {
  return Array.from({ length: BINS }, (_, bin) =>
    judged.filter(({ certainty }) => Math.min(BINS - 1, Math.floor(certainty * BINS)) === bin),
  )
    .filter((bin) => bin.length > 0)
    .map((bin) => ({
      count: bin.length,
      certainty: bin.reduce((sum, { certainty }) => sum + certainty, 0) / bin.length,
      right: bin.filter(({ isRight }) => isRight).length / bin.length,
    }));
}

/** Expected calibration error (Guo et al. 2017): mean distance of the curve from the diagonal. */
export function calibrationError(judged: readonly Judged[]): number {
  const total = Math.max(1, judged.length);
  return calibrationCurve(judged).reduce(
    (sum, { count, certainty, right }) => sum + (count / total) * Math.abs(certainty - right),
    0,
  );
}

/** The least certainty above which this share of the answers is right; 1 where there is none. */
export function certaintyFor(judged: readonly Judged[], share: number): number {
  const sorted = [...judged].sort((a, b) => b.certainty - a.certainty);
  let [right, point] = [0, 1];
  sorted.forEach(({ certainty, isRight }, index) => {
    right += isRight ? 1 : 0;
    const isLast = sorted[index + 1]?.certainty !== certainty;
    if (isLast && right / (index + 1) >= share) point = certainty;
  });
  return point;
}

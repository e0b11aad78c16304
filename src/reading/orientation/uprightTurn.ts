import { boxArea } from '../geometry.ts';
import type { RasterImage } from '../image.ts';
import type { FoundLine, LineReading } from '../results.ts';
import { type QuarterTurn, turnPicture } from './quarterTurn.ts';

/** What the search for the upright turn needs: lines found in a picture, and some of them read. */
export interface UprightSearch {
  findLines(image: RasterImage): Promise<readonly FoundLine[]>;
  readLines(
    image: RasterImage,
    lines: readonly FoundLine[],
  ): Promise<readonly (LineReading | undefined)[]>;
}

/** Lines that are read to judge a turn: the largest, which read best if any does. */
const LINES_TO_JUDGE = 5;
/** Writing that stands upright mostly reads surer than this. */
export const UPRIGHT_CONFIDENCE = 0.55;
/** Another turn must read this much surer than the picture as it is. */
const CLEARLY_SURER = 0.15;

/** Mean confidence of readings by their length, 0..1; 0 when there is no text. */
export function meanConfidence(readings: readonly (LineReading | undefined)[]): number {
  let sum = 0;
  let letters = 0;
  for (const reading of readings) {
    if (reading === undefined) continue;
    sum += reading.confidence * reading.text.length;
    letters += reading.text.length;
  }
  return letters > 0 ? sum / letters : 0;
}

/**
 * How a picture has to be turned so that its writing stands upright: photos of pages that lie upside
 * down or sideways and carry no orientation of their own. 0 unless another turn reads clearly surer.
 */
export async function uprightTurn(
  image: RasterImage,
  { findLines, readLines }: UprightSearch,
): Promise<QuarterTurn> {
  const judge = async (turn: QuarterTurn): Promise<number> => {
    const turned = turnPicture(image, turn);
    const lines = [...(await findLines(turned))]
      .sort((a, b) => boxArea(b.box) - boxArea(a.box))
      .slice(0, LINES_TO_JUDGE);
    return meanConfidence(await readLines(turned, lines));
  };
  const asItIs = await judge(0);
  if (asItIs >= UPRIGHT_CONFIDENCE) return 0;
  let best: { turn: QuarterTurn; confidence: number } = {
    turn: 0,
    confidence: asItIs + CLEARLY_SURER,
  };
  for (const turn of [2, 1, 3] as const) {
    const confidence = await judge(turn);
    if (confidence > best.confidence) best = { turn, confidence };
    if (confidence >= UPRIGHT_CONFIDENCE + CLEARLY_SURER) break;
  }
  return best.turn;
}

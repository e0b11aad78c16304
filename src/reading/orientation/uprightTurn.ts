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
/**
 * So much surer, summed over its characters, must a turn read: a number of two or three digits reads
 * well in several turns, as 11 and 901 do, and is left as it stands.
 */
const LEAST_EVIDENCE = 3;

/** Mean confidence of readings by their length, 0..1; 0 when there is no text. */
export function meanConfidence(readings: readonly (LineReading | undefined)[]): number {
  let sum = 0;
  for (const reading of readings) sum += (reading?.confidence ?? 0) * (reading?.text.length ?? 0);
  return sum > 0 ? sum / lengthOf(readings) : 0;
}

function lengthOf(readings: readonly (LineReading | undefined)[]): number {
  return readings.reduce((sum, reading) => sum + (reading?.text.length ?? 0), 0);
}

/**
 * How a picture has to be turned so that its writing stands upright: photos of pages that lie upside
 * down or sideways and carry no orientation of their own. 0 unless another turn reads clearly surer.
 */
export async function uprightTurn(
  image: RasterImage,
  { findLines, readLines }: UprightSearch,
): Promise<QuarterTurn> {
  const judge = async (turn: QuarterTurn) => {
    const turned = turnPicture(image, turn);
    const lines = [...(await findLines(turned))]
      .sort((a, b) => boxArea(b.box) - boxArea(a.box))
      .slice(0, LINES_TO_JUDGE);
    const readings = await readLines(turned, lines);
    return { confidence: meanConfidence(readings), length: lengthOf(readings) };
  };
  const { confidence: asItIs } = await judge(0);
  if (asItIs >= UPRIGHT_CONFIDENCE) return 0;
  let best: { turn: QuarterTurn; confidence: number } = {
    turn: 0,
    confidence: asItIs + CLEARLY_SURER,
  };
  for (const turn of [2, 1, 3] as const) {
    const { confidence, length } = await judge(turn);
    const isProven = (confidence - asItIs) * length >= LEAST_EVIDENCE;
    if (isProven && confidence > best.confidence) best = { turn, confidence };
    if (isProven && confidence >= UPRIGHT_CONFIDENCE + CLEARLY_SURER) break;
  }
  return best.turn;
}

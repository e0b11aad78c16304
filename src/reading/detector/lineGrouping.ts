import { type Box, boundingBox, unionOfBoxes } from '../geometry.ts';
import {
  type ClassChangeWeights,
  type ClassContextWeights,
  type LineScoreWeights,
  UNCALIBRATED_LINES,
} from '../models/lineCalibration.ts';
import type { FoundLine, LineClass } from '../results.ts';
import { classedInContext } from './classContext.ts';
import type { Detection } from './detection.ts';
import { withoutContained, withoutSpanning } from './doubleWords.ts';
import { splitByClass, voteClass } from './lineClasses.ts';
import { placeOn, quadOfFit } from './lineFit.ts';
import { fragmentOf, joinFragments, type LineFragment } from './lineFragments.ts';
import { LEAST_LINE_SCORE, lineScore } from './lineScore.ts';
import { slopeField } from './slopeField.ts';
import { splitBySureness } from './surenessSplit.ts';
import { type Word, wordOf } from './word.ts';
import { chainWords, isPunctuation, placeWords, type SlopedWord } from './wordChains.ts';
import { WordGrid } from './wordGrid.ts';

export interface GroupOptions {
  /** Lines less likely than this are left out. */
  readonly leastScore?: number;
  /** Default: words are of the class that the detector takes them for, whatever is around. */
  readonly classContext?: ClassContextWeights;
  /** Default: round numbers. */
  readonly classChange?: ClassChangeWeights;
  /** Default: round numbers. */
  readonly lineScore?: LineScoreWeights;
}

/** A found line with the words that make it. */
export interface GroupedLine {
  readonly line: FoundLine;
  readonly words: readonly Word[];
}

/**
 * Groups words into lines with their slope, in no special order (see `readingOrder`). Coordinates
 * are px of the picture. Words that hardly make a line by themselves are left out.
 * Lines may slope up to about 30° either way, differently in different parts of the picture.
 */
export function groupLines(
  detections: readonly Detection<LineClass>[],
  options: GroupOptions = {},
): FoundLine[] {
  return groupWords(detections, options).map(({ line }) => line);
}

/** As `groupLines`, with each line's words. */
export function groupWords(
  detections: readonly Detection<LineClass>[],
  {
    leastScore = LEAST_LINE_SCORE,
    classContext = UNCALIBRATED_LINES.classContext,
    classChange = UNCALIBRATED_LINES.classChange,
    lineScore: scoreWeights = UNCALIBRATED_LINES.lineScore,
  }: GroupOptions,
): GroupedLine[] {
  const lines = rowsOf(detections);
  const classed = classedInContext(
    lines.map(({ words }) => words),
    classContext,
  );
  return lines
    .map((line, i) => ({ ...line, words: classed[i] ?? line.words }))
    .flatMap((line) => partsOf(line, classChange))
    .map((fragment) => ({ line: lineOf(fragment, scoreWeights), words: fragment.words }))
    .filter(({ line }) => line.score >= leastScore);
}

/** Words in rows, whatever they are written with. */
export function rowsOf(detections: readonly Detection<LineClass>[]): LineFragment[] {
  const words = withoutContained(withoutSpanning(detections.map(wordOf)));
  const grid = new WordGrid(words);
  const placed = placeWords(words, slopeField(words, grid), grid);
  const punctuation = placed.filter(isPunctuation);
  const chains = chainWords(placed.filter((word) => !isPunctuation(word)));
  return withPunctuation(joinFragments(chains.map(fragmentOf)), punctuation);
}

function partsOf(line: LineFragment, classChange: ClassChangeWeights): readonly LineFragment[] {
  const parts = splitByClass(line.words, classChange);
  return (parts.length > 1 ? parts.map(fragmentOf) : [line]).flatMap(splitBySureness);
}

function lineOf({ words, fit }: LineFragment, weights: LineScoreWeights): FoundLine {
  const quad = quadOfFit(fit);
  // The words' boxes are tight where a line slopes, the quad's where one of them is too tall.
  const box = commonBox(unionOfBoxes(words.map((word) => word.box)), boundingBox(quad));
  return { quad, box, ...voteClass(words), score: lineScore(words, fit, weights) };
}

function commonBox(a: Box, b: Box): Box {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.min(a.x + a.width, b.x + b.width) - x,
    height: Math.min(a.y + a.height, b.y + b.height) - y,
  };
}

/** Gives each dot or dash to the line in whose band it lies; those without a line stay alone. */
function withPunctuation(
  fragments: readonly LineFragment[],
  marks: readonly SlopedWord[],
): LineFragment[] {
  const added = new Map<LineFragment, SlopedWord[]>();
  const alone: LineFragment[] = [];
  for (const mark of marks) {
    let nearest: LineFragment | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const fragment of fragments) {
      const { fit } = fragment;
      const { along, across } = placeOn(fit, mark.center);
      const beyond = Math.max(fit.begin - along, along - fit.end, 0);
      const outside = Math.max(fit.top - across, across - fit.bottom, 0);
      if (beyond > 1.5 * fit.wordHeight || outside > 0.25 * fit.wordHeight) continue;
      const away = Math.abs(across - (fit.top + fit.bottom) / 2) + beyond;
      if (away < least) {
        least = away;
        nearest = fragment;
      }
    }
    if (nearest === null) alone.push(fragmentOf([mark]));
    else added.set(nearest, [...(added.get(nearest) ?? []), mark]);
  }
  return [
    ...fragments.map((fragment) => {
      const more = added.get(fragment);
      return more === undefined ? fragment : fragmentOf([...fragment.words, ...more]);
    }),
    ...alone,
  ];
}

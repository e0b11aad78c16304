import { readFileSync } from 'node:fs';
import {
  judgeOpener,
  type PageTruth,
  type PageVerdict,
} from '../../reading/evaluation/chapterTitle.ts';
import type { Box } from '../../reading/geometry.ts';
import { isSamePrint } from '../../reading/textbook/detectedParts.ts';
import { openingFeatures, type Pair, pairsOf } from '../../reading/textbook/openingFeatures.ts';
import type { PageSeen } from '../../reading/textbook/pageSeen.ts';
import type { ChoiceExample } from './logistic.ts';

/** A page as `evaluate --seen` writes it: its truth, and what was seen of it, the whole page last. */
export interface SeenPage extends PageTruth {
  readonly image: string;
  readonly chapterBox: Box | null;
  readonly titleBox: Box | null;
  readonly seen: readonly PageSeen[];
}

/** The pages in files that `evaluate --seen` wrote. */
export function readSeenPages(file: string): SeenPage[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SeenPage);
}

/** The book of a page: its folder, or the page itself where it was drawn by program. */
export function bookOf({ image }: SeenPage): string {
  return image.split('/').at(-2) ?? image;
}

/** Whether a pair says what the page says. */
export function verdictOf(truth: PageTruth, pair: Pair | null): PageVerdict {
  const page = { width: 0, height: 0, timings: {}, certainty: 0, needsCheck: false };
  if (pair === null) return judgeOpener(truth, { kind: 'body', ...page });
  const label = pair.label?.reading.label ?? null;
  const box = pair.title.part.place.box;
  return judgeOpener(truth, {
    kind: 'opener',
    ...page,
    chapter: label === null ? null : { text: label.text, number: label.number, box, confidence: 0 },
    title: { text: pair.reading.text, box, confidence: 0 },
  });
}

/**
 * The pairs of a page with those marked that are right: by what they say; where none says it all, by
 * where they stand. Null where the opening is not among them.
 */
export function choiceOf(page: SeenPage, seen: PageSeen): ChoiceExample | null {
  const pairs = pairsOf(seen);
  const featured = (isRight: (pair: Pair) => boolean) =>
    pairs.map((pair) => ({ features: openingFeatures(seen, pair), isRight: isRight(pair) }));
  if (page.kind === 'body') return { options: featured(() => false), isNone: true };
  const isSaid = (pair: Pair) => {
    const { chapterRight, titleRight } = verdictOf(page, pair);
    return chapterRight && titleRight;
  };
  const stands = (box: Box | null, place: Box) => box !== null && isSamePrint(box, place);
  const isLabelSeen = seen.labels.some(({ box }) => stands(page.chapterBox, box));
  const isPlaced = ({ label, title }: Pair) =>
    stands(page.titleBox, title.part.place.box) &&
    (isLabelSeen ? label !== null && stands(page.chapterBox, label.box) : label === null);
  const isRight = pairs.some(isSaid) ? isSaid : isPlaced;
  const options = featured(isRight);
  return options.some((option) => option.isRight) ? { options, isNone: false } : null;
}

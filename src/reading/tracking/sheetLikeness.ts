import { editDistance, partialEditDistance } from '../text/editDistance.ts';

/** Two lines whose texts are alike, by their places in the two lists. */
export interface TextPair {
  readonly left: number;
  readonly right: number;
  /** Share of letters that are the same, 0..1. */
  readonly likeness: number;
}

/** Letters that may differ between two readings of one line, as a share: a far look reads badly. */
const SAME_LINE = 0.5;
/** The same for two careful readings of one line. */
const SAME_TEXT = 0.15;
/** The same where one text is a piece of the other, which chance finds sooner; and its least length. */
const SAME_PIECE = 0.3;
const LEAST_PIECE = 4;

/** Texts compared as a reader would: case and doubled spaces say nothing. */
function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Share of letters that two texts have in common, 0..1. */
function likenessOf(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  const shorter = Math.min(a.length, b.length);
  // Texts of very different lengths cannot be alike: no need to count.
  if (longer === 0 || shorter < (1 - SAME_LINE) * longer) return 0;
  return 1 - editDistance(a, b) / longer;
}

/** Whether two readings can be of the same written line. */
export function isSameLine(a: string, b: string): boolean {
  return likenessOf(folded(a), folded(b)) >= 1 - SAME_LINE;
}

/** Whether two texts are the same but for a letter or two. */
export function isSameText(a: string, b: string): boolean {
  return likenessOf(folded(a), folded(b)) >= 1 - SAME_TEXT;
}

/**
 * Whether a text is a stretch of another: a hand or the picture's edge covers the rest. A short one
 * has to be the same letter for letter.
 */
export function isPieceOf(piece: string, whole: string): boolean {
  const [part, all] = [folded(piece), folded(whole)];
  if (part.length < LEAST_PIECE) return part !== '' && all.includes(part);
  return pieceLikeness(part, all) > 0;
}

function pieceLikeness(piece: string, whole: string): number {
  if (piece.length < LEAST_PIECE || piece.length > whole.length) return 0;
  const likeness = 1 - partialEditDistance(piece, whole) / piece.length;
  return likeness >= 1 - SAME_PIECE ? likeness : 0;
}

/** Pairs the texts of one list with those of another, one to one, the likest first. */
export function pairTexts(left: readonly string[], right: readonly string[]): readonly TextPair[] {
  const others = right.map(folded);
  const candidates = left.flatMap((text, i) => {
    const own = folded(text);
    return others.flatMap((other, j): TextPair[] => {
      const likeness = likenessOf(own, other);
      return likeness >= 1 - SAME_LINE ? [{ left: i, right: j, likeness }] : [];
    });
  });
  candidates.sort((a, b) => b.likeness - a.likeness);
  const taken = { left: new Set<number>(), right: new Set<number>() };
  return candidates.filter((pair) => {
    if (taken.left.has(pair.left) || taken.right.has(pair.right)) return false;
    taken.left.add(pair.left);
    taken.right.add(pair.right);
    return true;
  });
}

/**
 * How much of what is seen stands on a sheet already, 0..1: letters of seen lines that a line there
 * has too, in whole or as a piece. What the sheet has besides does not count, since it may lie
 * outside of the picture.
 */
export function shareKnown(seen: readonly string[], sheet: readonly string[]): number {
  const letters = seen.reduce((sum, text) => sum + folded(text).length, 0);
  if (letters === 0) return 0;
  const known = new Map(pairTexts(sheet, seen).map(({ right, likeness }) => [right, likeness]));
  const shared = seen.reduce((sum, text, i) => {
    const own = folded(text);
    const pieces = sheet.map((line) => pieceLikeness(own, folded(line)));
    return sum + own.length * Math.max(known.get(i) ?? 0, ...pieces);
  }, 0);
  return shared / letters;
}

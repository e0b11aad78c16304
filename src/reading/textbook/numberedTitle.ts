import { type ChapterLabel, parseChapterLabel } from '../text/chapterLabel.ts';
import { isSectionHeading } from './sectionHeading.ts';

/** A heading that holds both number and title. */
export interface NumberedTitle {
  readonly label: ChapterLabel;
  /** What is left of it. */
  readonly title: string;
}

/** What stands between a bare number and its title; without one, the number may be a word of it. */
const MARK = /^\s?[.:)\]|—–-]\s*\p{Lu}/u;

/** `9. Vector Spaces` or `Chapter 9 Vector Spaces` taken apart; null for a title without number. */
export function splitNumberedTitle(text: string): NumberedTitle | null {
  const label = parseChapterLabel(text, { letter: true });
  if (label === null || label.number === null || label.rest === '') return null;
  if (isSectionHeading(text)) return null;
  if (label.kind === null && !MARK.test(text.trim().slice(label.text.length))) return null;
  return { label, title: label.rest };
}

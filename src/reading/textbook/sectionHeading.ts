/** `3.2 Mirrors`, `Section 6.2: Colours`, `§ 4`, `B.1 Tables` */
const NUMBERED_BELOW_CHAPTER = /^\P{L}*(?:section\s+)?(?:\d{1,3}|[A-Z])\s?\.\s?\d/iu;
const SECTION_SIGN = /^[^\p{L}\d]*§/u;

/** Whether a heading is numbered as part of a chapter, which no chapter's title is. */
export function isSectionHeading(text: string): boolean {
  return NUMBERED_BELOW_CHAPTER.test(text) || SECTION_SIGN.test(text);
}

import type { WrittenLine } from '../../src/cli/pictures/writtenPaper.ts';

const SUBJECTS = ['the baker', 'my sister', 'the doctor', 'our teacher', 'the farmer', 'Anna'];
const VERBS = ['walked to', 'wrote about', 'came from', 'looked for'];

/** A full page: 24 lines, as close as a hand writes them. */
export const FULL_PAGE: readonly WrittenLine[] = Array.from({ length: 24 }, (_, i) => ({
  text: `${SUBJECTS[i % 6]} ${VERBS[Math.floor(i / 6)]} the old house with a red door`,
  font: 'Patrick Hand' as const,
  size: 30,
}));

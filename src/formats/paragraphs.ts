import { joinedText, type PlacedText, paragraphStarts } from '../reading/layout/paragraphs.ts';

/** Lines joined to paragraphs, as they would be written without the paper's edge. */
export function paragraphsOf(lines: readonly PlacedText[]): readonly string[] {
  const starts = paragraphStarts(lines);
  const paragraphs: string[][] = [];
  lines.forEach(({ text }, i) => {
    if (starts[i]) paragraphs.push([text]);
    else paragraphs.at(-1)?.push(text);
  });
  return paragraphs.map(joinedText);
}

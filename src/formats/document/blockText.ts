import type { ListItem, TableCell } from '../../reading/layout/pageLayout.ts';
import { joinedText } from '../../reading/layout/paragraphs.ts';
import type { ReadLine } from '../../reading/results.ts';

/** Lines as running text, without the paper's edge. */
export function flowingText(lines: readonly ReadLine[]): string {
  return joinedText(lines.map(({ reading }) => reading.text));
}

/** A cell's text in one row. */
export function cellText({ lines }: TableCell): string {
  return lines.map(({ reading }) => reading.text).join(' ');
}

/** An entry's text without its marker. */
export function itemText({ marker, lines }: ListItem): string {
  return flowingText(lines).slice(marker.length).trimStart();
}

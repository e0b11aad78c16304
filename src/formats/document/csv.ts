import { linesOfBlock } from '../../reading/layout/pageLayout.ts';
import { csvOf } from '../csv.ts';
import { cellText } from './blockText.ts';
import type { LaidOutPage } from './laidOutPage.ts';

/** The tables of pages as CSV, one under the other with an empty row between; empty where are none. */
export function tablesToCsv(pages: readonly LaidOutPage[]): string {
  const tables = pages.flatMap(({ layout }) =>
    layout.blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : [])),
  );
  return tables.map((rows) => csvOf(rows.map((cells) => cells.map(cellText)))).join('\r\n');
}

/**
 * Pages as CSV: tables as tables, and everything else a row a line, in reading order; so that a page
 * that is a table opens as one.
 */
export function documentToCsv(pages: readonly LaidOutPage[]): string {
  const rows = pages.flatMap(({ layout }) =>
    layout.blocks.flatMap((block): readonly (readonly string[])[] =>
      block.kind === 'table'
        ? block.rows.map((cells) => cells.map(cellText))
        : linesOfBlock(block).map(({ reading }) => [reading.text]),
    ),
  );
  return csvOf(rows);
}

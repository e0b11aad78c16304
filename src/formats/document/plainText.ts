import { type Block, linesOfBlock } from '../../reading/layout/pageLayout.ts';
import { cellText, flowingText } from './blockText.ts';
import type { LaidOutPage } from './laidOutPage.ts';

/** How lines of a paragraph are written: as on the paper, or as running text. */
export type TextFlow = 'lines' | 'paragraphs';

/** Plain text: an empty row between parts, a form feed between pages, tables by tabs. */
export function pagesToPlainText(pages: readonly LaidOutPage[], flow: TextFlow): string {
  return pages
    .map(({ layout }) => layout.blocks.map((block) => `${blockText(block, flow)}\n`).join('\n'))
    .join('\f');
}

function blockText(block: Block, flow: TextFlow): string {
  if (block.kind === 'table') {
    return block.rows.map((cells) => cells.map(cellText).join('\t')).join('\n');
  }
  if (block.kind === 'list' && flow === 'paragraphs') {
    return block.items.map(({ lines }) => flowingText(lines)).join('\n');
  }
  const lines = linesOfBlock(block);
  return flow === 'paragraphs'
    ? flowingText(lines)
    : lines.map(({ reading }) => reading.text).join('\n');
}

import type { Block } from '../../reading/layout/pageLayout.ts';
import { escapeMarkdown } from '../markdown.ts';
import { cellText, flowingText, itemText } from './blockText.ts';
import type { LaidOutPage } from './laidOutPage.ts';

/** Pages as Markdown (CommonMark with GitHub's tables), a line across between pages. */
export function documentToMarkdown(pages: readonly LaidOutPage[]): string {
  return pages
    .map(({ layout }) => layout.blocks.map((block) => `${blockMarkdown(block)}\n`).join('\n'))
    .filter((text) => text !== '')
    .join('\n---\n\n');
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return escapeMarkdown(flowingText(block.lines));
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(flowingText(block.lines))}`;
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${escapeMarkdown(itemText(item))}`)
        .join('\n');
    case 'table': {
      const rows = block.rows.map((cells) => rowMarkdown(cells.map(cellText)));
      const columns = block.rows[0]?.length ?? 0;
      const rule = `|${' --- |'.repeat(columns)}`;
      return [rows[0] ?? '', rule, ...rows.slice(1)].join('\n');
    }
  }
}

function rowMarkdown(cells: readonly string[]): string {
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}

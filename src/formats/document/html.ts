import type { Block } from '../../reading/layout/pageLayout.ts';
import { escapeXml } from '../xml.ts';
import { cellText, flowingText, itemText } from './blockText.ts';
import type { LaidOutPage } from './laidOutPage.ts';

/** Pages as a fragment of HTML, for what takes formatted text: headings, lists, tables as tables. */
export function pagesToHtml(pages: readonly LaidOutPage[]): string {
  return pages
    .map(({ layout }) => layout.blocks.map(blockHtml).join('\n'))
    .filter((page) => page !== '')
    .join('\n<hr>\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeXml(flowingText(block.lines))}</p>`;
    case 'heading':
      return `<h${block.level}>${escapeXml(flowingText(block.lines))}</h${block.level}>`;
    case 'list': {
      const items = block.items.map((item) => `<li>${escapeXml(itemText(item))}</li>`).join('');
      return block.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'table': {
      const rows = block.rows.map(
        (cells) =>
          `<tr>${cells.map((cell) => `<td>${escapeXml(cellText(cell))}</td>`).join('')}</tr>`,
      );
      return `<table>${rows.join('')}</table>`;
    }
  }
}

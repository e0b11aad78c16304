import { type Box, boundingBox, quadSize } from '../../reading/geometry.ts';
import type { Block } from '../../reading/layout/pageLayout.ts';
import type { ReadLine } from '../../reading/results.ts';
import { element, escapeXml } from '../xml.ts';
import { type LaidOutPage, wordsOfLine } from './laidOutPage.ts';

const CAPABILITIES =
  'ocr_page ocr_carea ocr_par ocr_header ocr_line ocrx_word ocr_table ocrp_wconf';

/** Pages as hOCR 1.2, which is XHTML: areas, paragraphs, lines and words with their boxes in px. */
export function pagesToHocr(pages: readonly LaidOutPage[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n',
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>',
    escapeXml(pages.map(({ name }) => name).join(', ')),
    '</title><meta charset="utf-8"/>',
    '<meta name="ocr-system" content="Handlens"/>',
    `<meta name="ocr-capabilities" content="${CAPABILITIES}"/></head><body>`,
    ...pages.map(pageHtml),
    '</body></html>\n',
  ].join('');
}

function pageHtml({ name, layout, dpi }: LaidOutPage, index: number): string {
  const { width, height, blocks } = layout;
  const resolution = dpi === null ? '' : `; scan_res ${Math.round(dpi)} ${Math.round(dpi)}`;
  const title = `image "${name.replaceAll('"', "'")}"; bbox 0 0 ${Math.round(width)} ${Math.round(height)}; ppageno ${index}${resolution}`;
  const id = `page_${index + 1}`;
  return element(
    'div',
    { class: 'ocr_page', id, title },
    blocks.map((block, i) => areaHtml(block, `${id}_${i + 1}`)),
  );
}

function areaHtml(block: Block, id: string): string {
  return element('div', { class: 'ocr_carea', id, title: boxTitle(block.box) }, contentHtml(block));
}

function contentHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return paragraphHtml(block.lines);
    case 'heading':
      return element(`h${block.level}`, { class: 'ocr_header' }, block.lines.map(lineHtml));
    case 'list': {
      const items = block.items.map(({ lines }) => element('li', {}, lines.map(lineHtml)));
      return element(block.ordered ? 'ol' : 'ul', { class: 'ocr_par' }, items);
    }
    case 'table': {
      const rows = block.rows.map((cells) =>
        element(
          'tr',
          {},
          cells.map(({ lines }) => element('td', {}, lines.map(lineHtml))),
        ),
      );
      return element('table', { class: 'ocr_table', title: boxTitle(block.box) }, rows);
    }
  }
}

function paragraphHtml(lines: readonly ReadLine[]): string {
  const title = boxTitle(boundingBox(lines.flatMap(({ quad }) => quad)));
  return element('p', { class: 'ocr_par', title }, lines.map(lineHtml));
}

function lineHtml(line: ReadLine): string {
  const [, , right, left] = line.quad;
  const { x, y, width, height } = line.box;
  // The base line as hOCR tells it: slope, and where it meets the left edge, from the lower corner.
  const slope = right.x === left.x ? 0 : (right.y - left.y) / (right.x - left.x);
  const offset = left.y + slope * (x - left.x) - (y + height);
  const title = `${boxTitle({ x, y, width, height })}; baseline ${slope.toFixed(4)} ${offset.toFixed(1)}; x_size ${quadSize(line.quad).height.toFixed(1)}`;
  const words = wordsOfLine(line).map(({ text, confidence, quad }) =>
    element(
      'span',
      {
        class: 'ocrx_word',
        title: `${boxTitle(boundingBox(quad))}; x_wconf ${Math.round(100 * confidence)}`,
      },
      escapeXml(text),
    ),
  );
  return element('span', { class: 'ocr_line', title }, words.join(' '));
}

function boxTitle({ x, y, width, height }: Box): string {
  return `bbox ${[x, y, x + width, y + height].map((value) => Math.max(0, Math.round(value))).join(' ')}`;
}

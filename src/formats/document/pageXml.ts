import { boundingBox, type Point, quadOfBox } from '../../reading/geometry.ts';
import { type Block, linesOfBlock } from '../../reading/layout/pageLayout.ts';
import type { ReadLine } from '../../reading/results.ts';
import { element, escapeXml } from '../xml.ts';
import { type LaidOutPage, wordsOfLine } from './laidOutPage.ts';

const NAMESPACE = 'http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15';

/**
 * A page as PAGE XML 2019-07-15 (PRImA): regions, lines and words with their outlines in px.
 * @param created when it was read
 */
export function pageToPageXml(page: LaidOutPage, created: Date): string {
  const { width, height, blocks } = page.layout;
  const time = created.toISOString();
  const refs = blocks.map((_, i) =>
    element('RegionRefIndexed', { index: i, regionRef: `r${i + 1}` }),
  );
  const order =
    blocks.length === 0
      ? ''
      : `<ReadingOrder>${element('OrderedGroup', { id: 'order' }, refs)}</ReadingOrder>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<PcGts xmlns="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
    ` xsi:schemaLocation="${NAMESPACE} ${NAMESPACE}/pagecontent.xsd">`,
    `<Metadata><Creator>Handlens</Creator><Created>${time}</Created><LastChange>${time}</LastChange></Metadata>`,
    element(
      'Page',
      { imageFilename: page.name, imageWidth: Math.round(width), imageHeight: Math.round(height) },
      [order, ...blocks.map((block, i) => regionXml(block, `r${i + 1}`))],
    ),
    '</PcGts>\n',
  ].join('');
}

function regionXml(block: Block, id: string): string {
  if (block.kind !== 'table') {
    // The standard has a kind for a list's signs, but none for its entries.
    const type = block.kind === 'list' ? 'paragraph' : block.kind;
    return textRegion(id, linesOfBlock(block), type, null);
  }
  const columns = block.rows[0]?.length ?? 0;
  const cells = block.rows.flatMap((row, r) =>
    row.flatMap(({ lines }, c) =>
      lines.length === 0 ? [] : textRegion(`${id}r${r + 1}c${c + 1}`, lines, 'paragraph', [r, c]),
    ),
  );
  return element('TableRegion', { id, rows: block.rows.length, columns }, [
    coords(quadOfBox(block.box)),
    ...cells,
  ]);
}

function textRegion(
  id: string,
  lines: readonly ReadLine[],
  type: string,
  cell: readonly [row: number, column: number] | null,
): string {
  const role =
    cell === null
      ? ''
      : `<Roles>${element('TableCellRole', {
          rowIndex: cell[0],
          columnIndex: cell[1],
          header: 'false',
        })}</Roles>`;
  return element('TextRegion', { id, type }, [
    coords(quadOfBox(boundingBox(lines.flatMap(({ quad }) => quad)))),
    role,
    ...lines.map((line, i) => lineXml(line, `${id}l${i + 1}`)),
    textEquiv(lines.map(({ reading }) => reading.text).join('\n'), null),
  ]);
}

function lineXml(line: ReadLine, id: string): string {
  const { quad, reading, lineClass } = line;
  const words = wordsOfLine(line).map((word, i) =>
    element('Word', { id: `${id}w${i + 1}` }, [
      coords(word.quad),
      textEquiv(word.text, word.confidence),
    ]),
  );
  const production = lineClass === 'handwriting' ? 'handwritten-cursive' : 'printed';
  return element('TextLine', { id, production }, [
    coords(quad),
    element('Baseline', { points: pointList([quad[3], quad[2]]) }),
    ...words,
    textEquiv(reading.text, reading.confidence),
  ]);
}

function textEquiv(text: string, confidence: number | null): string {
  const conf = confidence === null ? null : confidence.toFixed(3);
  return element('TextEquiv', { conf }, `<Unicode>${escapeXml(text)}</Unicode>`);
}

function coords(corners: readonly Point[]): string {
  return element('Coords', { points: pointList(corners) });
}

/** The schema knows no places outside of the picture's corner. */
function pointList(corners: readonly Point[]): string {
  return corners
    .map(({ x, y }) => `${Math.max(0, Math.round(x))},${Math.max(0, Math.round(y))}`)
    .join(' ');
}

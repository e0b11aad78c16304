import { type Box, boundingBox, type Quad } from '../../reading/geometry.ts';
import { type Block, linesOfBlock } from '../../reading/layout/pageLayout.ts';
import type { ReadLine } from '../../reading/results.ts';
import { element, escapeXml } from '../xml.ts';
import { type LaidOutPage, wordsOfLine } from './laidOutPage.ts';

const NAMESPACE = 'http://www.loc.gov/standards/alto/ns-v4#';
const SCHEMA = 'http://www.loc.gov/standards/alto/v4/alto-4-4.xsd';

/** A page as ALTO 4.4 (Library of Congress): blocks, lines and words with their places in px. */
export function pageToAlto(page: LaidOutPage): string {
  const { width, height, blocks } = page.layout;
  const size = { WIDTH: Math.round(width), HEIGHT: Math.round(height) };
  const tags = element('Tags', {}, [
    ...['handwriting', 'print'].map((label) =>
      element('OtherTag', { ID: `script-${label}`, LABEL: label, TYPE: 'script' }),
    ),
    ...['heading', 'list', 'table'].map((label) =>
      element('LayoutTag', { ID: `block-${label}`, LABEL: label }),
    ),
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<alto xmlns="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
    ` xsi:schemaLocation="${NAMESPACE} ${SCHEMA}">`,
    element('Description', {}, [
      '<MeasurementUnit>pixel</MeasurementUnit>',
      `<sourceImageInformation><fileName>${escapeXml(page.name)}</fileName></sourceImageInformation>`,
      element('Processing', { ID: 'reading' }, [
        '<processingSoftware><softwareName>Handlens</softwareName></processingSoftware>',
      ]),
    ]),
    tags,
    '<Layout>',
    element('Page', { ID: 'page', PHYSICAL_IMG_NR: 1, ...size }, [
      element('PrintSpace', { HPOS: 0, VPOS: 0, ...size }, blocks.map(blockXml)),
    ]),
    '</Layout></alto>\n',
  ].join('');
}

function blockXml(block: Block, index: number): string {
  const id = `b${index + 1}`;
  if (block.kind !== 'table') {
    const tag = block.kind === 'paragraph' ? null : `block-${block.kind}`;
    return textBlock(id, linesOfBlock(block), block.box, tag);
  }
  const cells = block.rows.flatMap((row, r) =>
    row.flatMap(({ lines }, c) => {
      if (lines.length === 0) return [];
      const box = boundingBox(lines.flatMap(({ quad }) => quad));
      return textBlock(`${id}r${r + 1}c${c + 1}`, lines, box, null);
    }),
  );
  return element(
    'ComposedBlock',
    { ID: id, TAGREFS: 'block-table', TYPE: 'table', ...place(block.box) },
    cells,
  );
}

function textBlock(id: string, lines: readonly ReadLine[], box: Box, tag: string | null): string {
  return element(
    'TextBlock',
    { ID: id, TAGREFS: tag, ...place(box) },
    lines.map((line, i) => lineXml(line, `${id}l${i + 1}`)),
  );
}

function lineXml(line: ReadLine, id: string): string {
  const words = wordsOfLine(line).map((word, i) =>
    element('String', {
      ID: `${id}w${i + 1}`,
      CONTENT: word.text,
      WC: word.confidence.toFixed(3),
      ...place(boundingBox(word.quad)),
    }),
  );
  return element(
    'TextLine',
    {
      ID: id,
      TAGREFS: `script-${line.lineClass}`,
      BASELINE: baseline(line.quad),
      ...place(line.box),
    },
    [`<Shape>${element('Polygon', { POINTS: points(line.quad) })}</Shape>`, words.join('<SP/>')],
  );
}

function place({ x, y, width, height }: Box) {
  return {
    ...{ HPOS: Math.round(x), VPOS: Math.round(y) },
    ...{ WIDTH: Math.max(1, Math.round(width)), HEIGHT: Math.max(1, Math.round(height)) },
  };
}

function baseline([, , right, left]: Quad): string {
  return points([left, right]);
}

function points(corners: readonly { readonly x: number; readonly y: number }[]): string {
  return corners.map(({ x, y }) => `${Math.round(x)},${Math.round(y)}`).join(' ');
}

import type { Block, TableCell } from '../../reading/layout/pageLayout.ts';
import { withoutForbidden as plain } from '../xml.ts';
import { cellText, flowingText, itemText } from './blockText.ts';
import type { LaidOutPage } from './laidOutPage.ts';

type Docx = typeof import('docx');

const LIST = 'entries';
/** Between the edge of the page and the signs of a list, twentieths of a point. */
const INDENT = 720;

/** Pages as a Word document: headings, paragraphs, lists and tables, a page break between pages. */
export async function documentToDocx(pages: readonly LaidOutPage[]): Promise<Uint8Array> {
  const docx = await import('docx');
  const children = pages.flatMap(({ layout }, i) => [
    ...(i === 0 ? [] : [new docx.Paragraph({ children: [new docx.PageBreak()] })]),
    ...layout.blocks.flatMap((block, at) => blockParts(docx, block, i * 10_000 + at)),
  ]);
  const document = new docx.Document({
    creator: 'Handlens',
    numbering: {
      config: [
        {
          reference: LIST,
          levels: [
            {
              level: 0,
              format: docx.LevelFormat.DECIMAL,
              text: '%1.',
              style: { paragraph: { indent: { left: INDENT, hanging: INDENT / 2 } } },
            },
          ],
        },
      ],
    },
    sections: [{ children }],
  });
  return new Uint8Array(await docx.Packer.toArrayBuffer(document));
}

function blockParts(docx: Docx, block: Block, instance: number) {
  switch (block.kind) {
    case 'paragraph':
      return [new docx.Paragraph(plain(flowingText(block.lines)))];
    case 'heading': {
      const { HEADING_1, HEADING_2, HEADING_3 } = docx.HeadingLevel;
      const heading = [HEADING_1, HEADING_2, HEADING_3][block.level - 1] ?? HEADING_3;
      return [new docx.Paragraph({ text: plain(flowingText(block.lines)), heading })];
    }
    case 'list':
      return block.items.map(
        (item) =>
          new docx.Paragraph({
            text: plain(itemText(item)),
            // Each list counts from one.
            ...(block.ordered
              ? { numbering: { reference: LIST, level: 0, instance } }
              : { bullet: { level: 0 } }),
          }),
      );
    case 'table':
      // Word joins tables that stand directly one under the other.
      return [tableOf(docx, block.rows), new docx.Paragraph('')];
  }
}

function tableOf(docx: Docx, rows: readonly (readonly TableCell[])[]) {
  return new docx.Table({
    width: { size: 100, type: docx.WidthType.PERCENTAGE },
    rows: rows.map(
      (cells) =>
        new docx.TableRow({
          children: cells.map(
            (cell) => new docx.TableCell({ children: [new docx.Paragraph(plain(cellText(cell)))] }),
          ),
        }),
    ),
  });
}

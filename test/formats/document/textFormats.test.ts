import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { documentToCsv, tablesToCsv } from '../../../src/formats/document/csv.ts';
import { documentToDocx } from '../../../src/formats/document/docx.ts';
import { documentToJson } from '../../../src/formats/document/json.ts';
import { documentToMarkdown } from '../../../src/formats/document/markdown.ts';
import { pagesToPlainText } from '../../../src/formats/document/plainText.ts';
import { samplePage } from './sampleDocument.ts';

const PAGE = samplePage();

it('the sample has one of each kind', () => {
  expect(PAGE.layout.blocks.map(({ kind }) => kind)).toEqual([
    'heading',
    'paragraph',
    'list',
    'table',
    'paragraph',
  ]);
});

describe('plain text', () => {
  it('by paragraphs joins lines, and words divided at the edge', () => {
    expect(pagesToPlainText([PAGE], 'paragraphs')).toBe(
      [
        'The Harbour\n',
        'We went down to the old harbour & looked at the <ships> until it was evening again.\n',
        '• bread and butter\n• two lemons\n• =SUM(A1)\n',
        'item\tprice\ttax\nbread\t2.50\t7 %\nmilk\t1.10\t7 %\n=1+1\t9.99\t19 %\n',
        'Grüße von Zoë — नमस्ते 你好\n',
      ].join('\n'),
    );
  });

  it('by lines keeps them, and parts pages', () => {
    const text = pagesToPlainText([PAGE, PAGE], 'lines');
    expect(text).toContain('We went down to the old har-\nbour & looked');
    expect(text.split('\f')).toHaveLength(2);
  });
});

it('Markdown has headings, lists and tables, and shows what was read', () => {
  expect(documentToMarkdown([PAGE])).toBe(
    [
      '# The Harbour\n',
      'We went down to the old harbour \\& looked at the \\<ships\\> until it was evening again.\n',
      '- bread and butter\n- two lemons\n- =SUM(A1)\n',
      '| item | price | tax |\n| --- | --- | --- |\n| bread | 2.50 | 7 % |\n| milk | 1.10 | 7 % |\n| =1+1 | 9.99 | 19 % |\n',
      'Grüße von Zoë — नमस्ते 你好\n',
    ].join('\n'),
  );
});

it('CSV has tables as tables, and runs no formula', () => {
  expect(tablesToCsv([PAGE])).toBe(
    "item,price,tax\r\nbread,2.50,7 %\r\nmilk,1.10,7 %\r\n'=1+1,9.99,19 %\r\n",
  );
  expect(documentToCsv([PAGE])).toContain('• =SUM(A1)\r\nitem,price,tax\r\n');
});

it('JSON has parts with their lines', () => {
  const { version, pages } = documentToJson([PAGE]);
  expect(version).toBe(1);
  const [page] = pages;
  expect(page).toMatchObject({ file: PAGE.name, width: 1000, height: 1400, dpi: 150 });
  expect(page?.blocks[0]).toMatchObject({ kind: 'heading', level: 1, text: 'The Harbour' });
  const table = page?.blocks[3];
  expect(table?.kind === 'table' && table.rows[1]?.map(({ text }) => text)).toEqual([
    'bread',
    '2.50',
    '7 %',
  ]);
});

it('DOCX has headings, paragraphs, entries and tables', async () => {
  const files = unzipSync(await documentToDocx([PAGE, PAGE]));
  const xml = new TextDecoder().decode(files['word/document.xml']);
  expect(xml.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(2);
  expect(xml.match(/<w:numPr>/g)).toHaveLength(6);
  expect(xml.match(/<w:tbl>/g)).toHaveLength(2);
  expect(xml.match(/<w:tc>/g)).toHaveLength(24);
  expect(xml.match(/<w:br w:type="page"\/>/g)).toHaveLength(1);
  expect(xml).toContain('harbour &amp; looked at the &lt;ships&gt; until');
  expect(xml).toContain('नमस्ते');
});

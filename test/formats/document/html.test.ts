import { expect, test } from 'vitest';
import { pagesToHtml } from '../../../src/formats/document/html.ts';
import type { LaidOutPage } from '../../../src/formats/document/laidOutPage.ts';
import type { Block } from '../../../src/reading/layout/pageLayout.ts';
import { readLine } from '../samples.ts';

const box = { x: 0, y: 0, width: 10, height: 10 };
const cell = (text: string) => ({ lines: text === '' ? [] : [readLine(text, 0)] });
const pageOf = (...blocks: readonly Block[]): LaidOutPage => ({
  name: 'a.png',
  layout: { width: 100, height: 100, blocks },
  dpi: null,
});

test('a table stays a table, a list a list, and signs of markup are text', () => {
  const page = pageOf(
    { kind: 'heading', box, level: 2, lines: [readLine('Prices <new>', 0)] },
    {
      kind: 'table',
      box,
      rows: [
        [cell('tea'), cell('2 & 3')],
        [cell(''), cell('4')],
      ],
    },
    { kind: 'list', box, ordered: false, items: [{ marker: '•', lines: [readLine('• milk', 0)] }] },
    { kind: 'paragraph', box, lines: [readLine('until', 0), readLine('noon', 20)] },
  );
  expect(pagesToHtml([page])).toBe(
    [
      '<h2>Prices &lt;new&gt;</h2>',
      '<table><tr><td>tea</td><td>2 &amp; 3</td></tr><tr><td></td><td>4</td></tr></table>',
      '<ul><li>milk</li></ul>',
      '<p>until noon</p>',
    ].join('\n'),
  );
});

test('pages are parted, empty ones left out', () => {
  const page = pageOf({ kind: 'paragraph', box, lines: [readLine('one', 0)] });
  expect(pagesToHtml([page, pageOf(), page])).toBe('<p>one</p>\n<hr>\n<p>one</p>');
});

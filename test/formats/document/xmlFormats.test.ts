import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { pageToAlto } from '../../../src/formats/document/alto.ts';
import { pagesToHocr } from '../../../src/formats/document/hocr.ts';
import { pageToPageXml } from '../../../src/formats/document/pageXml.ts';
import { layoutOf } from '../../../src/reading/layout/layoutOf.ts';
import { lineAt, samplePage } from './sampleDocument.ts';

const schema = (fileName: string) => ({
  fileName,
  contents: readFileSync(new URL(`./schemas/${fileName}`, import.meta.url), 'utf8'),
});
const WHEN = new Date('2026-01-02T03:04:05Z');

async function faults(xml: string, schemaName: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'page.xml', contents: xml }],
    schema: [schema(schemaName)],
    preload: [schema('xlink.xsd')],
  });
  return errors.map(({ message }) => message);
}

/** Texts and attributes of elements with a name. */
function elementsOf(xml: string, name: string) {
  const found: { attributes: Record<string, string>; text: string }[] = [];
  const open: { attributes: Record<string, string>; text: string }[] = [];
  const parser = new SaxesParser({ fragment: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const entry = { attributes: tag.attributes as Record<string, string>, text: '' };
    if (tag.name === name) found.push(entry);
    open.push(entry);
  });
  parser.on('text', (text) => {
    for (const entry of open) entry.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}

const empty = {
  ...samplePage('empty.png'),
  layout: layoutOf({ width: 10, height: 10, lines: [], timings: {} }),
};
const WORDS = samplePage()
  .layout.blocks.flatMap((block) => ('lines' in block ? block.lines : []))
  .flatMap(({ reading }) => reading.words.map(({ text }) => text));

describe('ALTO', () => {
  it('holds to its schema', async () => {
    for (const page of [samplePage(), empty]) {
      expect(await faults(pageToAlto(page), 'alto-4-4.xsd')).toEqual([]);
    }
  });

  it('the validator finds what is wrong', async () => {
    const wrong = pageToAlto(samplePage()).replace(' HPOS="0"', ' HPOS="left"');
    expect((await faults(wrong, 'alto-4-4.xsd')).length).toBeGreaterThan(0);
  });

  it('has every word with its box', () => {
    const strings = elementsOf(pageToAlto(samplePage()), 'String');
    const texts = strings.map(({ attributes }) => attributes.CONTENT);
    for (const word of WORDS) expect(texts).toContain(word);
    const harbour = strings.find(({ attributes }) => attributes.CONTENT === 'Harbour');
    expect(harbour?.attributes).toMatchObject({
      HPOS: '280',
      VPOS: '60',
      HEIGHT: '90',
      WC: '0.900',
    });
  });
});

describe('PAGE XML', () => {
  it('holds to its schema', async () => {
    for (const page of [samplePage(), empty]) {
      expect(await faults(pageToPageXml(page, WHEN), 'pagecontent-2019-07-15.xsd')).toEqual([]);
    }
  });

  it('has every line, and cells with their row and column', () => {
    const xml = pageToPageXml(samplePage(), WHEN);
    const texts = elementsOf(xml, 'Unicode').map(({ text }) => text);
    expect(texts).toContain('bour & looked at the <ships>');
    expect(texts).toContain('नमस्ते');
    const roles = elementsOf(xml, 'TableCellRole').map(({ attributes }) => attributes);
    expect(roles).toHaveLength(12);
    expect(roles[5]).toMatchObject({ rowIndex: '1', columnIndex: '2' });
  });
});

describe('hOCR', () => {
  it('is XHTML with words in their boxes', () => {
    const html = pagesToHocr([samplePage(), empty]);
    const words = elementsOf(html, 'span').filter(
      ({ attributes }) => attributes.class === 'ocrx_word',
    );
    expect(words.find(({ text }) => text === '<ships>')?.attributes.title).toMatch(
      /^bbox \d+ 280 \d+ 320; x_wconf 90$/,
    );
    expect(elementsOf(html, 'td')).toHaveLength(12);
    const pages = elementsOf(html, 'div').filter(
      ({ attributes }) => attributes.class === 'ocr_page',
    );
    expect(pages.map(({ attributes }) => attributes.title)).toEqual([
      `image "page <1> & 'more'.jpg"; bbox 0 0 1000 1400; ppageno 0; scan_res 150 150`,
      'image "empty.png"; bbox 0 0 10 10; ppageno 1; scan_res 150 150',
    ]);
  });
});

it('whatever is read, the documents stay well formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const line = lineAt('word', { x: -30, y: -5 });
      const [word] = line.reading.words;
      if (word === undefined) throw new Error('no word');
      const odd = { ...line, reading: { ...line.reading, text, words: [{ ...word, text }] } };
      const layout = layoutOf({ width: 100, height: 100, lines: [odd], timings: {} });
      const page = { name: text, layout, dpi: null };
      for (const xml of [pageToAlto(page), pageToPageXml(page, WHEN), pagesToHocr([page])]) {
        expect(elementsOf(xml, 'nothing')).toEqual([]);
      }
    }),
  );
});

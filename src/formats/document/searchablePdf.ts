import type { PDFDocument, PDFRef } from 'pdf-lib';
import type { Quad } from '../../reading/geometry.ts';
import { linesOfBlock } from '../../reading/layout/pageLayout.ts';
import { type LaidOutPage, wordsOfLine } from './laidOutPage.ts';

/** A page with the picture that is shown on it. */
export interface PicturedPage extends LaidOutPage {
  readonly picture: { readonly type: 'jpeg' | 'png'; readonly bytes: Uint8Array };
}

const POINTS_PER_INCH = 72;
/** Of pictures that do not say: so many that a phone's photo of a page is as large as the page. */
const USUAL_DPI = 300;
/** Signs of one font: codes of one byte without 0. */
const SIGNS_PER_FONT = 255;
/** Width and depth of a sign, shares of the font's size. */
const SIGN_WIDTH = 0.5;
const DESCENT = 0.2;

/**
 * A PDF of pictures in which every word that was read lies invisibly on its ink, so that it can be
 * searched, selected and copied in any script.
 * @throws Error where a picture cannot be put in
 */
export async function pagesToPdf(pages: readonly PicturedPage[]): Promise<Uint8Array> {
  const lib = await import('pdf-lib');
  const pdf = await lib.PDFDocument.create();
  pdf.setProducer('Handlens');
  pdf.setCreator('Handlens');
  const signs = new InvisibleSigns();
  const drawn: { readonly add: (fonts: ReadonlyMap<number, PDFRef>) => void }[] = [];
  for (const { picture, layout, dpi } of pages) {
    const image =
      picture.type === 'jpeg'
        ? await pdf.embedJpg(picture.bytes)
        : await pdf.embedPng(picture.bytes);
    const scale = POINTS_PER_INCH / (dpi ?? USUAL_DPI);
    const [width, height] = [layout.width * scale, layout.height * scale];
    const page = pdf.addPage([width, height]);
    page.drawImage(image, { x: 0, y: 0, width, height });
    const words = layout.blocks.flatMap(linesOfBlock).flatMap(wordsOfLine);
    const text = words.map(({ text, quad }) => signs.write(text, quad, scale, height)).join('');
    const stream = pdf.context.register(pdf.context.flateStream(`BT 3 Tr\n${text}ET\n`));
    drawn.push({
      add(fonts) {
        page.node.addContentStream(stream);
        for (const [index, font] of fonts) {
          page.node.setFontDictionary(lib.PDFName.of(`F${index}`), font);
        }
      },
    });
  }
  const fonts = new Map(signs.fonts().map((used, i) => [i, fontOf(lib, pdf, used)]));
  for (const { add } of drawn) add(fonts);
  return pdf.save();
}

/** Writes words in fonts whose signs are empty; each font holds 255 signs of any script. */
class InvisibleSigns {
  readonly #codes = new Map<string, number>();

  /** The signs of each font, in the order of their codes. */
  fonts(): readonly (readonly string[])[] {
    const signs = [...this.#codes.keys()];
    const count = Math.ceil(signs.length / SIGNS_PER_FONT);
    return Array.from({ length: count }, (_, i) =>
      signs.slice(i * SIGNS_PER_FONT, (i + 1) * SIGNS_PER_FONT),
    );
  }

  /** Operators that put a word along the lower edge of its quad, as wide and as high as that. */
  write(
    text: string,
    [topLeft, , bottomRight, bottomLeft]: Quad,
    scale: number,
    pageHeight: number,
  ) {
    const signs = [...`${text} `].map((sign) => this.#codeOf(sign));
    const along = { x: bottomRight.x - bottomLeft.x, y: bottomRight.y - bottomLeft.y };
    const width = Math.hypot(along.x, along.y) * scale;
    const size = Math.hypot(topLeft.x - bottomLeft.x, topLeft.y - bottomLeft.y) * scale;
    if (width === 0 || size === 0) return '';
    const [cos, sin] = [(along.x * scale) / width, (-along.y * scale) / width];
    // Letters stand on a line above the lower edge, below which their tails reach.
    const x = bottomLeft.x * scale - DESCENT * size * sin;
    const y = pageHeight - bottomLeft.y * scale + DESCENT * size * cos;
    const wide = width / ((signs.length - 1) * SIGN_WIDTH * size);
    const matrix = [cos, sin, -sin, cos, x, y].map((value) => value.toFixed(4)).join(' ');
    const shown = runsOf(signs).map(
      ({ font, codes }) => `/F${font} ${size.toFixed(3)} Tf <${codes.map(hexByte).join('')}> Tj\n`,
    );
    return `${(100 * wide).toFixed(3)} Tz ${matrix} Tm\n${shown.join('')}`;
  }

  #codeOf(sign: string): number {
    const known = this.#codes.get(sign);
    if (known !== undefined) return known;
    const code = this.#codes.size;
    this.#codes.set(sign, code);
    return code;
  }
}

function runsOf(codes: readonly number[]): { readonly font: number; readonly codes: number[] }[] {
  const runs: { readonly font: number; readonly codes: number[] }[] = [];
  for (const code of codes) {
    const font = Math.floor(code / SIGNS_PER_FONT);
    const byte = (code % SIGNS_PER_FONT) + 1;
    const last = runs.at(-1);
    if (last?.font === font) last.codes.push(byte);
    else runs.push({ font, codes: [byte] });
  }
  return runs;
}

/** A Type 3 font (ISO 32000, 9.6.5) of empty signs, with what each of them means. */
function fontOf(lib: typeof import('pdf-lib'), pdf: PDFDocument, signs: readonly string[]): PDFRef {
  const { context } = pdf;
  const blank = context.register(context.stream(`${1000 * SIGN_WIDTH} 0 d0\n`));
  const names = signs.map((_, i) => `s${i + 1}`);
  const glyphs = context.obj({});
  for (const name of names) glyphs.set(lib.PDFName.of(name), blank);
  const map = context.register(context.flateStream(unicodeMap(signs)));
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type3',
      FontBBox: [0, -1000 * DESCENT, 1000 * SIGN_WIDTH, 1000 * (1 - DESCENT)],
      FontMatrix: [0.001, 0, 0, 0.001, 0, 0],
      FirstChar: 1,
      LastChar: signs.length,
      Widths: signs.map(() => 1000 * SIGN_WIDTH),
      Encoding: context.obj({
        Type: 'Encoding',
        Differences: [1, ...names.map((name) => lib.PDFName.of(name))],
      }),
      CharProcs: glyphs,
      Resources: {},
      ToUnicode: map,
    }),
  );
}

function unicodeMap(signs: readonly string[]): string {
  const rows = signs.map((sign, i) => `<${hexByte(i + 1)}> <${utf16(sign)}>`);
  const parts: string[] = [];
  // The format takes a hundred at a time.
  for (let i = 0; i < rows.length; i += 100) {
    const part = rows.slice(i, i + 100);
    parts.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <00> <FF> endcodespacerange',
    ...parts,
    'endcmap CMapName currentdict /CMap defineresource pop end end\n',
  ].join('\n');
}

function utf16(sign: string): string {
  return Array.from({ length: sign.length }, (_, i) =>
    sign.charCodeAt(i).toString(16).padStart(4, '0'),
  ).join('');
}

function hexByte(value: number): string {
  return value.toString(16).padStart(2, '0');
}

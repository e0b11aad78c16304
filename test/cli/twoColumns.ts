import type { Canvas } from '@napi-rs/canvas';
import { createCanvas } from '@napi-rs/canvas';
import { PDFDocument, type PDFFont, StandardFonts } from 'pdf-lib';
import type { RasterImage } from '../../src/reading/image.ts';

const WORDS =
  `the harbour lay still under a pale sky while boats came home with little to show for the night
  nobody spoke much and the old men on the wall counted them as they passed each with its lamp still
  burning at the bow a child ran along the stones calling names that the wind took away before they
  reached anyone later in the day the market opened and what had been caught was sold within an hour
  people remembered other years when the nets were heavy and the streets smelled of salt and smoke
  today it was bread apples and a few baskets of mussels from the rocks beyond the lighthouse`.split(
    /\s+/,
  );

const PAGE = { width: 595, height: 420, margin: 50, gutter: 24, size: 10, leading: 14 } as const;

/** A page of two columns of running text under a heading, as a PDF, and its text in order. */
export async function twoColumns(
  seed: number,
): Promise<{ readonly pdf: Uint8Array; readonly text: string }> {
  const pdf = await PDFDocument.create();
  const body = await pdf.embedFont(
    seed % 2 === 0 ? StandardFonts.Helvetica : StandardFonts.TimesRoman,
  );
  const bold = await pdf.embedFont(StandardFonts.HelveticaBold);
  const { width, height, margin, gutter, size, leading } = PAGE;
  const page = pdf.addPage([width, height]);
  const heading = 'A report from the coast';
  page.drawText(heading, { x: margin, y: height - margin - 20, size: 22, font: bold });
  const column = (width - 2 * margin - gutter) / 2;
  const written = [heading];
  let next = 17 * seed;
  const word = (): string => WORDS[next++ % WORDS.length] ?? '';
  for (const x of [margin, margin + column + gutter]) {
    for (let y = height - margin - 60; y > margin; y -= leading) {
      const line = filled(body, size, column, word, () => {
        next -= 1;
      });
      page.drawText(line, { x, y, size, font: body });
      written.push(line);
    }
  }
  return { pdf: await pdf.save(), text: written.join(' ') };
}

function filled(
  font: PDFFont,
  size: number,
  width: number,
  word: () => string,
  putBack: () => void,
): string {
  let line = word();
  for (;;) {
    const longer = `${line} ${word()}`;
    if (font.widthOfTextAtSize(longer, size) > width) {
      putBack();
      return line;
    }
    line = longer;
  }
}

/** The page as a phone sees it on a table: turned a little, lit from one side. */
export function photographed(canvas: Canvas, page: RasterImage, seed: number): RasterImage {
  const flat = canvas.getContext('2d');
  const pixels = flat.createImageData(page.width, page.height);
  pixels.data.set(page.data);
  flat.putImageData(pixels, 0, 0);
  const [width, height] = [page.width + 300, page.height + 300];
  const table = createCanvas(width, height);
  const context = table.getContext('2d');
  context.fillStyle = '#8a7a66';
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate(((seed % 2 === 0 ? 1 : -1) * 1.2 * Math.PI) / 180);
  context.drawImage(canvas, -page.width / 2, -page.height / 2);
  context.setTransform(1, 0, 0, 1, 0, 0);
  const shade = context.createLinearGradient(0, 0, width, height);
  shade.addColorStop(0, 'rgba(0, 0, 0, 0)');
  shade.addColorStop(1, 'rgba(20, 10, 0, 0.35)');
  context.fillStyle = shade;
  context.fillRect(0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

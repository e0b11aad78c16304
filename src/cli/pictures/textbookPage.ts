import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { RasterImage } from '../../reading/image.ts';
import { pictureFont } from './fonts.ts';

export interface PageText {
  /** As printed, "Chapter 3"; null for a page that opens no chapter. */
  readonly label: string | null;
  readonly title: string | null;
  readonly runningHeader: string | null;
}

const PAGE = { width: 1240, height: 1754, margin: 150 } as const;

const BODY =
  'Every green leaf is a small factory that is driven by light. Water rises from the roots, ' +
  'air enters through pores that open and close with the hour of the day, and sugar leaves for ' +
  'the places where it is needed. The balance of these three flows decides how fast a plant can ' +
  'grow, how much it gives off, and what it keeps for the winter. Measurements of a single leaf ' +
  'tell little of a forest, yet they are where the study has to begin. ';

/** A printed textbook page, RGBA `[1754, 1240, 4]`: label and title above the text, or text alone. */
export function drawTextbookPage({ label, title, runningHeader }: PageText): RasterImage {
  const { width, height, margin } = PAGE;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fdfcf8';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#161616';
  let y = margin;
  if (runningHeader !== null) {
    context.font = `italic 24px "${pictureFont('Libre Baskerville')}"`;
    context.fillText(runningHeader, margin, 96);
    context.fillText('117', width - margin - 48, 96);
  }
  if (label !== null) {
    y += 160;
    context.font = `46px "${pictureFont('Libre Baskerville')}"`;
    context.fillText(label, margin, y);
  }
  if (title !== null) {
    context.font = `62px "${pictureFont('Libre Baskerville Bold')}"`;
    for (const line of wrap(context, title, width - 2 * margin)) {
      y += 96;
      context.fillText(line, margin, y);
    }
    y += 120;
  }
  context.font = `25px "${pictureFont('Libre Baskerville')}"`;
  for (let paragraph = 0; y < height - margin; paragraph++) {
    for (const line of wrap(context, BODY.repeat(1 + (paragraph % 2)), width - 2 * margin)) {
      y += 42;
      if (y > height - margin) break;
      context.fillText(line, margin, y);
    }
    y += 30;
  }
  return context.getImageData(0, 0, width, height);
}

function wrap(context: SKRSContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && context.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line !== '') lines.push(line);
  return lines;
}

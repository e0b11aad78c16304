import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { pagesOfBytes } from '../../../src/cli/pagesOfFile.ts';
import { type LaidOutPage, wordsOfLine } from '../../../src/formats/document/laidOutPage.ts';
import { pagesToPdf } from '../../../src/formats/document/searchablePdf.ts';
import { type Box, boundingBox, intersectionArea } from '../../../src/reading/geometry.ts';
import { layoutOf } from '../../../src/reading/layout/layoutOf.ts';
import { linesOfBlock } from '../../../src/reading/layout/pageLayout.ts';
import { lineAt, samplePage } from './sampleDocument.ts';

const SCALE = 72 / 150;

function pictured(page: LaidOutPage) {
  const canvas = createCanvas(page.layout.width, page.layout.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return { ...page, picture: { type: 'jpeg' as const, bytes: canvas.toBuffer('image/jpeg') } };
}

function placedWords({ layout }: LaidOutPage) {
  return layout.blocks
    .flatMap(linesOfBlock)
    .flatMap(wordsOfLine)
    .map(({ text, quad }) => ({ text, box: boundingBox(quad) }));
}

/** A page of 400 words in rows that lean. */
function fullPage(): LaidOutPage {
  const lines = Array.from({ length: 40 }, (_, row) =>
    lineAt(Array.from({ length: 10 }, (_, i) => `w${row}x${i}`).join(' '), {
      x: 60,
      y: 60 + row * 30,
      height: 22,
      slope: 0.02,
    }),
  );
  const layout = layoutOf({ width: 1000, height: 1400, lines, timings: {} });
  return { name: 'full.jpg', layout, dpi: 150 };
}

/** Words as poppler's `pdftotext -bbox` finds them, px of the page. */
function poppler(pdf: Uint8Array): { readonly text: string; readonly box: Box }[] | null {
  if (spawnSync('pdftotext', ['-v']).error) return null;
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    const { stdout } = spawnSync('pdftotext', ['-bbox', join(folder, 'a.pdf'), '-'], {
      encoding: 'utf8',
    });
    const word =
      /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g;
    return [...stdout.matchAll(word)].map(
      ([, x = '', y = '', right = '', bottom = '', text = '']) => ({
        text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
        box: {
          ...{ x: Number(x) / SCALE, y: Number(y) / SCALE },
          ...{
            width: (Number(right) - Number(x)) / SCALE,
            height: (Number(bottom) - Number(y)) / SCALE,
          },
        },
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Share of words that were found with most of their ink covered and little besides. */
function shareFound(
  words: ReturnType<typeof placedWords>,
  found: readonly { readonly text: string; readonly box: Box }[],
): number {
  const hits = words.filter(({ text, box }) =>
    found.some((other) => {
      const shared = intersectionArea(other.box, box);
      return (
        other.text === text &&
        shared > 0.7 * box.width * box.height &&
        shared > 0.5 * other.box.width * other.box.height
      );
    }),
  );
  return hits.length / words.length;
}

describe('a searchable PDF', () => {
  it('has words that pdftotext finds on their ink', async (context) => {
    for (const page of [fullPage(), samplePage()]) {
      const found = poppler(await pagesToPdf([pictured(page)]));
      if (found === null) return context.skip('pdftotext (poppler-utils) is not installed');
      expect(shareFound(placedWords(page), found)).toBeGreaterThanOrEqual(0.99);
    }
  });

  it('has words that pdf.js finds on their ink, of every script', async () => {
    const page = samplePage();
    const { pages, close } = await pagesOfBytes(await pagesToPdf([pictured(page)]));
    const text = await pages[0]?.text();
    const size = await pages[0]?.size();
    await close();
    const scale = page.layout.width / (size?.width ?? 1);
    const found = (text?.lines ?? []).flatMap(({ words }) =>
      words.map((word) => {
        const { x, y, width, height } = boundingBox(word.quad);
        const box = { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
        return { text: word.text, box };
      }),
    );
    // pdf.js joins neighbours and says only where the whole of them stands.
    expect(shareFound(placedWords(page), found)).toBeGreaterThan(0.9);
    const texts = found.map(({ text }) => text);
    for (const { text } of placedWords(page)) expect(texts).toContain(text);
  });

  it('shows the picture and nothing else', async () => {
    const { pages, close } = await pagesOfBytes(
      await pagesToPdf([pictured(samplePage()), pictured(fullPage())]),
    );
    expect(pages).toHaveLength(2);
    for (const page of pages) {
      const picture = await page.picture(500);
      expect(picture.data.every((value) => value > 250)).toBe(true);
    }
    await close();
  });
});

import { createCanvas } from '@napi-rs/canvas';
import { afterAll, describe, expect, it } from 'vitest';
import { pictureFont } from '../../../src/cli/pictures/fonts.ts';
import { tesseractInNode } from '../../../src/cli/tesseractInNode.ts';
import { toGray } from '../../../src/reading/image.ts';
import { createPrintedRecognizer } from '../../../src/reading/recognizer/printed.ts';
import { drawLine } from './printedLines.ts';

const printed = createPrintedRecognizer({ runtime: tesseractInNode() });
afterAll(() => printed.dispose());

describe('printed lines', () => {
  it('reads lines in the order they come in, with confidence and the place of each word', async () => {
    const texts = ['The cell and its parts', 'Light reactions', 'Chapter 12'];
    const readings = await printed.readLines(texts.map((text) => drawLine(text)));
    expect(readings.map(({ text }) => text)).toEqual(texts);
    for (const { confidence, words, engine } of readings) {
      expect(engine).toBe('printed');
      expect(confidence).toBeGreaterThan(0.7);
      expect(confidence).toBeLessThanOrEqual(1);
      let end = 0;
      for (const word of words) {
        expect(word.start).toBeGreaterThanOrEqual(end);
        expect(word.end).toBeGreaterThan(word.start);
        end = word.end;
      }
      expect(end).toBeLessThanOrEqual(1);
    }
    // 48 px high, with half of it as margin on either side
    const width = drawLine('Chapter 12').width;
    expect((readings[2]?.words[0]?.start ?? 0) * width).toBeCloseTo(24, -1);
  });

  it('reads other languages with their accents, and English again', async () => {
    const french = drawLine('Forêt dégagée où naît une œuvre, ça coûte');
    const [inEnglish] = await printed.readLines([french]);
    expect(inEnglish?.text).not.toContain('ê');
    printed.setLanguages(['fra']);
    const [reading] = await printed.readLines([french]);
    expect(reading?.text).toBe('Forêt dégagée où naît une œuvre, ça coûte');
    printed.setLanguages(['deu', 'eng']);
    const [german] = await printed.readLines([drawLine('Größe und Höhe der Straße')]);
    expect(german?.text).toBe('Größe und Höhe der Straße');
    printed.setLanguages(['eng']);
    expect((await printed.readLines([drawLine('The cell')]))[0]?.text).toBe('The cell');
  });

  it('reads light print on a dark ground', async () => {
    const [reading] = await printed.readLines([
      drawLine('Energy and work', { ink: '#f4f4f4', paper: '#1d3557' }),
    ]);
    expect(reading?.text).toBe('Energy and work');
  });

  it('reads nothing in a blank crop, with or without noise', async () => {
    const noise = new Uint8Array(300 * 48).map((_, i) => 235 + ((i * 7919) % 13));
    const readings = await printed.readLines([
      { width: 300, height: 48, data: new Uint8Array(300 * 48).fill(240) },
      { width: 300, height: 48, data: noise },
    ]);
    for (const reading of readings) {
      expect(reading).toEqual({ text: '', confidence: 0, words: [], engine: 'printed' });
    }
  });

  it('gives up when cancelled', async () => {
    const controller = new AbortController();
    const reading = printed.readLines([drawLine('Never mind')], { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await expect(
      printed.readLines([drawLine('Never mind')], { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('printed pages', () => {
  it('finds lines with their boxes', async () => {
    const context = createCanvas(700, 320).getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, 700, 320);
    context.fillStyle = 'black';
    context.font = `34px "${pictureFont('Libre Baskerville Bold')}"`;
    context.fillText('Light and colour', 60, 80);
    context.font = `24px "${pictureFont('Libre Baskerville')}"`;
    context.fillText('A wave carries energy from place to place.', 60, 180);
    context.fillText('The medium stays where it is.', 60, 230);
    const lines = await printed.readPage(toGray(context.getImageData(0, 0, 700, 320)));
    expect(lines.map(({ text }) => text)).toEqual([
      'Light and colour',
      'A wave carries energy from place to place.',
      'The medium stays where it is.',
    ]);
    const [title] = lines;
    expect(title?.box.x).toBeGreaterThan(55);
    expect(title?.box.x).toBeLessThan(66);
    expect((title?.box.y ?? 0) + (title?.box.height ?? 0)).toBeGreaterThan(78);
    expect((title?.box.y ?? 0) + (title?.box.height ?? 0)).toBeLessThan(92);
  });

  it('keeps to the characters it is given', async () => {
    const [line] = await printed.readPage(drawLine('SO IO', { height: 64 }), {
      layout: 'line',
      characters: '0123456789',
    });
    expect(line?.text ?? '').toMatch(/^[\d ]*$/);
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PictureFont, pictureFont } from '../../src/cli/pictures/fonts.ts';
import { drawTextbookPage } from '../../src/cli/pictures/textbookPage.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';
import { encode, runBuilt } from './runCommand.ts';

/** A picture of one line of text, as cut out of a page. */
function lineOf(text: string, font: PictureFont): Buffer {
  const canvas = createCanvas(900, 84);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 900, 84);
  context.fillStyle = '#111';
  context.font = `48px "${pictureFont(font)}"`;
  context.fillText(text, 24, 58);
  return canvas.toBuffer('image/png');
}

const PRINTED = ['Photosynthesis and light', 'The cell and its parts'];
const ROWS = ['bring milk and bread', 'call Anna on Monday'];

let folder = '';
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-evaluate-'));
  for (const [i, text] of PRINTED.entries()) {
    await writeFile(file(`line${i}.png`), lineOf(text, 'Libre Baskerville'));
  }
  await writeFile(file('labels.tsv'), PRINTED.map((text, i) => `line${i}.png\t${text}\n`).join(''));

  const sheet = drawSheet(ROWS.map((text) => ({ text, font: 'Caveat', size: 84 })));
  await writeFile(file('sheet.png'), encode(sheet));
  const boxes = ROWS.map((text, i) => {
    const context = createCanvas(1, 1).getContext('2d');
    context.font = `84px "${pictureFont('Caveat')}"`;
    const ink = context.measureText(text);
    const baseline = 80 + 400 * (i + 0.6);
    const top = baseline - ink.actualBoundingBoxAscent;
    const height = ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent;
    return ['sheet.png', 80, top, ink.width, height, text].join('\t');
  });
  await writeFile(file('boxes.tsv'), `file\tx\ty\tw\th\ttext\n${boxes.join('\n')}\n`);

  const opener = { label: 'Chapter 7', title: 'Rivers and Lakes', runningHeader: null };
  const body = { label: null, title: null, runningHeader: null };
  await writeFile(file('opener.png'), encode(drawTextbookPage(opener)));
  await writeFile(file('body.png'), encode(drawTextbookPage(body)));
  const pages = [
    {
      image: 'opener.png',
      kind: 'opener',
      chapter: { text: 'Chapter 7', number: '7' },
      title: { text: 'Rivers and Lakes' },
    },
    { image: 'body.png', kind: 'body', chapter: null, title: null },
  ];
  await writeFile(file('truth.jsonl'), pages.map((page) => `${JSON.stringify(page)}\n`).join(''));
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run evaluate', () => {
  it('prints one JSON object with every measure of the truth that the folder holds', async () => {
    const { code, stdout, stderr } = await runBuilt('evaluate', [folder, '--json']);
    expect(stderr).not.toContain('problem');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(['lines', 'scenes', 'textbook']);
    const rate = { cer: expect.any(Number), wer: expect.any(Number) };
    expect(report.lines).toEqual({
      images: 2,
      engines: { handwriting: rate, printed: rate, auto: rate },
    });
    expect(report.lines.engines.printed.cer).toBeLessThan(0.05);
    expect(report.scenes).toEqual({
      images: 1,
      recall: expect.any(Number),
      precision: expect.any(Number),
      f1: expect.any(Number),
      ap50: expect.any(Number),
      cer: expect.any(Number),
    });
    expect(report.scenes.recall).toBe(1);
    expect(report.scenes.cer).toBeLessThan(0.3);
    expect(report.textbook).toEqual({
      openers: 1,
      bodies: 1,
      // The truth of this folder has no boxes.
      ap50: { chapter: null, title: null },
      chapterRight: 1,
      titleRight: 1,
      bothRight: 1,
      falseOpeners: 0,
      secondsPerPage: expect.any(Number),
    });
    expect(report.textbook.secondsPerPage).toBeGreaterThan(0);
  });

  it('measures one engine on a sample, reports what it cannot use, and ends with 1', async () => {
    const other = await mkdtemp(join(tmpdir(), 'handlens-evaluate-'));
    try {
      await writeFile(join(other, 'good.png'), lineOf(PRINTED[0] ?? '', 'Libre Baskerville'));
      await writeFile(join(other, 'bad.png'), 'not a picture');
      await writeFile(
        join(other, 'labels.tsv'),
        `good.png\t${PRINTED[0]}\nno text\nbad.png\tsomething\n`,
      );
      const details = join(other, 'details.jsonl');
      const { code, stdout, stderr } = await runBuilt('evaluate', [
        other,
        ...['--engine', 'printed', '--json', '--details', details],
      ]);
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toEqual({
        lines: { images: 1, engines: { printed: { cer: 0, wer: 0 } } },
      });
      expect(stderr).toContain('labels.tsv:2:');
      expect(stderr).toContain('bad.png: This file is not a picture');
      expect(JSON.parse(await readFile(details, 'utf8'))).toEqual({
        file: 'good.png',
        truth: PRINTED[0],
        printed: PRINTED[0],
      });
      const sampled = await runBuilt('evaluate', [
        other,
        ...['--engine', 'printed', '--json', '--limit', '1'],
      ]);
      expect(JSON.parse(sampled.stdout).lines.images).toBe(1);
      expect(sampled.stderr).not.toContain('bad.png');
    } finally {
      await rm(other, { recursive: true });
    }
  });

  it('says which files it looks for in a folder without any', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'handlens-evaluate-'));
    try {
      const { code, stdout, stderr } = await runBuilt('evaluate', [empty, '--json']);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      for (const name of ['labels.tsv', 'boxes.tsv', 'truth.jsonl']) expect(stderr).toContain(name);
    } finally {
      await rm(empty, { recursive: true });
    }
  });
});

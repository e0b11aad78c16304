import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureFont } from '../../src/cli/pictures/fonts.ts';
import { drawTextbookPage } from '../../src/cli/pictures/textbookPage.ts';
import { drawSheet } from '../../src/cli/pictures/writtenPaper.ts';
import type { PagesJson, PicturesJson } from '../../src/formats/json.ts';
import { editDistance } from '../../src/reading/text/editDistance.ts';
import { encode, runBuilt } from './runCommand.ts';

const WRITTEN = ['bring milk and bread', 'call Anna on Monday', 'the train leaves at nine'];

let folder = '';
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handlens-read-'));
  await mkdir(file('pages'));
  const sheet = drawSheet(WRITTEN.map((text) => ({ text, font: 'Caveat', size: 84 })));
  await writeFile(file('written.png'), encode(sheet));
  await writeFile(file('broken.jpg'), encode(sheet, 'jpeg').subarray(0, 4000));
  await writeFile(file('words.txt'), 'not a picture');
  const label = 'Chapter 7';
  const title = 'Rivers and Lakes';
  await writeFile(
    file('pages/1-opener.png'),
    encode(drawTextbookPage({ label, title, runningHeader: null })),
  );
  await writeFile(
    file('pages/2-body.png'),
    encode(drawTextbookPage({ label: null, title: null, runningHeader: null })),
  );
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run read', () => {
  it('reads lines with box, class, text and confidence, and prints JSON alone', async () => {
    const { code, stdout } = await runBuilt('read', [file('written.png'), '--json']);
    const document: PicturesJson = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(document.version).toBe(1);
    const [picture] = document.pictures;
    expect(picture).toMatchObject({ file: file('written.png'), width: 1180, height: 920 });
    const lines = picture?.lines ?? [];
    expect(lines).toHaveLength(WRITTEN.length);
    lines.forEach((line, i) => {
      const truth = WRITTEN[i] ?? '';
      expect(line.class).toBe('handwriting');
      expect(line.confidence).toBeGreaterThan(0);
      // In reading order, each within the row it was written in.
      expect(Math.floor((line.box.y + line.box.height / 2 - 80) / 267)).toBe(i);
      expect(editDistance([...line.text], [...truth]) / truth.length).toBeLessThan(0.3);
    });
  });

  it('reports a broken file, reads the rest, and ends with 1', async () => {
    const { code, stdout, stderr } = await runBuilt('read', [
      file('broken.jpg'),
      file('words.txt'),
      file('gone.png'),
      file('written.png'),
      '--json',
    ]);
    const document: PicturesJson = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(document.pictures.map((picture) => picture.file)).toEqual([file('written.png')]);
    expect(Object.fromEntries(document.failures.map((f) => [f.file, f.code]))).toEqual({
      [file('gone.png')]: 'file-missing',
      [file('broken.jpg')]: 'image-broken',
      [file('words.txt')]: 'image-unsupported',
    });
    expect(stderr).toContain(`${file('broken.jpg')}: This picture is damaged`);
  });

  it('reads one drawing alike as JPEG, as PNG, and as PNG on clear ground', async () => {
    const pen = createCanvas(700, 220).getContext('2d');
    const draw = (): void => {
      pen.fillStyle = '#000000';
      pen.font = `80px ${pictureFont('Kalam')}`;
      pen.fillText('good words', 60, 130);
    };
    draw();
    await writeFile(file('clear.png'), pen.canvas.toBuffer('image/png'));
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, 700, 220);
    draw();
    await writeFile(file('white.png'), pen.canvas.toBuffer('image/png'));
    await writeFile(file('white.jpg'), pen.canvas.toBuffer('image/jpeg', 92));
    const { stdout } = await runBuilt('read', [
      ...['white.jpg', 'white.png', 'clear.png'].map(file),
      '--json',
    ]);
    const { pictures }: PicturesJson = JSON.parse(stdout);
    expect(pictures.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
      ['good words'],
      ['good words'],
      ['good words'],
    ]);
  });

  it('lists lines for people', async () => {
    const { code, stdout } = await runBuilt('read', [
      file('written.png'),
      '--engine',
      'handwriting',
    ]);
    expect(code).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split('\n');
    expect(head).toBe(`${file('written.png')} (1180 × 920)`);
    expect(rows).toHaveLength(WRITTEN.length);
    for (const row of rows) expect(row).toMatch(/^( +\d+){4} {2}handwriting {2}[01]\.\d\d {2}\S/);
  });

  it('gives chapter and title of pages in a folder, and of a pattern', async () => {
    const { code, stdout } = await runBuilt('read', [file('pages'), '--textbook', '--json']);
    expect(code).toBe(0);
    const { pages }: PagesJson = JSON.parse(stdout);
    expect(pages.map(({ kind }) => kind)).toEqual(['opener', 'body']);
    expect(pages[0]?.chapter?.number).toBe('7');
    expect(pages[0]?.title?.text).toBe('Rivers and Lakes');
    expect(pages[1]).toMatchObject({ chapter: null, title: null });
    const text = await runBuilt('read', [file('pages/1*.png'), '--textbook', '--format', 'md']);
    expect(text.stdout).toBe('- **Chapter 7** Rivers and Lakes\n');
  });

  it('explains itself and what it does not understand', async () => {
    expect(await runBuilt('read', ['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--textbook'),
    });
    for (const args of [[], ['--engine', 'quill', 'x.png'], ['--sideways', 'x.png']]) {
      const { code, stdout, stderr } = await runBuilt('read', args);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('--help');
    }
    const models = await runBuilt('read', [file('written.png'), '--models', folder]);
    expect(models.code).toBe(1);
    expect(models.stderr).toContain('--models');
  });
});

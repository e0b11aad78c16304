import { describe, expect, it } from 'vitest';
import { sample } from '../../src/cli/evaluation/measurement.ts';
import { reportText } from '../../src/cli/evaluation/report.ts';
import { failureOf } from '../../src/cli/failures.ts';
import { parseCount, parseEngineChoice } from '../../src/cli/options.ts';
import { ReadingError } from '../../src/reading/errors.ts';
import { pageInFile, readingInFile } from '../../src/reading/scaleReading.ts';
import { opener, picture } from '../formats/samples.ts';

describe('a sample', () => {
  const items = Array.from({ length: 10 }, (_, i) => i);

  it('is spread over all items, each once', () => {
    expect(sample(items, 5)).toEqual([0, 2, 4, 6, 8]);
    expect(sample(items, 3)).toEqual([0, 3, 6]);
    expect(sample(items, null)).toEqual(items);
    expect(sample(items, 99)).toEqual(items);
  });
});

describe('readings of a picture made smaller', () => {
  const decoded = { width: 320, height: 240 };
  const inFile = { fileWidth: 640, fileHeight: 480 };

  it('are in px of the file', () => {
    const { reading } = picture('a.jpg', ['Hi']);
    const scaled = readingInFile({ ...reading, ...decoded }, inFile);
    expect(scaled).toMatchObject({ width: 640, height: 480 });
    expect(scaled.lines[0]?.box.width).toBe(400);
    expect(scaled.lines[0]?.quad[2].x).toBeCloseTo(2 * 212.34);
    const { page } = opener('a.jpg', 'Chapter 3', null);
    expect(pageInFile({ ...page, ...decoded }, inFile)).toMatchObject({
      width: 640,
      chapter: { number: '3', box: { x: 20, y: 40, width: 200, height: 48 } },
      title: null,
    });
  });
});

describe('options', () => {
  it('take what they say and nothing else', () => {
    expect(parseCount('limit', '12')).toBe(12);
    for (const text of ['0', '-1', '1.5', 'many', '']) {
      expect(() => parseCount('limit', text)).toThrow('--limit');
    }
    expect(parseEngineChoice('printed')).toBe('printed');
    expect(() => parseEngineChoice('tesseract')).toThrow('--engine');
  });
});

describe('failures', () => {
  it('name the error, also the file system’s and unknown ones', () => {
    expect(failureOf('a.jpg', new ReadingError('image-broken')).code).toBe('image-broken');
    const missing = Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' });
    expect(failureOf('a.jpg', missing).code).toBe('file-missing');
    const denied = Object.assign(new Error('x'), { code: 'EACCES', syscall: 'open' });
    expect(failureOf('a.jpg', denied)).toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('EACCES'),
    });
    expect(failureOf('a.jpg', new RangeError('odd')).code).toBe('internal');
  });
});

describe('the report for people', () => {
  it('has a part for each truth, and a dash where nothing could be measured', () => {
    const text = reportText({
      lines: { images: 3, engines: { handwriting: { cer: 0.0912, wer: 0.25 } } },
      textbook: {
        openers: 4,
        bodies: 0,
        ap50: { chapter: 0.5, title: null },
        chapterRight: 0.75,
        titleRight: 1,
        bothRight: 0.75,
        falseOpeners: null,
        secondsPerPage: 1.234,
      },
    });
    expect(text).toContain('Lines (3 pictures)');
    expect(text).toMatch(/handwriting +9\.1 % +25\.0 %/);
    expect(text).toMatch(/AP50 title +–/);
    expect(text).toMatch(/time a page +1\.23 s/);
    expect(text).not.toContain('Scenes');
  });
});

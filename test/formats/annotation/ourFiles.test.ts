import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnotationSet } from '../../../src/formats/annotation/annotation.ts';
import { boxesTsv } from '../../../src/formats/annotation/boxesTsv.ts';
import { labelsTsv } from '../../../src/formats/annotation/labelsTsv.ts';
import { cellText } from '../../../src/formats/annotation/textLine.ts';
import { truthJsonl } from '../../../src/formats/annotation/truthJsonl.ts';
import { parseBoxes, parseLabels, parsePages } from '../../../src/reading/evaluation/truthFiles.ts';
import { annotationSets, countedIds, sizesOf } from './annotationSets.ts';

function box(id: string, classId: string, transcription: string | null, y = 10) {
  const place = { x: 10.25, y, width: 120, height: 20 };
  return { id, classId, ...place, difficult: false, transcription };
}

const PAGES: AnnotationSet = {
  classes: [
    { id: 'c', name: 'chapter', colour: '#111111' },
    { id: 't', name: 'title', colour: '#222222' },
    { id: 'o', name: 'other', colour: '#333333' },
  ],
  images: [
    {
      name: 'pages/p1.jpg',
      width: 400,
      height: 600,
      verified: false,
      boxes: [
        box('1', 'c', 'CHAPTER THREE'),
        box('2', 't', 'Light & “Shade”', 40),
        box('3', 'o', 'x', 80),
      ],
    },
    { name: 'pages/p2.jpg', width: 400, height: 600, verified: true, boxes: [] },
    { name: 'pages/p3.jpg', width: 400, height: 600, verified: false, boxes: [] },
  ],
};

describe('boxes.tsv', () => {
  it('is what the evaluation reads, with odd names and texts', () => {
    fc.assert(
      fc.property(annotationSets, (set) => {
        const { files, losses } = boxesTsv.write(set);
        const { rows, problems } = parseBoxes(files.get('boxes.tsv') ?? 'file\tx\ty\tw\th\ttext');
        expect(problems).toEqual([]);
        const left = new Set(
          losses.filter(({ code }) => code === 'image-name').map(({ image }) => image),
        );
        const expected = set.images
          .filter(({ name }) => !left.has(name))
          .flatMap(({ name, boxes }) => boxes.map((one) => [name, one.x, one.transcription ?? '']));
        expect(rows.map(({ file, box, text }) => [file, box?.x, text])).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps another order of columns, further columns and rows of other pictures', () => {
    const standing = new Map([
      [
        'boxes.tsv',
        'text\tfile\tx\ty\tw\th\twho\nhello\ta.jpg\t1\t2\t30\t10\tme\nworld\tz.jpg\t1\t2\t30\t10\tyou\n',
      ],
    ]);
    const pictures = new Map([['a.jpg', { width: 100, height: 50 }]]);
    const { set } = boxesTsv.read(standing, { pictures, newId: countedIds() });
    const images = set.images.map((image) => ({
      ...image,
      boxes: [
        ...image.boxes,
        { ...box('n', set.classes[0]?.id ?? '', 'new\tone'), x: 5, width: 9 },
      ],
    }));
    const { files, losses } = boxesTsv.write({ ...set, images }, standing);
    expect(files.get('boxes.tsv')).toBe(
      'text\tfile\tx\ty\tw\th\twho\nhello\ta.jpg\t1\t2\t30\t10\tme\nnew one\ta.jpg\t5\t10\t9\t20\t\nworld\tz.jpg\t1\t2\t30\t10\tyou\n',
    );
    expect(losses.map(({ code }) => code)).toEqual(['text-changed']);
  });
});

describe('truth.jsonl', () => {
  const { files, images, losses } = truthJsonl.write(PAGES);
  const text = files.get('truth.jsonl') ?? '';

  it('is what the evaluation reads', () => {
    const { rows, problems } = parsePages(text);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        image: 'pages/p1.jpg',
        kind: 'opener',
        chapter: { text: 'CHAPTER THREE', number: '3' },
        title: { text: 'Light & “Shade”' },
        chapterBox: { x: 10.25, y: 10, width: 120, height: 20 },
        titleBox: { x: 10.25, y: 40, width: 120, height: 20 },
      },
      expect.objectContaining({ image: 'pages/p2.jpg', kind: 'body', chapter: null, title: null }),
    ]);
    expect(losses.map(({ code, image }) => [code, image])).toEqual([
      ['class', 'pages/p1.jpg'],
      ['verified', 'pages/p2.jpg'],
    ]);
  });

  it('comes back, and is written again as it stands', () => {
    const back = truthJsonl.read(files, { pictures: sizesOf(PAGES.images), newId: countedIds() });
    expect(back.report.issues).toEqual([]);
    expect(back.set.images[0]?.boxes.map(({ transcription }) => transcription)).toEqual([
      'CHAPTER THREE',
      'Light & “Shade”',
    ]);
    expect(truthJsonl.write(back.set, files).files).toEqual(new Map());
    expect(truthJsonl.write({ ...PAGES, images }, files).files).toEqual(new Map());
  });

  it('changes one part of a line and keeps the rest, a number of somebody’s own too', () => {
    const line =
      '{"image":"a.jpg","book":"hott","kind":"opener","chapter":{"text":"Chapter 3","number":"III","box":[1,2,30,10]},"title":{"text":"Old"}}\n';
    const standing = new Map([
      ['truth.jsonl', `${line}{"image":"z.jpg","kind":"body","chapter":null,"title":null}\n`],
    ]);
    const pictures = new Map([['a.jpg', { width: 100, height: 50 }]]);
    const { set } = truthJsonl.read(standing, { pictures, newId: countedIds() });
    const moved = set.images.map((image) => ({
      ...image,
      boxes: image.boxes.map((one) => ({ ...one, x: 2 })),
    }));
    const written = truthJsonl.write({ ...set, images: moved }, standing).files.get('truth.jsonl');
    expect(written).toBe((standing.get('truth.jsonl') ?? '').replace('[1,2,30,10]', '[2,2,30,10]'));
  });
});

describe('labels.tsv', () => {
  it('names a crop for each box with a text, and is what the evaluation reads', () => {
    fc.assert(
      fc.property(annotationSets, (set) => {
        const { files, crops } = labelsTsv.write(set);
        const { rows, problems } = parseLabels(files.get('labels.tsv') ?? '');
        expect(problems).toEqual([]);
        const texts = set.images.flatMap(({ boxes }) =>
          boxes.flatMap(({ transcription }) =>
            transcription === null ? [] : cellText(transcription),
          ),
        );
        expect(rows.map(({ text }) => text)).toEqual(texts);
        expect(rows.map(({ file }) => file)).toEqual(crops.map(({ path }) => path));
        expect(new Set(crops.map(({ path }) => path.toLowerCase())).size).toBe(crops.length);
        for (const { path } of crops)
          expect(path).toMatch(/^crops\/[\p{L}\p{M}\p{N}._-]+\/\d{4,}\.png$/u);
      }),
      { numRuns: 100 },
    );
  });

  it('gives back every text at its crop, and is written again as it stands', () => {
    fc.assert(
      fc.property(annotationSets, (set) => {
        const { files, crops } = labelsTsv.write(set);
        const pictures = new Map(crops.map(({ path }) => [path, { width: 80, height: 20 }]));
        const back = labelsTsv.read(files, { pictures, newId: countedIds() });
        expect(back.report.issues).toEqual([]);
        const { rows } = parseLabels(files.get('labels.tsv') ?? '');
        const texts = back.set.images.map(({ name, boxes }) => [name, boxes[0]?.transcription]);
        expect(texts).toEqual(rows.map(({ file, text }) => [file, text]));
        expect(labelsTsv.write(back.set, files).files).toEqual(new Map());
      }),
      { numRuns: 100 },
    );
  });

  it('comes back as pictures of one line, whose texts can be put right', () => {
    const standing = new Map([['labels.tsv', 'l1.png\thello\nz.png\tleft alone\n']]);
    const pictures = new Map([['l1.png', { width: 200, height: 40 }]]);
    const { set } = labelsTsv.read(standing, { pictures, newId: countedIds() });
    expect(labelsTsv.write(set, standing).files).toEqual(new Map());
    const images = set.images.map((image) => ({
      ...image,
      boxes: image.boxes.map((one) => ({ ...one, transcription: 'Hello!' })),
    }));
    expect(labelsTsv.write({ ...set, images }, standing).files.get('labels.tsv')).toBe(
      'l1.png\tHello!\nz.png\tleft alone\n',
    );
  });
});

import { expect, it } from 'vitest';
import { readAnnotations } from '../../../src/app/annotate/project/readAnnotations.ts';
import { countedIds } from './annotationSets.ts';

const SIZE = { width: 640, height: 480 };
const ORIGINAL = { original_width: 640, original_height: 480 };
/** 64, 48, 160 × 120 px. */
const PLACE = { x: 10, y: 10, width: 25, height: 25, rotation: 0 };
/** 320, 240, 160 × 120 px. */
const OTHER = { ...PLACE, x: 50, y: 50 };

function result(id: string, control: string, type: string, value: object) {
  return { ...ORIGINAL, id, from_name: control, to_name: 'image', type, value };
}

function read(tasks: unknown) {
  const { set, report } = readAnnotations(new Map([['p.json', JSON.stringify(tasks)]]), {
    pictures: new Map([['a.jpg', SIZE]]),
    newId: countedIds(),
  });
  const [image] = set.images;
  const boxes = (image?.boxes ?? []).map(({ id: _, classId, ...box }) => ({
    ...box,
    className: set.classes.find(({ id }) => id === classId)?.name,
  }));
  const issues = report.issues.map(({ code, detail }) => [code, detail]);
  return { boxes, issues, attributes: image?.attributes, skipped: report.skipped };
}

function task(results: readonly object[], data: object = { image: '/data/upload/1/a.jpg' }) {
  return [{ id: 1, annotations: [{ id: 1, result: results }], data }];
}

const JAR = { ...PLACE, rectanglelabels: ['jar'] };
const jar = result('x', 'label', 'rectanglelabels', JAR);

it('an ellipse becomes the box around it, and is named', () => {
  const ellipse = (rotation: number) => {
    const value = { x: 50, y: 50, radiusX: 10, radiusY: 5, rotation, ellipselabels: ['jar'] };
    return read(task([result('x', 'label', 'ellipselabels', value)]));
  };
  expect(ellipse(0).boxes).toMatchObject([
    { className: 'jar', x: 256, y: 216, width: 128, height: 48 },
  ]);
  const { boxes, issues } = ellipse(90);
  expect(boxes[0]?.x).toBeCloseTo(320 - 24);
  expect(boxes[0]?.height).toBeCloseTo(128);
  expect(ellipse(30).boxes[0]?.width).toBeCloseTo(
    2 * Math.hypot(64 * Math.cos(Math.PI / 6), 24 * Math.sin(Math.PI / 6)),
  );
  expect(issues).toEqual([['box-curve', 'jar']]);
});

it('a choice that was made for a region is said of its box', () => {
  const { boxes, issues, attributes, skipped } = read(
    task([
      jar,
      result('x', 'state', 'choices', { ...PLACE, choices: ['clean'] }),
      result('y', 'label', 'rectanglelabels', { ...OTHER, rectanglelabels: ['jar'] }),
      result('y', 'state', 'choices', { ...OTHER, choices: ['broken', 'old'] }),
    ]),
  );
  expect(boxes.map((box) => box.attributes)).toEqual([
    { state: 'clean' },
    { state: 'broken, old' },
  ]);
  expect(attributes).toBeUndefined();
  expect(issues).toEqual([]);
  expect(skipped.boxes).toBe(0);
});

it('rectangle, label and text under one id are one region', () => {
  const { boxes, issues, skipped } = read(
    task(
      [
        result('x', 'bbox', 'rectangle', PLACE),
        result('x', 'label', 'labels', { ...PLACE, labels: ['Text'] }),
        result('x', 'transcription', 'textarea', { ...PLACE, text: ['hello', 'world'] }),
      ],
      { title: 'Page', ocr: '/data/upload/1/1a2b3c4d-a.jpg' },
    ),
  );
  expect(boxes).toMatchObject([{ className: 'Text', transcription: 'hello\nworld', x: 64 }]);
  expect(issues).toEqual([]);
  expect(skipped).toEqual({ files: 0, images: 0, boxes: 0 });
});

it('a second label, a note and a second text of a region are kept', () => {
  const { boxes, issues } = read(
    task([
      {
        ...result('x', 'label', 'rectanglelabels', { ...PLACE, rectanglelabels: ['jar', 'glass'] }),
        meta: { text: ['look again'] },
      },
      result('x', 'transcription', 'textarea', { ...PLACE, text: ['hello'] }),
      result('x', 'remark', 'textarea', { ...PLACE, text: ['faint'] }),
    ]),
  );
  expect(boxes).toMatchObject([
    {
      className: 'jar',
      transcription: 'hello',
      attributes: { labels: 'glass', note: 'look again', remark: 'faint' },
    },
  ]);
  expect(issues).toEqual([]);
});

it('what is said of the picture is kept, what has no place is named', () => {
  const { boxes, issues, attributes } = read(
    task([
      jar,
      result('q', 'caption', 'textarea', { text: ['a shelf'] }),
      result('r', 'quality', 'rating', { rating: 4 }),
      result('n', 'count', 'number', { number: 7 }),
      result('t', 'kind', 'taxonomy', {
        taxonomy: [
          ['A', 'B'],
          ['A', 'C'],
        ],
      }),
      { from_id: 'x', to_id: 'x', type: 'relation', direction: 'right' },
    ]),
  );
  expect(boxes).toHaveLength(1);
  expect(attributes).toEqual({
    caption: 'a shelf',
    quality: '4',
    count: '7',
    kind: 'A / B, A / C',
  });
  expect(issues).toEqual([['said-unkept', 'a.jpg: relation']]);
});

it('a rectangle without a label is kept, and that is said', () => {
  const { boxes, issues, skipped } = read(task([result('x', 'bbox', 'rectangle', PLACE)]));
  expect(boxes).toMatchObject([{ className: 'region', x: 64, y: 48, width: 160, height: 120 }]);
  expect(issues).toEqual([['shape-nameless', 'a.jpg']]);
  expect(skipped.boxes).toBe(0);
});

it('JSON-MIN: answers are kept, and one region under several controls is one box', () => {
  const { boxes, issues, attributes } = read([
    {
      ocr: '/data/upload/1/a.jpg',
      id: 1,
      annotator: 3,
      lead_time: 9.5,
      created_at: '2024-01-01',
      choice: 'good',
      transcription: ['hello'],
      quality: [{ rating: 4 }],
      bbox: [
        { ...PLACE, ...ORIGINAL },
        { ...PLACE, ...ORIGINAL },
      ],
      kind: [{ ...JAR, ...ORIGINAL }],
    },
  ]);
  expect(boxes.map(({ className }) => className)).toEqual(['jar', 'region']);
  expect(attributes).toEqual({ choice: 'good', transcription: 'hello', quality: '4' });
  expect(issues).toEqual([['shape-nameless', 'a.jpg']]);
});

import { describe, expect, it } from 'vitest';
import type { AnnotatedImage, AnnotationSet } from '../../../src/formats/annotation/annotation.ts';
import { coco } from '../../../src/formats/annotation/coco.ts';
import { createMl } from '../../../src/formats/annotation/createMl.ts';
import { pascalVoc } from '../../../src/formats/annotation/pascalVoc.ts';
import { yolo } from '../../../src/formats/annotation/yolo.ts';
import { countedIds } from './annotationSets.ts';

const PICTURES = new Map(
  ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => [name, { width: 200, height: 100 }]),
);
const FORMATS = [pascalVoc, yolo, createMl, coco];

const SET: AnnotationSet = {
  classes: [
    { id: 'p', name: 'person', colour: '#111111' },
    { id: 'd', name: 'dog', colour: '#222222' },
  ],
  images: [
    image('a.jpg', [box('1', 'p', 10), box('2', 'd', 40)]),
    image('b.jpg', [box('3', 'd', 20)]),
    image('c.jpg', []),
  ],
};

function box(id: string, classId: string, x: number) {
  const place = { x, y: 10, width: 20, height: 30 };
  return { id, classId, ...place, difficult: false, transcription: null };
}

function image(name: string, boxes: AnnotatedImage['boxes']): AnnotatedImage {
  return { name, width: 200, height: 100, boxes, verified: false };
}

function withBoxes(
  set: AnnotationSet,
  name: string,
  change: (boxes: AnnotatedImage['boxes']) => AnnotatedImage['boxes'],
): AnnotationSet {
  const images = set.images.map((one) =>
    one.name === name ? { ...one, boxes: change(one.boxes) } : one,
  );
  return { ...set, images };
}

/** Names and places of the boxes in each picture, in order of their place. */
function told(format: (typeof FORMATS)[number], files: ReadonlyMap<string, string>) {
  const { set } = format.read(files, { pictures: PICTURES, newId: countedIds() });
  return new Map(
    set.images.map((one) => [
      one.name,
      [...one.boxes]
        .sort((first, second) => first.x - second.x)
        .map(
          ({ classId, x }) =>
            `${set.classes.find(({ id }) => id === classId)?.name} ${Math.round(x)}`,
        ),
    ]),
  );
}

describe.each(FORMATS)('$title in a folder', (format) => {
  const first = format.write(SET);
  const saved: AnnotationSet = { ...SET, images: first.images };
  const save = (set: AnnotationSet, standing: ReadonlyMap<string, string>) => {
    const written = format.write(set, standing);
    return {
      changed: [...written.files.keys()],
      files: new Map([...standing, ...written.files]),
      set: { ...set, images: written.images },
    };
  };

  it('leaves pictures alone that nobody annotated', () => {
    expect([...first.files.values()].join()).not.toContain('c.jpg');
    expect([...first.files.keys()].some((path) => path.startsWith('c.'))).toBe(false);
  });

  it('writes only what was changed', () => {
    const moved = withBoxes(saved, 'b.jpg', (boxes) => boxes.map((one) => ({ ...one, x: 21 })));
    const { changed, files } = save(moved, first.files);
    expect(changed).toHaveLength(1);
    expect(told(format, files)).toEqual(
      new Map([
        ['a.jpg', ['person 10', 'dog 40']],
        ['b.jpg', ['dog 21']],
      ]),
    );
  });

  it('takes deleted boxes out and puts new ones in, again and again', () => {
    let state = { ...save(saved, first.files) };
    state = save(
      withBoxes(state.set, 'a.jpg', (boxes) => boxes.slice(1)),
      state.files,
    );
    state = save(
      withBoxes(state.set, 'a.jpg', (boxes) => [...boxes, box('9', 'p', 90)]),
      state.files,
    );
    state = save(
      withBoxes(state.set, 'a.jpg', (boxes) => boxes.map((one) => ({ ...one, x: one.x + 1 }))),
      state.files,
    );
    state = save(
      withBoxes(state.set, 'a.jpg', (boxes) => boxes.map((one) => ({ ...one, x: one.x + 1 }))),
      state.files,
    );
    expect(told(format, state.files).get('a.jpg')).toEqual(['dog 42', 'person 92']);
    expect(save(state.set, state.files).changed).toEqual([]);
  });

  it('keeps what somebody else put into the files meanwhile', () => {
    const theirs = withBoxes(saved, 'a.jpg', (boxes) => [...boxes, box('x', 'p', 150)]);
    const standing = save(theirs, first.files).files;
    const ours = withBoxes(saved, 'a.jpg', (boxes) => boxes.filter(({ id }) => id !== '1'));
    const { files, set } = save(ours, standing);
    expect(told(format, files).get('a.jpg')).toEqual(['dog 40', 'person 150']);
    // Also the next time, though the project does not know that box.
    const next = save(
      withBoxes(set, 'a.jpg', (boxes) => [...boxes, box('7', 'd', 99)]),
      files,
    );
    expect(told(format, next.files).get('a.jpg')).toEqual(['dog 40', 'dog 99', 'person 150']);
  });

  it('makes one box of two that are the same', () => {
    const unread: AnnotationSet = SET;
    expect(told(format, save(unread, first.files).files).get('a.jpg')).toEqual([
      'person 10',
      'dog 40',
    ]);
    expect(save(unread, first.files).changed).toEqual([]);
  });

  it('keeps pictures and classes that the project does not have', () => {
    const others: AnnotationSet = {
      classes: [{ id: 'z', name: 'zebra', colour: '#333333' }, ...SET.classes],
      images: [...saved.images, image('c.jpg', [box('8', 'z', 5)])].slice(-1),
    };
    const standing = save(others, first.files).files;
    const moved = withBoxes(saved, 'a.jpg', (boxes) => boxes.map((one) => ({ ...one, x: 3 })));
    expect(
      told(format, save({ ...moved, images: moved.images.slice(0, 2) }, standing).files).get(
        'c.jpg',
      ),
    ).toEqual(['zebra 5']);
  });

  it('gives a renamed class its new name everywhere', () => {
    const classes = saved.classes.map((one) =>
      one.id === 'd' ? { ...one, name: 'hound', formerNames: ['dog'] } : one,
    );
    const { files } = save({ ...saved, classes }, first.files);
    expect(told(format, files)).toEqual(
      new Map([
        ['a.jpg', ['person 10', 'hound 40']],
        ['b.jpg', ['hound 20']],
      ]),
    );
  });
});

describe('classes.txt', () => {
  const standing = new Map([
    ['classes.txt', 'cat\nperson\ndog\n'],
    ['a.txt', '2 0.250000 0.250000 0.100000 0.300000\n'],
  ]);

  it('only grows at its end when we write into its folder', () => {
    const classes = [...SET.classes, { id: 'n', name: 'new', colour: '#333333' }];
    const images = [image('b.jpg', [box('1', 'n', 5), box('2', 'p', 60)])];
    const { files } = yolo.write({ classes, images }, standing);
    expect(files.get('classes.txt')).toBe('cat\nperson\ndog\nnew\n');
    expect(
      files
        .get('b.txt')
        ?.split('\n')
        .map((row) => row[0]),
    ).toEqual(['3', '1', undefined]);
    expect(files.has('a.txt')).toBe(false);
  });

  it('is not touched by another order of the classes in the project', () => {
    const { set } = yolo.read(standing, { pictures: PICTURES, newId: countedIds() });
    const reordered = { ...set, classes: [...set.classes].reverse() };
    expect(yolo.write(reordered, standing).files).toEqual(new Map());
  });

  it('keeps the number of a renamed class, and all label files', () => {
    const { set } = yolo.read(standing, { pictures: PICTURES, newId: countedIds() });
    const classes = set.classes.map((one) =>
      one.name === 'dog' ? { ...one, name: 'hound', formerNames: ['dog'] } : one,
    );
    expect(yolo.write({ ...set, classes }, standing).files).toEqual(
      new Map([['classes.txt', 'cat\nperson\nhound\n']]),
    );
  });

  it('adds its classes behind those of the project', () => {
    const { set } = yolo.read(standing, {
      pictures: PICTURES,
      newId: countedIds(),
      classes: SET.classes,
    });
    expect(set.classes.map(({ id, name }) => [id, name])).toEqual([
      ['p', 'person'],
      ['d', 'dog'],
      ['id-1', 'cat'],
    ]);
    expect(set.images[0]?.boxes[0]?.classId).toBe('d');
  });

  it('without an end of line gets one before the next class', () => {
    const files = new Map([['classes.txt', 'cat']]);
    const { classes } = SET;
    expect(yolo.write({ classes, images: SET.images }, files).files.get('classes.txt')).toBe(
      'cat\nperson\ndog\n',
    );
  });
});

it('two pictures that differ in their endings alone have a file each', () => {
  const pictures = new Map([
    ['a.jpg', { width: 200, height: 100 }],
    ['a.png', { width: 200, height: 100 }],
  ]);
  for (const format of [pascalVoc, yolo]) {
    const images = [image('a.png', [box('1', 'p', 10)]), image('a.jpg', [box('2', 'd', 50)])];
    const { files } = format.write({ ...SET, images });
    const { set, report } = format.read(files, {
      pictures,
      newId: countedIds(),
      classes: SET.classes,
    });
    expect(report.issues).toEqual([]);
    expect(
      new Map(set.images.map(({ name, boxes }) => [name, boxes.map(({ classId }) => classId)])),
    ).toEqual(
      new Map([
        ['a.png', ['p']],
        ['a.jpg', ['d']],
      ]),
    );
  }
});

it('folders that keep labels and pictures apart are understood', () => {
  const pictures = new Map([['set/images/train/a.jpg', { width: 200, height: 100 }]]);
  const files = new Map([
    ['set/classes.txt', 'dog\n'],
    ['set/labels/train/a.txt', '0 0.5 0.5 0.2 0.2\n'],
  ]);
  const { set, report } = yolo.read(files, { pictures, newId: countedIds() });
  expect(report.issues).toEqual([]);
  expect(set.images.map(({ name }) => name)).toEqual(['set/images/train/a.jpg']);
  const moved = withBoxes(set, 'set/images/train/a.jpg', (boxes) =>
    boxes.map((one) => ({ ...one, x: 3 })),
  );
  expect([...yolo.write(moved, files).files.keys()]).toEqual(['set/labels/train/a.txt']);
});

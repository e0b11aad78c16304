import { describe, expect, test } from 'vitest';
import {
  beginGesture,
  continueGesture,
  dragDistance,
  type Press,
  previewBoxes,
} from '../../../src/app/board/gesture.ts';
import type { Scene } from '../../../src/app/board/scene.ts';

const viewport = { scale: 2, x: 10, y: 20 };

const scene: Scene = {
  picture: { width: 400, height: 300 },
  boxes: [box('a', 100, 80, 60, 40), box('b', 110, 90, 20, 10), box('c', 300, 200, 90, 90)],
  suggestions: [],
  selected: new Set(),
  highlighted: null,
  draft: null,
  tool: 'select',
  square: false,
  labels: true,
  texts: false,
  locked: false,
};

function box(id: string, x: number, y: number, width: number, height: number) {
  const shown = { colour: '#000000', label: id, text: null, difficult: false };
  return { id, box: { x, y, width, height }, ...shown };
}

function press(change: Partial<Press>): Press {
  return {
    view: { x: 240, y: 210 },
    button: 0,
    touch: false,
    adding: false,
    copying: false,
    hits: [],
    ...change,
  };
}

const selecting = (...ids: string[]): Scene => ({ ...scene, selected: new Set(ids) });

describe('a press', () => {
  test('beside all boxes lets go of the selection and pushes the picture', () => {
    const { gesture, selected } = beginGesture(selecting('a'), viewport, press({}));
    expect(gesture.kind).toBe('pan');
    expect(selected).toEqual([]);
  });

  test('on boxes takes the smallest, unless one of them is selected', () => {
    const hits = ['b', 'a'];
    expect(beginGesture(scene, viewport, press({ hits })).selected).toEqual(['b']);
    expect(beginGesture(selecting('a'), viewport, press({ hits })).selected).toEqual(['a']);
  });

  test('with Ctrl or Shift adds to the selection and takes from it', () => {
    const adding = press({ hits: ['c'], adding: true });
    expect(beginGesture(selecting('a'), viewport, adding).selected).toEqual(['a', 'c']);
    expect(beginGesture(selecting('a', 'c'), viewport, adding).selected).toEqual(['a']);
  });

  test('with the drawing tool draws, even over boxes', () => {
    const drawing: Scene = { ...scene, tool: 'draw' };
    const { gesture } = beginGesture(drawing, viewport, press({ hits: ['a'] }));
    expect(gesture).toEqual({ kind: 'draw', from: { x: 115, y: 95 }, to: { x: 115, y: 95 } });
  });

  test('on a handle of the selected box pulls it', () => {
    const corner = press({ view: { x: 160 * 2 + 10 + 3, y: 120 * 2 + 20 - 2 }, hits: ['a'] });
    expect(beginGesture(selecting('a'), viewport, corner).gesture).toMatchObject({
      kind: 'resize',
      id: 'a',
      handle: 'se',
    });
  });

  test('of a finger carries off only what was selected before', () => {
    const finger = press({ hits: ['c'], touch: true });
    expect(beginGesture(scene, viewport, finger).gesture.kind).toBe('pan');
    expect(beginGesture(selecting('c'), viewport, finger).gesture.kind).toBe('drag');
  });

  test('changes nothing where another tab writes', () => {
    const locked: Scene = { ...selecting('c'), locked: true };
    expect(beginGesture(locked, viewport, press({ hits: ['c'] })).gesture.kind).toBe('pan');
    const drawing: Scene = { ...locked, tool: 'draw' };
    expect(beginGesture(drawing, viewport, press({})).gesture.kind).toBe('pan');
  });

  test('with the right button asks, with Alt copies', () => {
    const of = (change: Partial<Press>) =>
      beginGesture(scene, viewport, press({ hits: ['c'], ...change })).gesture;
    expect(of({ button: 2 })).toMatchObject({ kind: 'drag', drag: 'ask' });
    expect(of({ copying: true })).toMatchObject({ kind: 'drag', drag: 'copy' });
  });
});

describe('a drag', () => {
  const start = press({ hits: ['c'] });

  test('of less than three px is a click', () => {
    const { gesture } = beginGesture(scene, viewport, start);
    const near = continueGesture(gesture, viewport, { x: 242, y: 211 }, start.view);
    expect(near).toMatchObject({ kind: 'drag', moved: false });
    expect(previewBoxes(near, selecting('c'))[0]?.box.x).toBe(300);
  });

  test('stops at the edge of the picture, all boxes together', () => {
    const two = beginGesture(selecting('a', 'c'), viewport, start);
    const far = continueGesture(two.gesture, viewport, { x: 1240, y: 190 }, start.view);
    if (far.kind !== 'drag') throw new Error('no drag');
    expect(dragDistance(far, scene)).toEqual({ dx: 10, dy: -10 });
    expect(previewBoxes(far, selecting('a', 'c')).map((each) => each.box.x)).toEqual([110, 310]);
  });
});

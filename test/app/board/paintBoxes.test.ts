import { createCanvas, Path2D } from '@napi-rs/canvas';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paintBoxes } from '../../../src/app/board/paintBoxes.ts';
import type { Scene } from '../../../src/app/board/scene.ts';

const VIEW = { width: 400, height: 300 };
const box = (id: string, y: number, text: string | null = null) => ({
  ...{ id, colour: '#2f6fed', label: id, text, difficult: false },
  box: { x: 40, y, width: 120, height: 40 },
});
const SCENE: Scene = {
  picture: VIEW,
  boxes: [box('jar', 60, 'plum jam'), box('lid', 160)],
  suggestions: [{ id: 's', label: 'cap', box: { x: 220, y: 60, width: 90, height: 40 } }],
  selected: new Set(),
  highlighted: null,
  draft: null,
  tool: 'select',
  square: false,
  labels: true,
  texts: false,
  locked: false,
};

beforeEach(() => vi.stubGlobal('Path2D', Path2D));
afterEach(() => vi.unstubAllGlobals());

/** The labels that are painted, with how strongly. */
function labels(change: Partial<Scene> = {}): Readonly<Record<string, number>> {
  const pen = createCanvas(VIEW.width, VIEW.height).getContext('2d');
  const painted: Record<string, number> = {};
  const fillText = pen.fillText.bind(pen);
  pen.fillText = (text, ...place) => {
    painted[text] = pen.globalAlpha;
    fillText(text, ...place);
  };
  const board = pen as unknown as CanvasRenderingContext2D;
  paintBoxes(board, { ...SCENE, ...change }, { scale: 1, x: 0, y: 0 }, VIEW, new Set());
  return Object.fromEntries(
    Object.entries(painted).map(([text, alpha]) => [text, Math.round(alpha * 10) / 10]),
  );
}

test('labels stand in full while nothing is pointed at or drawn', () => {
  expect(labels()).toEqual({ jar: 1, lid: 1, 'cap?': 1 });
});

test('the label under the pointer fades, so that a neighbour’s ink is seen', () => {
  expect(labels({ highlighted: 'jar' })).toEqual({ jar: 0.2, lid: 1, 'cap?': 1 });
  expect(labels({ highlighted: 's' })).toEqual({ jar: 1, lid: 1, 'cap?': 0.2 });
});

test('all of them fade while something is drawn', () => {
  for (const tool of ['draw', 'outline'] as const) {
    expect(labels({ tool })).toEqual({ jar: 0.2, lid: 0.2, 'cap?': 0.2 });
  }
});

test('texts stand behind the names on demand; without labels nothing is written', () => {
  expect(Object.keys(labels({ texts: true }))).toContain('jar: plum jam');
  expect(labels({ labels: false })).toEqual({});
});

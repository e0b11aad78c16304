import { describe, expect, it } from 'vitest';
import { boundingBox } from '../../../src/reading/geometry.ts';
import {
  createSheetTracker,
  type SheetTracker,
} from '../../../src/reading/tracking/sheetTracker.ts';
import { type Paper, type Placed, paperOf, watchPapers } from './papersSeen.ts';

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  first: [
    'Dear Anna, thank you for the',
    'letter of last week. The garden',
    'is full of apples and we will',
    'come on Sunday with two cakes',
    'if the weather holds. Bring',
    'the small basket and a ladder',
    'Yours, Margaret',
  ],
  second: [
    'Shopping for the weekend',
    'three pounds of potatoes',
    'butter, milk, a dozen eggs',
    'call the plumber at half past',
    'nine about the kitchen sink',
  ],
  third: ['Chapter one', 'It was a bright cold day', 'and the clocks struck thirteen'],
};

const FRAME_MS = 66;

const paper = (name: string, height = 40): Paper => paperOf(TEXTS[name] ?? [], height);

/** Runs a scene through a tracker, frame by frame. */
function run(
  tracker: SheetTracker,
  frames: number,
  at: (frame: number) => readonly Placed[],
  from = 0,
) {
  const watch = watchPapers(tracker);
  for (let i = 0; i < frames; i++) watch(at(i), (from + i) * FRAME_MS);
  return from + frames;
}

function textsOf(tracker: SheetTracker): string[] {
  const lines = [...(tracker.sheet()?.lines ?? [])];
  return lines
    .sort((a, b) => boundingBox(a.quad).y - boundingBox(b.quad).y)
    .map(({ reading }) => reading.text);
}

const [FIRST, SECOND, THIRD] = ['first', 'second', 'third'].map((name) => paper(name)) as [
  Paper,
  Paper,
  Paper,
];
const REST = { dx: 150, dy: 40 };

describe('a sheet', () => {
  it('at rest has every line once', () => {
    const tracker = createSheetTracker();
    run(tracker, 30, () => [{ paper: FIRST, ...REST }]);
    expect(textsOf(tracker)).toEqual(TEXTS.first);
  });

  it.each([2, 10, 40])('shaken by %i px has every line once', (px) => {
    const tracker = createSheetTracker();
    run(tracker, 80, (i) => [
      { paper: FIRST, dx: 150 + px * Math.sin(i / 2.5), dy: 60 + px * Math.cos(i / 3.1) },
    ]);
    expect(textsOf(tracker)).toEqual(TEXTS.first);
  });

  it.each(['left', 'right', 'top', 'bottom'])(
    'sliding in from the %s leaves no fragments',
    (side) => {
      for (const frames of [6, 15, 40]) {
        const tracker = createSheetTracker();
        run(tracker, frames + 40, (i) => {
          const rest = Math.max(0, 1 - i / frames);
          const dx = { left: -1100, right: 1100 }[side] ?? 0;
          const dy = { top: -700, bottom: 700 }[side] ?? 0;
          return [{ paper: FIRST, dx: 150 + rest * dx, dy: 40 + rest * dy }];
        });
        expect(textsOf(tracker)).toEqual(TEXTS.first);
        expect(tracker.sheet()?.id).toBe(1);
      }
    },
  );

  it('that is gone and comes back elsewhere is the same sheet, its lines under their numbers', () => {
    const tracker = createSheetTracker();
    let t = run(tracker, 30, () => [{ paper: FIRST, ...REST }]);
    const before = tracker.sheet()?.lines.map(({ id }) => id);
    t = run(tracker, 60, () => [], t);
    t = run(tracker, 30, () => [{ paper: FIRST, dx: 40, dy: 90 }], t);
    expect(tracker.sheet()?.id).toBe(1);
    expect(tracker.sheet()?.lines.map(({ id }) => id)).toEqual(before);
    expect(textsOf(tracker)).toEqual(TEXTS.first);
  });

  it('keeps its lines while a hand passes', () => {
    const tracker = createSheetTracker();
    const hand: Paper = { width: 320, height: 500, lines: [] };
    run(tracker, 120, (i) => [
      { paper: FIRST, ...REST },
      { paper: hand, dx: 1300 - 18 * i, dy: 150 },
    ]);
    expect(textsOf(tracker)).toEqual(TEXTS.first);
    expect(tracker.sheet()?.id).toBe(1);
  });

  it('that grows by a line has that line too', () => {
    const tracker = createSheetTracker();
    const shorter: Paper = { ...FIRST, lines: FIRST.lines.slice(0, 4) };
    const t = run(tracker, 30, () => [{ paper: shorter, ...REST }]);
    run(tracker, 30, () => [{ paper: FIRST, ...REST }], t);
    expect(textsOf(tracker)).toEqual(TEXTS.first);
    expect(tracker.sheet()?.id).toBe(1);
  });
});

describe('the lines of a sheet', () => {
  it.each([0, 2])('stand in reading order when line %i was covered at first', (covered) => {
    const tracker = createSheetTracker();
    const without: Paper = { ...FIRST, lines: FIRST.lines.filter((_, i) => i !== covered) };
    const t = run(tracker, 30, () => [{ paper: without, ...REST }]);
    run(tracker, 30, () => [{ paper: FIRST, ...REST }], t);
    const texts = tracker.sheet()?.lines.map(({ reading }) => reading.text);
    expect(texts).toEqual(TEXTS.first);
  });
});

describe('sheets swapped', () => {
  it('at once, in the same place, never mix, and come back as themselves', () => {
    const tracker = createSheetTracker();
    let t = 0;
    for (const [name, sheet, id] of [
      ['first', FIRST, 1],
      ['second', SECOND, 2],
      ['first', FIRST, 1],
      ['third', THIRD, 3],
      ['second', SECOND, 2],
      ['first', FIRST, 1],
    ] as const) {
      t = run(tracker, 45, () => [{ paper: sheet, ...REST }], t);
      expect(tracker.sheet()?.id).toBe(id);
      expect(textsOf(tracker)).toEqual(TEXTS[name]);
    }
  });

  it.each([5, 12, 25, 50])('five times by sliding one over the other in %i frames', (frames) => {
    for (const side of ['left', 'right', 'bottom', 'top'] as const) {
      const tracker = createSheetTracker();
      let t = run(tracker, 40, () => [{ paper: FIRST, ...REST }]);
      let below = FIRST;
      for (const [turn, [name, sheet, id]] of (
        [
          ['second', SECOND, 2],
          ['first', FIRST, 1],
          ['second', SECOND, 2],
          ['first', FIRST, 1],
          ['second', SECOND, 2],
        ] as const
      ).entries()) {
        const under = below;
        t = run(
          tracker,
          frames + 45,
          (i) => {
            const rest = Math.max(0, 1 - i / frames);
            const dx = { left: -1100, right: 1100, top: 0, bottom: 0 }[side];
            const dy = { left: 0, right: 0, top: -700, bottom: 700 }[side];
            const moving = { paper: sheet, dx: REST.dx + rest * dx, dy: REST.dy + rest * dy };
            return i > frames ? [moving] : [{ paper: under, ...REST }, moving];
          },
          t,
        );
        below = sheet;
        expect([side, turn, tracker.sheet()?.id]).toEqual([side, turn, id]);
        expect(textsOf(tracker)).toEqual(TEXTS[name]);
      }
    }
  });

  it('with a short word of the lower one in view for a while, take that word for no line', () => {
    const below = withTexts(FIRST, ['the blue book is for Tom', 'the train was late again']);
    const above = withTexts(FIRST, ['water the plants on Sunday', 'call Anna before seven']);
    for (const word of ['left', 'covered'] as const) {
      const tracker = createSheetTracker();
      const t = run(tracker, 40, () => [{ paper: below, ...REST }]);
      const rest = { paper: above, ...REST };
      const shown = word === 'left' ? below.lines[0] : undefined;
      const beside = (shown?.x ?? 0) + 0.13 * (shown?.width ?? 0);
      run(
        tracker,
        90,
        (i) =>
          i < 30
            ? [
                { paper: below, ...REST },
                { ...rest, dx: REST.dx + beside },
              ]
            : [rest],
        t,
      );
      expect(textsOf(tracker)).toEqual(above.lines.map(({ text }) => text));
    }
  });
});

/** The first lines of a paper with other texts. */
function withTexts(of: Paper, texts: readonly string[]): Paper {
  const lines = of.lines.slice(0, texts.length);
  return { ...of, lines: lines.map((line, i) => ({ ...line, text: texts[i] ?? '' })) };
}

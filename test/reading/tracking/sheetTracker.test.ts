import { describe, expect, it } from 'vitest';
import { boundingBox, quadOfBox } from '../../../src/reading/geometry.ts';
import type { FoundLine } from '../../../src/reading/results.ts';
import { type LineEvidence, SIGNATURE_LENGTH } from '../../../src/reading/tracking/lineEvidence.ts';
import {
  createSheetTracker,
  type SheetTracker,
} from '../../../src/reading/tracking/sheetTracker.ts';
import type { TrackedLine } from '../../../src/reading/tracking/trackedLine.ts';
import {
  foundLine,
  gaussian,
  type PaperLine,
  paragraph,
  reads,
  seededRandom,
} from './movingPaper.ts';

const FRAME = { width: 1280, height: 720 };
const FRAME_MS = 66;

/** A sheet of paper: its size, and lines with texts. */
interface Paper {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (PaperLine & { readonly text: string })[];
}

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

function paper(name: string, height = 40): Paper {
  const texts = TEXTS[name] ?? [];
  const lines = paragraph(texts.length, { height, spacing: 1.6 * height }).map((line, i) => ({
    ...line,
    text: texts[i] ?? '',
  }));
  return { width: 860, height: 600, lines };
}

interface Placed {
  readonly paper: Paper;
  readonly dx: number;
  readonly dy: number;
}

/** The part of a line that can be seen: in the frame, and not under papers above it. */
function visible(line: PaperLine, { dx, dy }: Placed, above: readonly Placed[]) {
  let left = Math.max(0, line.x + dx);
  let right = Math.min(FRAME.width, line.x + line.width + dx);
  const [top, bottom] = [line.y + dy, line.y + line.height + dy];
  if (top < -0.3 * line.height || bottom > FRAME.height + 0.3 * line.height) return null;
  for (const cover of above) {
    const middle = (top + bottom) / 2;
    if (middle < cover.dy || middle > cover.dy + cover.paper.height) continue;
    const [from, to] = [cover.dx, cover.dx + cover.paper.width];
    if (from <= left && to >= right) return null;
    if (from <= left && to > left) left = to;
    else if (to >= right && from < right) right = from;
  }
  return right - left < 0.6 * line.height ? null : { left, right, top, bottom };
}

interface SeenLine extends FoundLine {
  readonly text: string;
  readonly ink: number;
}

const random = seededRandom(5);

/** What a detector would find of papers lying on each other, the topmost last. */
function look(papers: readonly Placed[], noisePx = 1): SeenLine[] {
  return papers.flatMap((placed, level) =>
    placed.paper.lines.flatMap((line): SeenLine[] => {
      const part = visible(line, placed, papers.slice(level + 1));
      if (part === null) return [];
      const noise = () => noisePx * gaussian(random);
      const quad = quadOfBox({
        x: part.left + noise(),
        y: part.top + noise(),
        width: part.right - part.left + noise(),
        height: part.bottom - part.top + 0.5 * noise(),
      });
      const { text } = line;
      const place = (x: number) => ((x - placed.dx - line.x) / line.width) * text.length;
      const seen = text.slice(Math.round(place(part.left)), Math.round(place(part.right))).trim();
      return [{ ...foundLine(quad), text: seen, ink: inkOf(seen) }];
    }),
  );
}

function inkOf(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 9973;
  return hash;
}

/** Where edges lie in a line of this text: alike for alike texts, else not. */
function evidenceOf({ text }: SeenLine): LineEvidence {
  const signature = new Float32Array(SIGNATURE_LENGTH);
  for (let i = 0; i < SIGNATURE_LENGTH; i++) {
    const at = Math.floor(((i % 48) / 48) * text.length);
    signature[i] = (inkOf(text.slice(at, at + 1) + Math.floor(i / 48)) % 97) / 97;
  }
  return { sharpness: 100, signature };
}

/** Runs a scene through a tracker that reads four lines a frame, with misreadings. */
function run(
  tracker: SheetTracker,
  frames: number,
  at: (frame: number) => readonly Placed[],
  from = 0,
) {
  let turn = 0;
  for (let i = 0; i < frames; i++) {
    const timeMs = (from + i) * FRAME_MS;
    const lines = look(at(i));
    const tracks = tracker.update(lines, FRAME, timeMs);
    const under = (track: TrackedLine) =>
      lines.find(
        ({ box }) => Math.abs(box.y - track.box.y) < 12 && Math.abs(box.x - track.box.x) < 40,
      );
    const read = tracker.wanting(4).flatMap((track) => under(track) ?? []).length;
    for (const track of tracker.wanting(4)) {
      const line = under(track);
      if (line)
        tracker.addReading(track.id, reads(line.text, 0.7 + 0.25 * random()), evidenceOf(line));
    }
    if (read > 0) continue;
    const seen = tracks.filter((track) => track.seen);
    for (let k = 0; k < tracker.toObserve && seen.length > 0; k++) {
      const track = seen[turn++ % seen.length];
      const line = track && under(track);
      if (track && line) tracker.observe(track.id, evidenceOf(line));
    }
  }
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

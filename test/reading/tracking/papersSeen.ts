import { quadOfBox } from '../../../src/reading/geometry.ts';
import type { FoundLine } from '../../../src/reading/results.ts';
import { type LineEvidence, SIGNATURE_LENGTH } from '../../../src/reading/tracking/lineEvidence.ts';
import type { SheetTracker } from '../../../src/reading/tracking/sheetTracker.ts';
import type { TrackedLine } from '../../../src/reading/tracking/trackedLine.ts';
import {
  foundLine,
  gaussian,
  type PaperLine,
  paragraph,
  reads,
  seededRandom,
} from './movingPaper.ts';

export const FRAME = { width: 1280, height: 720 };

/** A sheet of paper: its size, and lines with texts. */
export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (PaperLine & { readonly text: string })[];
}

/** A sheet with these lines. */
export function paperOf(texts: readonly string[], height = 40): Paper {
  const lines = paragraph(texts.length, { height, spacing: 1.6 * height }).map((line, i) => ({
    ...line,
    text: texts[i] ?? '',
  }));
  return { width: 860, height: 600, lines };
}

/** A paper, and where it lies in the frame, px. */
export interface Placed {
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

export interface SeenLine extends FoundLine {
  readonly text: string;
  readonly ink: number;
}

const random = seededRandom(5);

/** What a detector would find of papers lying on each other, the topmost last. */
export function look(papers: readonly Placed[], noisePx = 1): SeenLine[] {
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
export function evidenceOf({ text }: SeenLine): LineEvidence {
  const signature = new Float32Array(SIGNATURE_LENGTH);
  for (let i = 0; i < SIGNATURE_LENGTH; i++) {
    const at = Math.floor(((i % 48) / 48) * text.length);
    signature[i] = (inkOf(text.slice(at, at + 1) + Math.floor(i / 48)) % 97) / 97;
  }
  return { sharpness: 100, signature };
}

/**
 * A camera before a tracker that reads four lines a frame; each call is one frame.
 * @param misread what is read of a text
 */
export function watchPapers(tracker: SheetTracker, misread = (text: string) => text) {
  let turn = 0;
  return (papers: readonly Placed[], timeMs: number): void => {
    const lines = look(papers);
    const tracks = tracker.update(lines, FRAME, timeMs);
    const under = (track: TrackedLine) =>
      lines.find(
        ({ box }) => Math.abs(box.y - track.box.y) < 12 && Math.abs(box.x - track.box.x) < 40,
      );
    let read = 0;
    for (const track of tracker.wanting(4)) {
      const line = under(track);
      if (line === undefined) continue;
      read += 1;
      const reading = reads(misread(line.text), 0.7 + 0.25 * random());
      tracker.addReading(track.id, reading, evidenceOf(line));
    }
    if (read > 0) return;
    const seen = tracks.filter((track) => track.seen);
    for (let k = 0; k < tracker.toObserve && seen.length > 0; k++) {
      const track = seen[turn++ % seen.length];
      const line = track && under(track);
      if (track && line) tracker.observe(track.id, evidenceOf(line));
    }
  };
}

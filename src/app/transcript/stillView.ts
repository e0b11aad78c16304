import { boundingBox, boxArea, intersectionArea } from '../../reading/geometry.ts';
import { type LinesSoFar, SURE_CONFIDENCE } from '../../reading/results.ts';
import { movedQuad, type Similarity } from '../../reading/tracking/paperMotion.ts';
import type { LiveLine, LiveSheetLine, LiveView } from '../../worker/client.ts';

/** Running views count their frames from 1. */
export const STILL_FRAME = 0;

/** Part of a line's area that a line read anew must share to be that line. */
const SAME_INK = 0.5;

interface StillSheet {
  readonly sheetId: number;
  /** Lines of the same picture, or of one taken a moment before: their numbers are kept. */
  readonly known: readonly LiveLine[];
  /** The first number that a new line gets; further ones count down. */
  readonly next: number;
}

/** A still picture's reading, whole or under way, as a view that does not move. */
export function viewOfStill(
  still: LinesSoFar & { readonly timings?: LiveView['timings'] },
  { sheetId, known, next }: StillSheet,
): LiveView {
  const { width, height, timings = {} } = still;
  const taken = new Set<number>();
  let free = next;
  const lines = still.lines.map((line): LiveLine => {
    const same = known.find(
      ({ id, box }) =>
        !taken.has(id) &&
        intersectionArea(box, line.box) > SAME_INK * Math.max(boxArea(box), boxArea(line.box)),
    );
    const id = same?.id ?? free--;
    taken.add(id);
    const { quad, box, lineClass, score } = line;
    // A line in which no text was found looks like one that has not been read.
    const reading = line.reading?.text ? line.reading : null;
    const isSure = (reading?.confidence ?? 0) >= SURE_CONFIDENCE;
    const status = reading === null ? 'unread' : isSure ? 'sure' : 'unsure';
    return { id, quad, box, lineClass, score, reading, status };
  });
  return {
    ...{ frameId: STILL_FRAME, width, height, timings, lines },
    ...{ fps: 0, hint: null, moving: false, glance: null },
    sheet: { id: sheetId, lines: lines.flatMap(sheetLine), absorbed: [] },
  };
}

/** A view as it lies over a frame that was taken a moment later. */
export function movedView(view: LiveView, motion: Similarity): LiveView {
  const lines = view.lines.map((line) => {
    const quad = movedQuad(line.quad, motion);
    return { ...line, quad, box: boundingBox(quad) };
  });
  return { ...view, lines, glance: null };
}

function sheetLine(line: LiveLine): readonly LiveSheetLine[] {
  const { reading, status } = line;
  return reading === null || status === 'unread'
    ? []
    : [{ ...line, reading, status, inView: true }];
}

import { type Box, boundingBox, type Point, type Quad, quadSize } from '../geometry.ts';
import type { FoundLine, LineClass, LineReading } from '../results.ts';
import { type LineEvidence, signatureDistance } from './lineEvidence.ts';
import { createQuadFilter, type QuadFilter } from './quadFilter.ts';
import { createTextVote, type TextVote } from './textVote.ts';
import type { LineTrackerOptions, ReadingStatus, TrackedLine, Want } from './trackedLine.ts';

/** How the line looked when it was last read. */
interface AtReading {
  readonly timeMs: number;
  readonly evidence: LineEvidence;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly paperScale: number;
  readonly lineClass: LineClass;
  readonly isCut: boolean;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** What a frame tells of the whole sheet. */
export interface SheetInFrame {
  readonly timeMs: number;
  /** See `QuadFilter.update`. */
  readonly shared: Point;
  /** How much larger the sheet is than when it was first seen. */
  readonly paperScale: number;
  /** The picture's size, px. */
  readonly frame: FrameSize | undefined;
}

type Difference = 'otherInk' | 'longer' | 'shorter' | 'otherClass';

/** Weight of the newest frame in the running means of class and score. */
const NEWEST = 0.25;
/** A class once decided changes only beyond this probability. */
const CLASS_MARGIN = 0.65;
/** A line must grow by this many heights, or this share of its width, to count as longer. */
const GROWN_HEIGHTS = 0.6;
const GROWN_SHARE = 0.06;
/** A line that changes its width by this much, about a letter, has not settled yet. */
const UNSETTLED_HEIGHTS = 0.4;
const UNSETTLED_SHARE = 0.01;
/** Within this share of the picture's side from its edge a line may be cut by it. */
const EDGE = 0.012;
/** A line this much taller than when it was read is worth a reading as a sharper one is. */
const TALLER = 1.4;

/** One line as remembered over frames: where, what it is, what was read and when. */
export interface LineMemory {
  readonly id: number;
  /** Smoothed: what is shown. */
  readonly filter: QuadFilter;
  /** As the detector had it last, moved with the paper since: what motion is measured against,
   * because the smoothed outline's lag would add up. */
  readonly measured: Quad;
  /** Frames in which the detector found it. */
  readonly sightings: number;
  readonly lastSeenMs: number;
  missedFrames: number;
  /** Found in place of a part of another line; not shown until it is found again. */
  tentative: boolean;
  see(line: FoundLine, sheet: SheetInFrame): void;
  /** Takes a line along that is not found in this frame. */
  place(quad: Quad, timeMs: number): void;
  /** Takes how the line looks in the present frame. */
  observe(evidence: LineEvidence, timeMs: number): void;
  /** Takes a reading, made of a crop that looked like `evidence`. */
  addReading(reading: LineReading, evidence: LineEvidence, timeMs: number): void;
  /** Takes a line that was out of view; the next look tells whether it is other ink. */
  comeBack(line: FoundLine, sheet: SheetInFrame): void;
  /** Why the line should be read now, or null. */
  want(timeMs: number): Want | null;
  /** How well the line would read among others: taller and sharper is more. */
  readonly legibility: number;
  snapshot(timeMs: number): TrackedLine;
}

function reachesEdge({ x, y, width, height }: Box, frame: FrameSize | undefined): boolean {
  if (frame === undefined) return false;
  const [across, down] = [EDGE * frame.width, EDGE * frame.height];
  return (
    x <= across ||
    y <= down ||
    x + width >= frame.width - across ||
    y + height >= frame.height - down
  );
}

function handwritingProbability({ lineClass, classProbability }: FoundLine): number {
  return lineClass === 'handwriting' ? classProbability : 1 - classProbability;
}

export function createLineMemory(
  id: number,
  first: FoundLine,
  { timeMs: firstMs, paperScale: firstScale, frame }: SheetInFrame,
  options: LineTrackerOptions,
): LineMemory {
  const filter = createQuadFilter(first.quad, firstMs);
  let measured = first.quad;
  let paperScale = firstScale;
  let sightings = 1;
  let lastSeenMs = firstMs;
  let lineClass = first.lineClass;
  let handwriting = handwritingProbability(first);
  let score = first.score;
  let vote: TextVote = createTextVote();
  let reading: LineReading | null = null;
  let atReading: AtReading | null = null;
  let now: LineEvidence | null = null;
  let changed = false;
  let cameBack = false;
  /** Width at the sheet's present scale from which on the line counts as settled, and since when. */
  let settledWidthPx = quadSize(first.quad).width / firstScale;
  let settledMs = firstMs;
  let isOtherInk = false;
  let checkedMs = -Infinity;
  let isCut = reachesEdge(first.box, frame);
  /** Since when each kind of difference has lasted, ms. */
  const since = new Map<Difference, number>();

  const lasts = (difference: Difference, is: boolean, forMs: number, timeMs: number): boolean => {
    if (!is) {
      since.delete(difference);
      return false;
    }
    const start = since.get(difference) ?? timeMs;
    since.set(difference, start);
    return timeMs - start >= forMs;
  };

  const status = (): ReadingStatus => {
    if (reading === null) return 'unread';
    return !changed && reading.confidence >= options.sureConfidence ? 'sure' : 'unsure';
  };

  /** Whether the line has grown, shrunk or come wholly into the picture since it was read. */
  const isUnsettled = (): boolean =>
    atReading !== null && (atReading.timeMs < settledMs || (atReading.isCut && !isCut));

  const looksOther = ({ signature }: LineEvidence): boolean =>
    atReading !== null &&
    signatureDistance(signature, atReading.evidence.signature) > options.otherInk;

  const settleAnew = (timeMs: number): void => {
    settledMs = timeMs;
    settledWidthPx = quadSize(filter.quad).width / paperScale;
  };

  const noticeShape = (timeMs: number): void => {
    const now = quadSize(filter.quad);
    const change = Math.abs(now.width - settledWidthPx * paperScale);
    if (change > UNSETTLED_HEIGHTS * now.height + UNSETTLED_SHARE * now.width) settleAnew(timeMs);
    if (atReading === null) return;
    // Compared at the size it had when read, so that coming closer is not growing; by the scale of
    // the sheet, because the line's own height is found only to a tenth.
    const width = quadSize(filter.quad).width * (atReading.paperScale / paperScale);
    const grown = width - atReading.widthPx;
    const enough = Math.max(GROWN_HEIGHTS * atReading.heightPx, GROWN_SHARE * atReading.widthPx);
    const longer = lasts('longer', grown > enough, options.longerMs, timeMs);
    const shorter = lasts('shorter', grown < -enough, options.shorterMs, timeMs);
    const otherClass = lasts('otherClass', lineClass !== atReading.lineClass, 0, timeMs);
    if (longer || shorter || otherClass) changed = true;
  };

  return {
    id,
    filter,
    get measured() {
      return measured;
    },
    get sightings() {
      return sightings;
    },
    get lastSeenMs() {
      return lastSeenMs;
    },
    missedFrames: 0,
    tentative: false,
    see(line, { timeMs, shared, paperScale: scale, frame }) {
      measured = line.quad;
      isCut = reachesEdge(line.box, frame);
      paperScale = scale;
      filter.update(line.quad, timeMs, shared);
      sightings += 1;
      lastSeenMs = timeMs;
      this.missedFrames = 0;
      handwriting += NEWEST * (handwritingProbability(line) - handwriting);
      score += NEWEST * (line.score - score);
      if (handwriting > CLASS_MARGIN) lineClass = 'handwriting';
      else if (handwriting < 1 - CLASS_MARGIN) lineClass = 'print';
      noticeShape(timeMs);
    },
    place(quad, timeMs) {
      filter.place(quad, timeMs);
      measured = quad;
    },
    observe(evidence, timeMs) {
      now = evidence;
      if (atReading === null) return;
      const other = looksOther(evidence);
      isOtherInk = other;
      if (!other) checkedMs = timeMs;
      if (other && cameBack) {
        // Another sheet lies where this line was: its text must not be shown for one more frame.
        reading = null;
        atReading = null;
        vote = createTextVote();
        since.clear();
      } else if (lasts('otherInk', other, options.otherInkMs, timeMs)) {
        changed = true;
      }
      cameBack = false;
    },
    addReading(newest, evidence, timeMs) {
      // What was read before the line settled was of a part of it: that, and what was read of other
      // ink, must not be voted on together with this reading.
      if (changed || (atReading !== null && (isUnsettled() || looksOther(evidence)))) {
        vote = createTextVote();
      }
      // The square root, because twice the variance of the Laplacian is not twice as legible.
      vote.add(newest, Math.sqrt(1 + Math.max(0, evidence.sharpness)));
      reading = vote.result;
      changed = false;
      cameBack = false;
      isOtherInk = false;
      checkedMs = timeMs;
      since.clear();
      const { width, height } = quadSize(filter.quad);
      atReading = {
        timeMs,
        evidence:
          vote.count > 1 && atReading !== null && atReading.evidence.sharpness > evidence.sharpness
            ? { sharpness: atReading.evidence.sharpness, signature: evidence.signature }
            : evidence,
        widthPx: width,
        heightPx: height,
        paperScale,
        lineClass,
        isCut,
      };
    },
    comeBack(line, sheet) {
      filter.place(line.quad, sheet.timeMs);
      this.see(line, { ...sheet, shared: { x: 0, y: 0 } });
      cameBack = true;
      since.clear();
    },
    want(timeMs) {
      if (quadSize(filter.quad).height < options.leastReadableHeightPx) return null;
      if (reading === null || atReading === null) return 'unread';
      if (changed) return 'changed';
      if (isUnsettled() && timeMs - settledMs >= options.longerMs) return 'changed';
      if (timeMs - atReading.timeMs < options.rereadAfterMs) return null;
      const sure = status() === 'sure';
      const sharper = sure ? options.sharperWhenSure : options.sharperWhenUnsure;
      const taller = quadSize(filter.quad).height > TALLER * atReading.heightPx;
      const isSharper = now !== null && now.sharpness > sharper * atReading.evidence.sharpness;
      if (isSharper || (taller && !sure)) return 'sharper';
      return !sure && vote.count < options.mostVotes ? 'unsure' : null;
    },
    get legibility() {
      const { height } = quadSize(filter.quad);
      return height * Math.sqrt(1 + (now?.sharpness ?? 0));
    },
    snapshot(timeMs) {
      const { quad } = filter;
      return {
        id,
        quad,
        box: boundingBox(quad),
        lineClass,
        classProbability: lineClass === 'handwriting' ? handwriting : 1 - handwriting,
        score,
        reading,
        status: status(),
        ageMs: timeMs - firstMs,
        seen: this.missedFrames === 0,
        settledMs: timeMs - settledMs,
        isReadSettled: reading !== null && !changed && !isOtherInk && !isUnsettled(),
        isCut,
        isOtherInk,
        checkedMs,
      };
    },
  };
}

import { boundingBox, intersectionOverUnion, type Quad, quadSize } from '../geometry.ts';

export interface AssignedPair {
  /** Index of the track. */
  readonly track: number;
  /** Index of the found line. */
  readonly line: number;
}

export interface AssignmentOptions {
  /** Least ratio of the smaller height to the larger. */
  readonly leastHeightRatio: number;
  /** Least ratio of the smaller width to the larger. */
  readonly leastWidthRatio: number;
  /** Least affinity, 0..1. */
  readonly leastAffinity: number;
}

function middleOf(quad: Quad): { x: number; y: number } {
  return {
    x: (quad[0].x + quad[1].x + quad[2].x + quad[3].x) / 4,
    y: (quad[0].y + quad[1].y + quad[2].y + quad[3].y) / 4,
  };
}

function ratio(a: number, b: number): number {
  return Math.min(a, b) / Math.max(a, b, 1e-9);
}

/**
 * How likely a found line is the track's line, 0..1: how well they lie on the same written line
 * (centres across the line), how much of the shorter is covered by the longer (along the line, so
 * that a line that grows stays itself), and how like in size they are. The plain overlap counts
 * too, for short words.
 */
export function affinity(track: Quad, line: Quad, options: AssignmentOptions): number {
  const a = quadSize(track);
  const b = quadSize(line);
  const heights = ratio(a.height, b.height);
  const widths = ratio(a.width, b.width);
  if (heights < options.leastHeightRatio || widths < options.leastWidthRatio) return 0;
  const ux = (track[1].x - track[0].x) / Math.max(a.width, 1e-9);
  const uy = (track[1].y - track[0].y) / Math.max(a.width, 1e-9);
  const from = middleOf(track);
  const to = middleOf(line);
  const along = (to.x - from.x) * ux + (to.y - from.y) * uy;
  const across = Math.abs((to.y - from.y) * ux - (to.x - from.x) * uy);
  const height = Math.max(1, (a.height + b.height) / 2);
  const onLine = Math.max(0, 1 - across / (0.6 * height));
  const shared =
    Math.min(a.width / 2, along + b.width / 2) - Math.max(-a.width / 2, along - b.width / 2);
  const covered = Math.max(0, Math.min(1, shared / Math.max(1, Math.min(a.width, b.width))));
  const overlap = intersectionOverUnion(boundingBox(track), boundingBox(line));
  return (
    0.5 * onLine * covered + 0.3 * overlap + 0.2 * onLine * covered * Math.min(heights, widths)
  );
}

/** Pairs tracks with found lines one to one, the surest pair first. */
export function assignLines(
  tracks: readonly Quad[],
  lines: readonly Quad[],
  options: AssignmentOptions,
): readonly AssignedPair[] {
  const candidates: (AssignedPair & { readonly affinity: number })[] = [];
  tracks.forEach((trackQuad, track) => {
    lines.forEach((lineQuad, line) => {
      const likely = affinity(trackQuad, lineQuad, options);
      if (likely >= options.leastAffinity) candidates.push({ track, line, affinity: likely });
    });
  });
  candidates.sort((a, b) => b.affinity - a.affinity);
  const takenTracks = new Set<number>();
  const takenLines = new Set<number>();
  const pairs: AssignedPair[] = [];
  for (const { track, line } of candidates) {
    if (takenTracks.has(track) || takenLines.has(line)) continue;
    takenTracks.add(track);
    takenLines.add(line);
    pairs.push({ track, line });
  }
  return pairs;
}

import { distance } from '../geometry.ts';
import type { ProvenTrack, Sighting } from './pendingTracks.ts';

/** Where and since when something is followed that has yet to prove that it is the marker. */
export interface Probation extends Sighting {
  /** How far it must get, in sizes, and in which time, ms. */
  readonly way: number;
  readonly withinMs: number;
  /** Whether it was not the marker if it vanishes before. */
  readonly endsWithLoss: boolean;
  /** Whether it came where the marker was hidden. */
  readonly isReturn: boolean;
  /** The marker's size if this is it, px; null where that is known better. */
  readonly size: number | null;
}

/** What is taken for the marker for the first time must get this far in sizes, in this time, ms. */
const FIRST_WAY = 3;
const FIRST_MS = 1500;
/** What comes where the marker was hidden must get this far: the wall may have been uncovered. */
const RETURN_WAY = 1;
const RETURN_MS = 400;

/** Counts the way that brought it here too. */
export function probationOfAcquired({ isDoubtful, since, size }: ProvenTrack): Probation {
  const [way, withinMs] = [FIRST_WAY, FIRST_MS];
  return { ...since, way, withinMs, endsWithLoss: isDoubtful, isReturn: false, size };
}

export function probationOfReturned({ tip, timeMs }: Sighting): Probation {
  const [way, withinMs] = [RETURN_WAY, RETURN_MS];
  return { tip, timeMs, way, withinMs, endsWithLoss: false, isReturn: true, size: null };
}

/** Whether what is followed has proven by now that it is the marker, or that it is not. */
export function judge(
  probation: Probation,
  now: Sighting,
  size: number,
): 'passed' | 'failed' | 'open' {
  if (distance(now.tip, probation.tip) > probation.way * size) return 'passed';
  return now.timeMs - probation.timeMs > probation.withinMs ? 'failed' : 'open';
}

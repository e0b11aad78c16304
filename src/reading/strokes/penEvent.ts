import type { InkPoint } from './ink.ts';

/** What a pen did, in order; the same from a camera, a pointer and a file. */
export type PenEvent =
  /** A stroke begins. `mayTravel`: the pen is never lifted, so quick straight runs are no ink. */
  | { readonly do: 'begin'; readonly mayTravel: boolean }
  | { readonly do: 'write'; readonly point: InkPoint }
  | { readonly do: 'lift' }
  /** What is being written was no writing. */
  | { readonly do: 'discard' };

import type { Box } from '../geometry.ts';
import type { LabelReading } from './labelReading.ts';
import type { MeasuredPart, PartLine } from './partReading.ts';
import type { RunningText } from './runningHeader.ts';

/** A place that may be the title's, as it was read. */
export interface TitleSeen {
  readonly part: MeasuredPart;
  /** How far the detector's box is believed, 0..1; 0 where only the page's print speaks for it. */
  readonly score: number;
  /** The lines read in the place by itself; empty where they were not. */
  readonly lines: readonly PartLine[];
  /** The lines that the reading of the whole page has there; empty where it has none. */
  readonly pageLines: readonly PartLine[];
}

/** A place that may be the label's, as it was read. */
export interface LabelSeen {
  readonly box: Box;
  readonly score: number;
  readonly reading: LabelReading;
  /** Whether the reading of the whole page has a label there. */
  readonly isPrinted: boolean;
  /** Whether it was looked for around a title, and stands there alone. */
  readonly isNearby: boolean;
  /** The title, by its place in the list, whose words it begins; or null. */
  readonly within: number | null;
}

/** All that was seen and read on a page that may speak for its opening a chapter; px of the page. */
export interface PageSeen {
  readonly width: number;
  readonly height: number;
  readonly titles: readonly TitleSeen[];
  readonly labels: readonly LabelSeen[];
  /** What the reading of the whole page says; null where it was not read. */
  readonly text: RunningText | null;
}

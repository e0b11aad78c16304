import type { Page } from 'playwright-core';
import { editDistance } from '../../src/reading/text/editDistance.ts';

export interface TranscriptRow {
  readonly text: string;
  readonly inView: boolean;
}

/** The rows of Live's transcript, in order. */
export function transcriptRows(page: Page): Promise<readonly TranscriptRow[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll('.transcript-line'), (row) => ({
      text: (row.querySelector('.transcript-text')?.textContent ?? '').replace(/\s+/g, ' ').trim(),
      inView: row.hasAttribute('data-in-view'),
    })),
  );
}

/** Letters wrong in all rows together, against what is written, 0..1. */
export function errorRate(read: readonly string[], written: readonly string[]): number {
  return editDistance(read.join('\n'), written.join('\n')) / written.join('\n').length;
}

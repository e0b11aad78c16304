import { expect, it } from 'vitest';
import { boundingBox, quadOfBox } from '../../../src/reading/geometry.ts';
import { STANDSTILL } from '../../../src/reading/tracking/paperMotion.ts';
import { createSheet } from '../../../src/reading/tracking/sheet.ts';
import type { TrackedLine } from '../../../src/reading/tracking/trackedLine.ts';
import { foundLine, reads } from './movingPaper.ts';

const TEXTS = ['we met at the old station', 'the train was late again', 'nobody had a warm coat'];

/** A line at rest on a page of three, one below the other. */
function lineAtRest(index: number): TrackedLine {
  const quad = quadOfBox({ x: 200, y: 150 + 110 * index, width: 700, height: 60 });
  return {
    ...foundLine(quad),
    ...{ id: index + 1, box: boundingBox(quad), reading: reads(TEXTS[index] ?? ''), ageMs: 900 },
    ...{ status: 'sure', seen: true, isCut: false, settledMs: 900, isReadSettled: true },
    isOtherInk: false,
  };
}

it('keeps its order while another sheet slides over a part of it', () => {
  const sheet = createSheet(1);
  const tracks = [0, 1, 2].map(lineAtRest);
  sheet.take(tracks, 1000);
  // For a moment only the sheet above is followed, and then two of its lines again, as new tracks.
  sheet.place([], { ...STANDSTILL, dx: 1200 });
  const again = tracks.slice(1).map((track) => ({ ...track, id: track.id + 10 }));
  sheet.place(again, STANDSTILL);
  sheet.take(again, 1500);
  expect(sheet.lines.map(({ reading }) => reading.text)).toEqual(TEXTS);
});

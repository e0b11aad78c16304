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
    ...{ isOtherInk: false, checkedMs: 0 },
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

it('has a line once that was found again before it was given up where it had been', () => {
  const sheet = createSheet(1);
  const tracks = [0, 1, 2].map(lineAtRest);
  sheet.take(tracks, 1000);
  const [first = lineAtRest(0), ...others] = tracks;
  const quad = quadOfBox({ x: 500, y: 150, width: 700, height: 60 });
  const again = { ...first, id: 21, quad, box: boundingBox(quad) };
  const stale = { ...first, quad: quadOfBox({ x: 0, y: 600, width: 10, height: 60 }) };
  sheet.place([{ ...stale, box: boundingBox(stale.quad) }, ...others], STANDSTILL);
  sheet.take([...others, again], 1500);
  sheet.place([...others, again], STANDSTILL);
  sheet.take([...others, again], 1600);
  expect(sheet.lines.map(({ id, reading }) => [id, reading.text])).toEqual(
    TEXTS.map((text, i) => [i + 1, text]),
  );
});

it('keeps two lines of the same words that were seen together', () => {
  const sheet = createSheet(1);
  const [first = lineAtRest(0), second = lineAtRest(1)] = [0, 1].map(lineAtRest);
  const same = { ...second, reading: first.reading };
  sheet.take([first, same], 1000);
  sheet.place([same], STANDSTILL);
  sheet.take([same], 3000);
  expect(sheet.lines).toHaveLength(2);
});

it('a piece that was read beside a hand goes when the whole line is back', () => {
  const sheet = createSheet(1);
  const tracks = [0, 1, 2].map(lineAtRest);
  sheet.take(tracks, 1000);
  // The hand lies over the middle: what is left of it is followed by the line's own track …
  const [first = lineAtRest(0), ...others] = tracks;
  const left = quadOfBox({ x: 200, y: 150, width: 300, height: 60 });
  const shorter = { ...first, quad: left, box: boundingBox(left), reading: reads('we met at') };
  // … and what is right of it by a new one.
  const right = quadOfBox({ x: 720, y: 150, width: 180, height: 60 });
  const piece = {
    ...{ ...first, id: 31, quad: right, box: boundingBox(right), reading: reads('station') },
  };
  sheet.place([shorter, ...others], STANDSTILL);
  sheet.take([shorter, ...others, piece], 1500);
  expect(sheet.lines).toHaveLength(4);
  sheet.place(tracks, STANDSTILL);
  sheet.take(tracks, 2500);
  expect(sheet.lines.map(({ reading }) => reading.text)).toEqual(TEXTS);
});

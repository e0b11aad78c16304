import { describe, expect, it } from 'vitest';
import { createSheetTracker } from '../../../src/reading/tracking/sheetTracker.ts';
import { seededRandom } from './movingPaper.ts';
import { type Paper, type Placed, paperOf, watchPapers } from './papersSeen.ts';

const NOTE = paperOf([
  'bring bread and two lemons',
  'call Anna before seven',
  'water the plants on Sunday',
  'the blue book is for Tom',
]);
const LETTER = paperOf([
  'we met at the old station',
  'the train was late again',
  'nobody had a warm coat',
]);
const REST = { dx: 150, dy: 40 };
const textsOf = ({ lines }: Paper) => lines.map(({ text }) => text);

/** A camera whose frames come as a busy machine lets them, and all sheets that it saw. */
function slowCamera([least, most]: readonly [number, number], seed: number) {
  const random = seededRandom(seed);
  const tracker = createSheetTracker();
  const watch = watchPapers(tracker, (text) => (random() < 0.1 ? `${text}.` : text));
  const sheets = new Map<number, readonly string[]>();
  let timeMs = 0;
  const textsInView = () =>
    (tracker.sheet()?.lines ?? [])
      .filter(({ inView }) => inView)
      .map(({ reading }) => reading.text.replace('.', ''));
  const see = (...papers: readonly Placed[]): void => {
    watch(papers, timeMs);
    timeMs += least + random() * (most - least);
    const sheet = tracker.sheet();
    if (sheet === null) return;
    for (const id of sheet.absorbed) sheets.delete(id);
    const texts = sheet.lines.map(({ reading }) => reading.text.replace('.', ''));
    sheets.set(sheet.id, texts);
  };
  return {
    rest(paper: Paper, forMs: number) {
      const end = timeMs + forMs;
      while (timeMs < end) see({ paper, ...REST });
    },
    slide(paper: Paper, over: Paper, forMs: number) {
      const start = timeMs;
      while (timeMs < start + forMs) {
        const dx = REST.dx + 1200 * (1 - (timeMs - start) / forMs);
        see({ paper: over, ...REST }, { paper, ...REST, dx });
      }
    },
    untilRead(paper: Paper) {
      const [end, wanted] = [timeMs + 60_000, textsOf(paper).join()];
      while (timeMs < end && textsInView().join() !== wanted) see({ paper, ...REST });
    },
    sheets: () => [...sheets.entries()].sort(([a], [b]) => a - b).map(([, texts]) => texts),
  };
}

describe('two sheets swapped five times before a camera that is', () => {
  it.each([
    ['quick', [60, 120]],
    ['slow', [150, 400]],
    ['slower', [300, 900]],
    ['hardly moving', [600, 1800]],
  ] as const)('%s have every line once, in order', (_, frameMs) => {
    for (let seed = 1; seed <= 6; seed++) {
      const camera = slowCamera(frameMs, seed);
      camera.rest(NOTE, 6000);
      camera.rest(LETTER, 6000);
      let [above, below] = [NOTE, LETTER];
      for (const slidingMs of [300, 600, 1000, 1600, 2400]) {
        camera.slide(above, below, slidingMs);
        camera.untilRead(above);
        camera.rest(above, 500);
        [above, below] = [below, above];
      }
      camera.rest(below, 5000);
      expect([seed, ...camera.sheets()]).toEqual([seed, textsOf(NOTE), textsOf(LETTER)]);
    }
  });
});

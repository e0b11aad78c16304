import { type InkComponent, inkComponents } from '../lineImage/connectedInk.ts';
import { cropPart, type PartPlace } from './partCrop.ts';
import type { MeasuredPart, PageToRead } from './partReading.ts';

/** How far beyond its box a part may go on, in heights of its capitals. */
const REACH_IN_LETTERS = 20;
/** Gaps up to this, in heights of capitals, lie between words of one line; wider ones end it. */
const MAX_GAP_IN_LETTERS = 0.75;
/** Height of capitals in the crop that is searched, px. */
const SEARCHED_LETTERS = 14;

/**
 * A part whose box goes on to the ends of the lines that it cuts: the detector's boxes of wide
 * headings end a letter or a word too early now and then.
 */
export function withWholeWords({ cv, page }: PageToRead, part: MeasuredPart): MeasuredPart {
  const { place, letters } = part;
  const scale = Math.min(2, SEARCHED_LETTERS / letters);
  const reachable = REACH_IN_LETTERS * letters;
  const searched = extended(place, reachable, reachable);
  const { image } = cropPart(cv, page, searched, { margin: letters, scale });
  const height = letters * scale;
  const edge = Math.round((reachable + letters) * scale);
  const rows = inkComponents(cv, image).filter(
    (ink) =>
      ink.y + ink.height / 2 > height &&
      ink.y + ink.height / 2 < image.height - height &&
      ink.height > 0.3 * height &&
      ink.height < 2 * height,
  );
  const gap = MAX_GAP_IN_LETTERS * height;
  const right = reach(rows, image.width - edge, gap);
  const left = reach(rows.map(mirrored(image.width)), image.width - edge, gap);
  return { letters, place: extended(place, left / scale, right / scale) };
}

function mirrored(width: number): (ink: InkComponent) => InkComponent {
  return (ink) => ({ ...ink, x: width - ink.x - ink.width });
}

/** How far the ink that starts before `edge` goes on beyond it without a wide gap, px. */
function reach(rows: readonly InkComponent[], edge: number, gap: number): number {
  let end = edge;
  for (const { x, width } of [...rows].sort((a, b) => a.x - b.x)) {
    if (x + width <= end) continue;
    // What starts beyond the box belongs to it only as the rest of a word or line that it cuts.
    if (x > end + gap) break;
    end = x + width;
  }
  return end - edge;
}

/** The place with its lines made longer at both ends, along their slope, px of the page. */
function extended({ box, slope, bend }: PartPlace, left: number, right: number): PartPlace {
  if (left === 0 && right === 0) return { box, slope, bend };
  const shift = (right - left) / 2;
  const width = box.width + (left + right) * Math.cos(slope);
  const height = box.height + (left + right) * Math.abs(Math.sin(slope));
  return {
    box: {
      x: box.x + box.width / 2 + shift * Math.cos(slope) - width / 2,
      y: box.y + box.height / 2 + shift * Math.sin(slope) - height / 2,
      width,
      height,
    },
    slope: slope + 2 * bend * shift,
    bend,
  };
}

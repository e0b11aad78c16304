import type { Detection } from '../detector/detection.ts';

type PartDetection = Detection<'chapter' | 'title'>;

/** A page has one title: what is found beside the likeliest keeps this share of its score. */
const SECOND_TITLE = 0.4;
/** How much of a title's score hangs on a chapter label being seen on the page. */
const LABEL_SHARE = 0.5;

/**
 * The detector's boxes of one page, best first, their scores weighed as parts of one page: section
 * headings and running headers look like titles, but they come in numbers and without a label.
 * @param detections of one page, in any order
 */
export function rankParts(detections: readonly PartDetection[]): readonly PartDetection[] {
  const best = (name: PartDetection['className']) =>
    Math.max(0, ...detections.filter((d) => d.className === name).map(({ score }) => score));
  const [label, title] = [best('chapter'), best('title')];
  let titleSeen = false;
  const weighed = detections.map((detection) => {
    if (detection.className === 'chapter') return detection;
    const isFirst = !titleSeen && detection.score === title;
    titleSeen ||= isFirst;
    const weight = (isFirst ? 1 : SECOND_TITLE) * (1 - LABEL_SHARE + LABEL_SHARE * label);
    return { ...detection, score: detection.score * weight };
  });
  return weighed.sort((a, b) => b.score - a.score);
}

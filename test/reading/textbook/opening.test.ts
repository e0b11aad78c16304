import { describe, expect, it } from 'vitest';
import {
  asBeliefs,
  isClear,
  labelCandidates,
  openingBelief,
  type PartDetection,
  titleCandidates,
} from '../../../src/reading/textbook/opening.ts';
import type { OpeningEvidence } from '../../../src/reading/textbook/pageEvidence.ts';

const LABEL_BOX = { x: 100, y: 100, width: 120, height: 20 };
const TITLE_BOX = { x: 100, y: 150, width: 300, height: 30 };
const ELSEWHERE = { x: 500, y: 700, width: 200, height: 20 };

function found(
  className: PartDetection['className'],
  score: number,
  box = TITLE_BOX,
): PartDetection {
  return { className, score, box, classScores: [] };
}

const EVIDENCE: OpeningEvidence = {
  label: {
    label: { kind: 'chapter', number: '3', text: 'Chapter 3', rest: '' },
    text: 'Chapter 3',
    box: LABEL_BOX,
    confidence: 0.9,
  },
  title: { text: 'Light', box: TITLE_BOX, confidence: 0.9 },
  score: 0.8,
};

describe('opening', () => {
  it('is clear when the detector is sure of both parts', () => {
    expect(isClear([found('chapter', 0.9), found('title', 0.85)])).toBe(true);
    expect(isClear([found('chapter', 0.9), found('title', 0.4)])).toBe(false);
    expect(isClear([found('title', 0.95)])).toBe(false);
    expect(isClear([])).toBe(false);
  });

  it('believes a box by half at the score that training found', () => {
    const scores = [0.05, 0.3, 0.45, 0.6, 0.75, 1];
    for (const threshold of [0.25, 0.45, 0.7]) {
      const [at] = asBeliefs([found('title', threshold)], threshold);
      expect(at?.score).toBeCloseTo(0.5);
      const beliefs = asBeliefs(
        scores.map((score) => found('title', score)),
        threshold,
      ).map(({ score }) => score);
      expect(beliefs).toEqual([...beliefs].sort((a, b) => a - b));
      expect(beliefs.at(-1)).toBeCloseTo(1);
    }
    expect(asBeliefs([found('title', 0.05)], 0.5)).toEqual([]);
  });

  it('takes the title where print and detector agree, else the surer one', () => {
    const near = { ...TITLE_BOX, x: 110 };
    const places = (boxes: PartDetection[]) => titleCandidates(boxes, EVIDENCE);
    // Both boxes hold the title; a doubtful one of the detector's adds nothing.
    expect(places([found('title', 0.5, near)])).toMatchObject([
      { box: { ...TITLE_BOX, width: 310 }, score: 0.5, read: { text: 'Light' } },
    ]);
    expect(places([found('title', 0.2, near)])[0]?.box).toEqual(TITLE_BOX);
    expect(places([found('title', 0.5, ELSEWHERE)]).map(({ box }) => box)).toEqual([
      TITLE_BOX,
      ELSEWHERE,
    ]);
    const higher = { ...ELSEWHERE, y: 20 };
    expect(places([found('title', 0.9, higher)])[0]?.box).toEqual(higher);
    expect(places([found('title', 0.3, higher)])[0]?.box).toEqual(TITLE_BOX);
    expect(titleCandidates([found('title', 0.5)], null)[0]?.box).toEqual(TITLE_BOX);
    expect(titleCandidates([], null)).toEqual([]);
  });

  it('takes the higher of two titles that are nearly as sure, for sections follow below', () => {
    const below = { ...TITLE_BOX, y: 300 };
    const order = (title: number, section: number) =>
      titleCandidates([found('title', title), found('title', section, below)], null).map(
        ({ box }) => box.y,
      );
    expect(order(0.7, 0.8)).toEqual([TITLE_BOX.y, below.y]);
    expect(order(0.4, 0.8)).toEqual([below.y, TITLE_BOX.y]);
  });

  it('tries the label of the print first, then the best boxes, each print once', () => {
    const boxes = [
      found('chapter', 0.65, ELSEWHERE),
      found('chapter', 0.7, { ...LABEL_BOX, width: 100 }),
      found('chapter', 0.3, { ...ELSEWHERE, y: 900 }),
      found('title', 0.9),
    ];
    const places = labelCandidates(boxes, EVIDENCE);
    expect(places.map(({ box, score }) => [box, score])).toEqual([
      [LABEL_BOX, 0.7],
      [ELSEWHERE, 0.65],
    ]);
    expect(labelCandidates(boxes, null).map(({ score }) => score)).toEqual([0.7, 0.65]);
  });

  it('takes the detector’s word for a label that the print has too', () => {
    const printed = { box: LABEL_BOX, read: EVIDENCE.label };
    const belief = (score: number) =>
      openingBelief({
        print: 0.58,
        title: null,
        label: { ...printed, score },
        labelQuality: 0.8,
      });
    expect(belief(0)).toBeCloseTo(0.9 * 0.58);
    expect(belief(0.65)).toBeGreaterThan(belief(0) + 0.1);
  });

  it('is believed when one witness is sure or several agree, not for middling boxes alone', () => {
    const title = (score: number, agrees = false) => ({
      box: TITLE_BOX,
      score,
      read: agrees ? EVIDENCE.title : null,
    });
    const nothing = { print: 0, title: null, label: null, labelQuality: 0 };
    expect(openingBelief(nothing)).toBe(0);
    expect(openingBelief({ ...nothing, print: 0.8 })).toBeGreaterThan(0.5);
    expect(openingBelief({ ...nothing, title: title(0.9) })).toBeGreaterThan(0.5);
    expect(openingBelief({ ...nothing, title: title(0.5) })).toBeLessThan(0.5);
    expect(openingBelief({ ...nothing, print: 0.2, title: title(0.3) })).toBeLessThan(0.5);
    const label = { box: LABEL_BOX, score: 0.5, read: null };
    expect(
      openingBelief({ print: 0.2, title: title(0.5, true), label, labelQuality: 0.9 }),
    ).toBeGreaterThan(0.5);
  });
});

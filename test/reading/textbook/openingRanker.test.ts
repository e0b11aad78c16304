import { describe, expect, it } from 'vitest';
import { diskModelFiles } from '../../../src/cli/diskModelFiles.ts';
import { unionOfBoxes } from '../../../src/reading/geometry.ts';
import { loadBytes } from '../../../src/reading/models/loadModel.ts';
import type { PrintedLine } from '../../../src/reading/recognizer/printed.ts';
import { findHeadings, type PrintedHeading } from '../../../src/reading/textbook/headings.ts';
import { parseReadLabel } from '../../../src/reading/textbook/labelReading.ts';
import { chooseOpening } from '../../../src/reading/textbook/openingRanker.ts';
import type { PageSeen } from '../../../src/reading/textbook/pageSeen.ts';
import { printSize } from '../../../src/reading/textbook/printSize.ts';
import { BODY_SIZE, body, line, PAGE_HEIGHT } from './printedPage.ts';

const { manifest } = await loadBytes(
  diskModelFiles('public/models'),
  'opening-ranker',
  'opening-ranker',
);
const { ranker } = manifest;

/** A page as its print alone shows it, the detector having seen the first title as far as told. */
function seen(lines: readonly PrintedLine[], score: number): PageSeen {
  const { titles, labels } = findHeadings(lines, PAGE_HEIGHT, BODY_SIZE);
  const boxOf = (heading: PrintedHeading) => unionOfBoxes(heading.lines.map(({ box }) => box));
  const onPage = ({ lines: own }: PrintedHeading) => own.map((l) => ({ ...l, inside: true }));
  return {
    width: 700,
    height: PAGE_HEIGHT,
    titles: titles.map((heading, index) => ({
      part: {
        place: { box: boxOf(heading), slope: 0, bend: 0 },
        letters: printSize(heading.lines[0] ?? { words: [] }),
      },
      score: index === 0 ? score : 0,
      lines: [],
      pageLines: onPage(heading),
    })),
    labels: labels.map((heading) => {
      const text = heading.lines.map((l) => l.text).join(' ');
      const letters = printSize(heading.lines[0] ?? { words: [] });
      return {
        box: boxOf(heading),
        score,
        reading: {
          label: parseReadLabel(text),
          text,
          isSection: false,
          confidence: 0.95,
          letters,
          figures: 0,
        },
        isPrinted: true,
        isNearby: false,
        within: null,
      };
    }),
    text: {
      lines: lines.map((l) => ({
        text: l.text,
        box: l.box,
        letters: printSize(l),
        isNumbered: false,
        confidence: l.confidence,
      })),
      letters: BODY_SIZE,
      pageHeight: PAGE_HEIGHT,
    },
  };
}

describe('the ranker of openings', () => {
  it.each<[string, PrintedLine[], string | null, string]>([
    [
      'label above title',
      [line('Chapter 3', 200, 17), line('Light and Colour', 260, 22)],
      '3',
      'Light and Colour',
    ],
    [
      'a title of two lines',
      [
        line('CHAPTER IV', 200, 17),
        line('The Conservation of', 260, 22),
        line('Energy and Momentum', 290, 22),
      ],
      '4',
      'The Conservation of Energy and Momentum',
    ],
    ['both on one line', [line('5 Moving Charges', 150, 18)], '5', 'Moving Charges'],
    [
      'a word and both on one line',
      [line('Chapter 2. Getting Started', 100, 20)],
      '2',
      'Getting Started',
    ],
    [
      'a big digit beside the title',
      [line('7', 180, 40, 90), line('Heat Engines', 195, 22, 150)],
      '7',
      'Heat Engines',
    ],
    [
      'a title in small capitals',
      [line('CHAPTER II', 200, 14), line('ON THE ROOTS OF EQUATIONS', 240, 10.5)],
      '2',
      'ON THE ROOTS OF EQUATIONS',
    ],
    ['an appendix', [line('Appendix B', 150, 20), line('Tables', 200, 24)], 'B', 'Tables'],
    [
      'a word above its number',
      [line('CHAPTER', 150, 12), line('TWO', 172, 15), line('Waves', 230, 24)],
      '2',
      'Waves',
    ],
    ['a preface', [line('Preface', 200, 22)], null, 'Preface'],
    [
      'a label under a running header',
      [line('Physics for All', 40), line('Unit 6', 150, 16), line('Waves', 190, 26)],
      '6',
      'Waves',
    ],
  ])('chooses %s', (_, head, number, title) => {
    const { pair, certainty } = chooseOpening(seen([...head, ...body(400)], 0.8), ranker);
    expect(pair?.label?.reading.label?.number ?? null).toBe(number);
    expect(pair?.reading.text).toBe(title);
    expect(certainty.page).toBeGreaterThan(0);
    expect(certainty.page).toBeLessThanOrEqual(Math.min(certainty.chapter, certainty.title));
  });

  it.each<[string, PrintedLine[]]>([
    ['plain text', []],
    ['a running header', [line('CHAPTER 3. LIGHT AND COLOUR 45', 40)]],
    ['a running header without title', [line('Chapter 3', 40)]],
    ['a page number', [line('45', 40)]],
    ['a section heading', [line('3.2 Mirrors', 120, 15)]],
    ['a section that says so', [line('Section 12.7: Lenses', 120, 15)]],
    ['a heading in the middle of the text', [...body(60).slice(0, 20), line('Mirrors', 390, 15)]],
    [
      'a reference to a chapter',
      [line('Chapter 3 shows why light bends at a surface of glass.', 120)],
    ],
  ])('chooses nothing on a page with %s', (_, head) => {
    expect(chooseOpening(seen([...head, ...body(430)], 0), ranker).pair).toBeNull();
  });
});

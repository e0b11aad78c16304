import { describe, expect, it } from 'vitest';
import { inkOfJson, inkToJson, inkToSvg } from '../../src/formats/ink.ts';
import type { AirInk } from '../../src/reading/strokes/ink.ts';
import type { AirReading } from '../../src/reading/strokes/inkReading.ts';

const INK: AirInk = {
  strokes: [
    {
      line: 0,
      points: [
        { x: 10, y: 20, timeMs: 500 },
        { x: 30, y: 60.256, timeMs: 533 },
        { x: 90, y: 20, timeMs: 560 },
        { x: 95, y: 60, timeMs: 600 },
      ],
      travel: [{ from: 1, to: 2 }],
    },
    { line: 1, points: [{ x: 12, y: 150, timeMs: 900 }] },
  ],
};
const READING: AirReading = {
  lines: [
    { line: 0, text: 'a < b', confidence: 0.9, words: [] },
    { line: 1, text: '.', confidence: 0.9, words: [] },
  ],
  final: true,
};

describe('ink as JSON', () => {
  it('holds lines, texts and strokes with times from the first point', () => {
    const { lines } = inkToJson(INK, READING);
    expect(lines.map(({ text }) => text)).toEqual(['a < b', '.']);
    expect(lines[0]?.strokes[0]?.points[1]).toEqual([30, 60.26, 33]);
    expect(lines[0]?.strokes[0]?.travel).toEqual([[1, 2]]);
  });

  it('comes back as the same ink', () => {
    const back = inkOfJson(JSON.parse(JSON.stringify(inkToJson(INK))));
    expect(back?.strokes.map(({ line, travel }) => ({ line, travel }))).toEqual(
      INK.strokes.map(({ line, travel }) => ({ line, travel })),
    );
    expect(back?.strokes[0]?.points[2]).toEqual({ x: 90, y: 20, timeMs: 60 });
  });

  it.each([
    null,
    {},
    { version: 2, lines: [] },
    { version: 1, lines: [{ text: '' }] },
    { version: 1, lines: [{ strokes: [{ points: [[1, 2]] }] }] },
    { version: 1, lines: [{ strokes: [{ points: [] }] }] },
    { version: 1, lines: [{ strokes: [{ points: [[1, 2, null]] }] }] },
  ])('is refused where it is none: %j', (document) => {
    expect(inkOfJson(document)).toBeNull();
  });
});

describe('ink as SVG', () => {
  const svg = inkToSvg(INK, { colour: '#123', widthPx: 4 }, READING);

  it('draws ink and dots, not travel, cut to the ink', () => {
    expect(svg.match(/<path /g)).toHaveLength(3);
    expect(svg).toContain('viewBox="0 0 109 154"');
    expect(svg).toContain('d="M14 142L14 142"');
  });

  it('has the text as its title, escaped', () => {
    expect(svg).toContain('<title>a &lt; b\n.</title>');
  });
});

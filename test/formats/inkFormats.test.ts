import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writingsOfJson, writingsToJson } from '../../src/formats/inkJson.ts';
import { inkToSvg } from '../../src/formats/inkSvg.ts';
import type { Ink } from '../../src/reading/strokes/ink.ts';

const INK: Ink = {
  strokes: [
    {
      id: 0,
      points: [
        { x: 10, y: 20, timeMs: 0 },
        { x: 30, y: 60.25, timeMs: 33 },
        { x: 90, y: 20, timeMs: 60 },
        { x: 95, y: 60, timeMs: 100 },
      ],
      travel: [{ from: 1, to: 2 }],
    },
    { id: 1, startsLine: true, points: [{ x: 12, y: 150, timeMs: 400 }] },
  ],
};
const SIZE = { width: 1280, height: 720 };

const stroke = fc.record(
  {
    points: fc.array(
      fc.record(
        {
          x: fc.integer({ min: -9999, max: 9999 }).map((x) => x / 100),
          y: fc.integer({ min: -9999, max: 9999 }).map((y) => y / 100),
          timeMs: fc.integer({ min: 0, max: 1e6 }),
          pressure: fc.integer({ min: 0, max: 1000 }).map((p) => p / 1000),
        },
        { requiredKeys: ['x', 'y', 'timeMs'] },
      ),
      { minLength: 2, maxLength: 9 },
    ),
    travel: fc.constant([{ from: 0, to: 1 }]),
    startsLine: fc.constant(true as const),
    colour: fc.constant('#1f4acc'),
    widthPx: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: ['points'] },
);

describe('ink as JSON', () => {
  it('comes back as it was: points, times, pressure, travel, lines, looks', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 5 }), fc.string(), (some, text) => {
        const startMs = some[0]?.points[0]?.timeMs ?? 0;
        const ink = {
          strokes: some.map((one, id) => ({
            ...one,
            id,
            points: one.points.map((point) => ({ ...point, timeMs: point.timeMs - startMs })),
          })),
        };
        const written = JSON.parse(JSON.stringify(writingsToJson([{ ink, size: SIZE, text }])));
        expect(writingsOfJson(written)).toEqual([{ ink, size: SIZE, text }]);
      }),
    );
  });

  it('of version 1 is understood: lines were numbered there', () => {
    const points = [[1, 2, 0]];
    const strokes = [0, 0, 1, 1, 2].map((line) => ({ line, points }));
    const document = {
      format: 'handlens-strokes',
      version: 1,
      writings: [{ text: 'a', width: 5, height: 5, strokes }],
    };
    const ink = writingsOfJson(document)?.[0]?.ink;
    expect(ink?.strokes.map(({ startsLine }) => startsLine === true)).toEqual([
      ...[false, false, true, false, true],
    ]);
  });

  it.each([
    null,
    {},
    { format: 'handlens-strokes', version: 3, writings: [] },
    ...[[[1, 2]], [], [[1, 2, null]]].map((points) => ({
      format: 'handlens-strokes',
      version: 2,
      writings: [{ text: '', width: 1, height: 1, strokes: [{ points }] }],
    })),
    {
      format: 'handlens-strokes',
      version: 2,
      writings: [
        { text: '', width: 1, height: 1, strokes: [{ points: [[1, 2, 3]], travel: [[0, 4]] }] },
      ],
    },
  ])('is refused where it is none: %j', (document) => {
    expect(writingsOfJson(document)).toBeNull();
  });
});

describe('ink as SVG', () => {
  const svg = inkToSvg(INK, { colour: '#123', widthPx: 4 }, 'a < b\n.');

  it('draws ink and dots, not travel, cut to the ink', () => {
    expect(svg.match(/<path /g)).toHaveLength(3);
    expect(svg).toContain('viewBox="0 0 109 154"');
    expect(svg).toContain('d="M14 142L14 142"');
  });

  it('has the text as its title, escaped', () => {
    expect(svg).toContain('<title>a &lt; b\n.</title>');
  });
});

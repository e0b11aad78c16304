import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writingsOfJson, writingsToJson } from '../../src/formats/inkJson.ts';
import { writingOfInkMl, writingToInkMl } from '../../src/formats/inkMl.ts';
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

/** Text that XML can hold. */
const xmlText = fc.string({ unit: 'grapheme-ascii' });

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

describe('ink as InkML', () => {
  it('comes back as it was: points, times, pressure, travel, lines, looks, text', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 5 }), xmlText, (some, text) => {
        const startMs = some[0]?.points[0]?.timeMs ?? 0;
        const ink = {
          strokes: some.map(({ startsLine, ...one }, id) => ({
            ...one,
            ...{ id, points: one.points.map((p) => ({ ...p, timeMs: p.timeMs - startMs })) },
            // Nothing stands before the first stroke that it could be apart from.
            ...(startsLine && id > 0 ? { startsLine } : {}),
          })),
        };
        const written = writingToInkMl({ ink, size: SIZE, text });
        expect(writingOfInkMl(written)).toEqual({ ink, size: SIZE, text });
      }),
    );
  });

  it('of other programs is understood: differences, seconds, other orders and channels', () => {
    const document = `<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML">
      <inkml:traceFormat><inkml:channel name="T" units="s"/><inkml:channel name="X"/>
      <inkml:channel name="OTx"/><inkml:channel name="Y"/></inkml:traceFormat>
      <inkml:trace>0 1125 4 18432,'0.01'23 5'43,"0"7 6"-8,0.01 3 1 -5</inkml:trace></inkml:ink>`;
    const points = writingOfInkMl(document)?.ink.strokes[0]?.points ?? [];
    const [first] = points;
    expect(points.map(({ x }) => x - (first?.x ?? 0))).toEqual([0, 23, 53, 86]);
    expect(points.map(({ y }) => y - (first?.y ?? 0))).toEqual([0, 43, 78, 108]);
    expect(points.map(({ timeMs }) => Math.round(timeMs))).toEqual([0, 10, 20, 40]);
  });

  it('without a format is x and y', () => {
    const writing = writingOfInkMl(
      '<ink><trace>10 0, 9 14, 8 28</trace><trace>130 155</trace></ink>',
    );
    expect(writing?.ink.strokes.map(({ points }) => points.length)).toEqual([3, 1]);
    expect(writing?.size.width).toBeGreaterThan(122);
  });

  it.each([
    '',
    'no xml',
    '<ink></ink>',
    '<svg><trace>1 2</trace></svg>',
    '<ink><trace>one two</trace></ink>',
    '<ink><trace>1 2',
    '<ink><traceFormat><channel name="X"/></traceFormat><trace>1</trace></ink>',
  ])('is refused where it is none: %j', (document) => {
    expect(writingOfInkMl(document)).toBeNull();
  });

  it('takes any text without failing otherwise', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        writingOfInkMl(text);
        writingOfInkMl(`<ink><trace>${text}</trace></ink>`);
      }),
    );
  });
});

describe('ink as SVG', () => {
  const svg = inkToSvg(INK, { colour: '#123', widthPx: 4 }, 'a < b\n.');

  it('draws ink and dots, not travel, cut to the ink', () => {
    expect(svg.match(/<path /g)).toHaveLength(3);
    expect(svg).toContain('viewBox="0 0 109 154"');
    expect(svg).toContain('d="M14 142L14 142"');
  });

  it('keeps colours and widths of pens', () => {
    const strokes = INK.strokes.map((one) => ({ ...one, colour: '#2f6fdb', widthPx: 9 }));
    const drawn = inkToSvg({ strokes }, { colour: '#123', widthPx: 4 });
    expect(drawn.match(/stroke="#2f6fdb" stroke-width="9"/g)).toHaveLength(3);
  });

  it('has the text as its title, escaped', () => {
    expect(svg).toContain('<title>a &lt; b\n.</title>');
  });
});

import { describe, expect, it } from 'vitest';
import { parseJsonTree } from '../../../src/formats/annotation/jsonTree.ts';
import { foreignCsv } from '../../../src/formats/annotation/otherTools/csv.ts';
import { cvatXml } from '../../../src/formats/annotation/otherTools/cvatXml.ts';
import { foreignJson } from '../../../src/formats/annotation/otherTools/json.ts';
import { parseXml } from '../../../src/formats/annotation/xmlTree.ts';

const json = (value: unknown) => foreignJson(parseJsonTree(JSON.stringify(value)));

describe('VoTT', () => {
  const region = {
    type: 'RECTANGLE',
    tags: ['jar'],
    boundingBox: { left: 10, top: 20, width: 30, height: 40 },
    points: [],
  };
  const asset = { name: 'a%20b.jpg', size: { width: 640, height: 480 } };
  const wanted = [
    {
      stated: ['a b.jpg'],
      size: { width: 640, height: 480 },
      shapes: [
        {
          label: 'jar',
          points: [
            { x: 10, y: 20 },
            { x: 40, y: 60 },
          ],
        },
      ],
    },
  ];

  it('opens the file of one picture, and the export of all', () => {
    expect(json({ asset, regions: [region] })).toEqual(wanted);
    expect(json({ assets: { x: { asset, regions: [region] } } })).toEqual(wanted);
  });

  it('opens its table', () => {
    const text =
      '"image","xmin","ymin","xmax","ymax","label"\r\n"a.jpg",10,20,40,60,"a ""jar"""\r\n';
    expect(foreignCsv(text)).toMatchObject([{ stated: ['a.jpg'], shapes: [{ label: 'a "jar"' }] }]);
  });
});

it('Label Studio turns about the upper left corner and keeps what was written', () => {
  const value = { x: 50, y: 50, width: 20, height: 10, rotation: 90, rectanglelabels: ['line'] };
  const size = { original_width: 100, original_height: 100 };
  const result = [
    { id: 'r', ...size, value },
    { id: 'r', ...size, value: { text: ['hello'] } },
  ];
  const [picture] = json([{ annotations: [{ result }], data: { image: '/a.jpg' } }]) ?? [];
  expect(picture?.shapes).toHaveLength(1);
  const [shape] = picture?.shapes ?? [];
  expect(shape?.transcription).toBe('hello');
  const rounded = shape?.points.map(({ x, y }) => [Math.round(x), Math.round(y)]);
  expect(rounded).toEqual([
    [50, 50],
    [50, 70],
    [40, 70],
    [40, 50],
  ]);
});

it('CVAT’s attributes and polygons come in, points are told as no box', () => {
  const parsed = parseXml(
    '<annotations><image name="a.jpg" width="9" height="9">' +
      '<polygon label="jar" occluded="1" points="1,1;5,1;5,6"><attribute name="colour">red</attribute></polygon>' +
      '<points label="dot" points="1,1"/></image></annotations>',
  );
  if ('problem' in parsed) throw new Error(parsed.detail);
  const [picture] = cvatXml(parsed.root) ?? [];
  expect(picture?.shapes).toEqual([
    {
      label: 'jar',
      attributes: { occluded: '1', colour: 'red' },
      points: [
        { x: 1, y: 1 },
        { x: 5, y: 1 },
        { x: 5, y: 6 },
      ],
    },
    null,
  ]);
});

it.each([[{}], [[]], [{ shapes: 7 }], ['text'], [[{ annotations: [] }]], [{ a: { b: 1 } }]])(
  '%j is of none of them',
  (value) => {
    expect(json(value)).toBeNull();
  },
);

import { describe, expect, it } from 'vitest';
import { readAnnotations } from '../../../src/app/annotate/project/readAnnotations.ts';
import { parseJsonTree } from '../../../src/formats/annotation/jsonTree.ts';
import { foreignCsv } from '../../../src/formats/annotation/otherTools/csv.ts';
import { cvatXml } from '../../../src/formats/annotation/otherTools/cvatXml.ts';
import { foreignJson } from '../../../src/formats/annotation/otherTools/json.ts';
import { parseXml } from '../../../src/formats/annotation/xmlTree.ts';
import { countedIds } from './annotationSets.ts';

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

describe('what is said besides the class', () => {
  it('of a region and of a picture in VIA', () => {
    const region = {
      shape_attributes: { name: 'rect', x: 1, y: 2, width: 3, height: 4 },
      region_attributes: { colour: 'red', type: 'jar', kinds: { a: true, b: true }, empty: '' },
    };
    const file = { filename: 'a.jpg', regions: [region], file_attributes: { light: 'dim' } };
    expect(json({ 'a.jpg1': file })).toMatchObject([
      {
        attributes: { light: 'dim' },
        shapes: [{ label: 'jar', attributes: { colour: 'red', kinds: 'a, b' } }],
      },
    ]);
  });

  it('of a picture in CVAT and Label Studio', () => {
    const parsed = parseXml(
      '<annotations><image name="a.jpg" width="9" height="9"><tag label="blurred">' +
        '<attribute name="why">hand</attribute></tag></image></annotations>',
    );
    if ('problem' in parsed) throw new Error(parsed.detail);
    expect(cvatXml(parsed.root)?.[0]?.attributes).toEqual({ blurred: '1', why: 'hand' });
    const result = [{ from_name: 'quality', value: { choices: ['good'] } }];
    const task = { annotations: [{ result }], data: { image: '/a.jpg' } };
    expect(json([task])?.[0]?.attributes).toEqual({ quality: 'good' });
  });

  it('of several annotators in Label Studio the first counts, and that is said', () => {
    const value = { x: 0, y: 0, width: 50, height: 50, rectanglelabels: ['jar'] };
    const result = [{ original_width: 9, original_height: 9, value }];
    const task = { annotations: [{ result }, { result }], data: { image: '/a.jpg' } };
    const pictures = new Map([['a.jpg', { width: 9, height: 9 }]]);
    const { report, set } = readAnnotations(new Map([['a.json', JSON.stringify([task])]]), {
      pictures,
      newId: countedIds(),
    });
    expect(set.images[0]?.boxes).toHaveLength(1);
    expect(report.issues).toMatchObject([{ code: 'annotators-several', detail: 'a.jpg' }]);
  });

  it('a brush of Label Studio is told as no box', () => {
    const value = { rle: [1, 2], brushlabels: ['jar'] };
    const result = [{ original_width: 9, original_height: 9, value }];
    expect(json([{ annotations: [{ result }], data: { image: '/a.jpg' } }])?.[0]?.shapes).toEqual([
      null,
    ]);
  });
});

it.each([
  ['a.json', '{"type": "FeatureCollection", "features": []}', 'GeoJSON'],
  ['a.json', '[{"data_row": {}, "projects": {}}]', 'Labelbox'],
  ['a.json', '{"cells": [], "nbformat": 4}', 'a Jupyter notebook'],
  ['a.xml', '<annotations><track/></annotations>', 'CVAT for video'],
  ['a.xml', '<svg/>', 'an SVG drawing'],
  ['a.csv', 'milk,eggs\n1,2\n', 'a table of other columns'],
])('%s with %s is named', (file, text, kind) => {
  const pictures = new Map([['a.jpg', { width: 9, height: 9 }]]);
  const { report } = readAnnotations(new Map([[file, text]]), { pictures, newId: countedIds() });
  expect(report.issues).toMatchObject([{ code: 'not-annotations', file, detail: kind }]);
  expect(report.skipped.files).toBe(1);
  expect(report.read.files).toBe(0);
});

it.each([[{}], [[]], [{ shapes: 7 }], ['text'], [[{ annotations: [] }]], [{ a: { b: 1 } }]])(
  '%j is of none of them',
  (value) => {
    expect(json(value)).toBeNull();
  },
);

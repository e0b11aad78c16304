import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/app/annotate/project/readAnnotations.ts';
import type { AnnotatedImage, AnnotationBox } from '../../../src/formats/annotation/annotation.ts';
import type { ExportLossCode } from '../../../src/formats/annotation/annotationFormat.ts';
import { countedIds } from './annotationSets.ts';

const size = { width: 200, height: 100 };
const plain: AnnotationBox = {
  id: 'b',
  classId: 'c',
  x: 10,
  y: 20,
  width: 60,
  height: 40,
  difficult: false,
  transcription: 'hello',
};
const outline = [
  { x: 10, y: 30 },
  { x: 50, y: 20 },
  { x: 70, y: 60 },
  { x: 20, y: 50 },
];

interface Feature {
  readonly what: string;
  readonly code: ExportLossCode;
  readonly className?: string;
  readonly box?: Partial<AnnotationBox>;
  readonly image?: Partial<AnnotatedImage>;
  /** What a reading says of it. */
  readonly told: (image: AnnotatedImage | undefined) => unknown;
}

/** One thing each that somebody may have said, and where it is found again. */
const FEATURES: readonly Feature[] = [
  {
    what: 'a mark of difficulty',
    code: 'difficult',
    box: { difficult: true },
    told: (image) => image?.boxes[0]?.difficult,
  },
  {
    what: 'a text',
    code: 'transcription',
    told: (image) => image?.boxes[0]?.transcription,
  },
  {
    what: 'an outline',
    code: 'polygon',
    box: { polygon: outline },
    told: (image) => image?.boxes[0]?.polygon?.map(({ x, y }) => [Math.round(x), Math.round(y)]),
  },
  {
    what: 'an attribute that Pascal VOC has',
    code: 'attributes',
    box: { attributes: { occluded: '1' } },
    told: (image) => image?.boxes[0]?.attributes,
  },
  {
    what: 'an attribute of somebody’s own',
    code: 'attributes',
    box: { attributes: { colour: 'dark <red>' } },
    told: (image) => image?.boxes[0]?.attributes,
  },
  {
    what: 'a mark of verification',
    code: 'verified',
    image: { verified: true },
    told: (image) => image?.verified,
  },
  {
    what: 'an attribute of the picture',
    code: 'picture-attributes',
    image: { attributes: { light: 'dim' } },
    told: (image) => image?.attributes,
  },
  {
    what: 'a class',
    code: 'classes',
    className: 'stamp',
    told: (image) => image?.boxes.length,
  },
];

describe.each(FORMATS)('$title', (format) => {
  it.each(FEATURES)('holds $what, or names it as lost', (feature) => {
    const name = feature.className ?? (format.name === 'truth' ? 'title' : 'line');
    const image: AnnotatedImage = {
      name: 'a.jpg',
      ...size,
      verified: false,
      ...feature.image,
      boxes: [{ ...plain, ...feature.box }],
    };
    const classes = [{ id: 'c', name, colour: '#112233' }];
    const { files, crops, losses } = format.write({ classes, images: [image] });
    const pictures = new Map([
      ['a.jpg', size],
      ...crops.map(({ path, width, height }) => [path, { width, height }] as const),
    ]);
    const back = format.read(files, { pictures, newId: countedIds() }).set;
    const held =
      JSON.stringify(feature.told(back.images[0])) === JSON.stringify(feature.told(image)) &&
      (feature.className === undefined || back.classes.some((one) => one.name === name));
    const named = losses.some(({ code }) => code === feature.code || code === 'class');
    expect({ held, named }).toEqual({ held, named: !held });
  });
});

import * as fc from 'fast-check';
import type {
  AnnotatedImage,
  AnnotationClass,
  AnnotationSet,
} from '../../../src/formats/annotation/annotation.ts';
import type { PictureSize } from '../../../src/formats/annotation/annotationFormat.ts';

/** Ids that count up, so that a test's sets are the same every time. */
export function countedIds(prefix = 'id'): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}

export function sizesOf(images: readonly AnnotatedImage[]): ReadonlyMap<string, PictureSize> {
  return new Map(images.map(({ name, width, height }) => [name, { width, height }]));
}

const ODD = [
  'cat',
  'a b',
  'tomme, 2',
  'x\ty',
  '"quoted"',
  "it's",
  '<b>&amp;',
  ']]>',
  'ﬀ 漢字 ß',
  '🦊',
  'ÅÄÖ',
  '0',
  'null',
  '{"a":1}',
  '-1',
  '%d',
  'a\\b',
];

/** Names as people give them, and as they should not: spaces, quotes, XML and JSON specials. */
const oddText = fc
  .oneof(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }))
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff\u2028\u2029]/gu, ' ').trim())
  .filter((text) => text !== '');

const fileName = oddText
  .map((text) => text.replace(/[/\\\0\t]/g, '_').replace(/^\.+$/, '_'))
  .filter((text) => text.trim() === text && text !== '');

const quarter = (most: number) => fc.integer({ min: 0, max: most * 4 }).map((value) => value / 4);

const image: fc.Arbitrary<Omit<AnnotatedImage, 'boxes'> & { readonly boxSeeds: BoxSeed[] }> =
  fc.record({
    name: fc
      .tuple(
        fc.constantFrom('', 'sub/', 'a b/ü/'),
        fileName,
        fc.constantFrom('.jpg', '.png', '.JPG'),
      )
      .map((parts) => parts.join('')),
    width: fc.integer({ min: 8, max: 6000 }),
    height: fc.integer({ min: 8, max: 6000 }),
    verified: fc.boolean(),
    boxSeeds: fc.array(
      fc.record({
        classSeed: fc.nat(),
        left: quarter(1000),
        top: quarter(1000),
        right: quarter(1000),
        bottom: quarter(1000),
        difficult: fc.boolean(),
        transcription: fc.option(oddText, { nil: null }),
      }),
      { maxLength: 5 },
    ),
  });

interface BoxSeed {
  readonly classSeed: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly difficult: boolean;
  readonly transcription: string | null;
}

/** Two ends inside a side, at least two px apart, quarters of a px. */
function ends(a: number, b: number, most: number): readonly [number, number] {
  const from = Math.floor((Math.min(a, b) / 1000) * (most - 2) * 4) / 4;
  const to = Math.ceil((Math.max(a, b) / 1000) * most * 4) / 4;
  return [from, Math.min(most, Math.max(to, from + 2))];
}

/** Sets with odd names, boxes in quarters of a px, all flags and texts. */
export const annotationSets: fc.Arbitrary<AnnotationSet> = fc
  .tuple(
    fc.uniqueArray(oddText, { minLength: 1, maxLength: 5 }),
    fc.uniqueArray(image, {
      maxLength: 5,
      selector: ({ name }) => name.toLowerCase().normalize('NFC'),
    }),
  )
  .map(([names, images]) => {
    const classes: AnnotationClass[] = names.map((name, index) => ({
      id: `class-${index}`,
      name,
      colour: '#2f6fed',
    }));
    return {
      classes,
      images: images.map(({ boxSeeds, ...rest }, at) => ({
        ...rest,
        boxes: boxSeeds.map((seed, index) => {
          const [x, right] = ends(seed.left, seed.right, rest.width);
          const [y, bottom] = ends(seed.top, seed.bottom, rest.height);
          return {
            id: `box-${at}-${index}`,
            classId: `class-${seed.classSeed % classes.length}`,
            x,
            y,
            width: right - x,
            height: bottom - y,
            difficult: seed.difficult,
            transcription: seed.transcription,
          };
        }),
      })),
    };
  });

/** A box with the name of its class and without its id, for comparing. */
export function plainImages({ classes, images }: AnnotationSet) {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return images
    .map(({ name, width, height, verified, boxes }) => ({
      name,
      width,
      height,
      verified,
      boxes: boxes.map(({ id: _, classId, ...box }) => ({ ...box, class: names.get(classId) })),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
